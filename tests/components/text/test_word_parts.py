from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.word_parts import word_parts


@pytest.mark.parametrize(
    ("word", "language", "words", "parts"),
    [
        ("netzspeicher", "de", "netz speicher", ("netz", "speicher")),
        ("buchungsnummer", "de", "buchung nummer", ("buchung", "nummer")),
        ("buchungsnummer", "en", "buchung nummer", ()),
        ("전액", "ko", "전액", ()),
        ("자동저장", "ko", "자동 저장", ("자동", "저장")),
        ("三天", "zh", "三 天", ("三", "天")),
        ("二十四小时", "zh", "二 十 四 二十四 小时 小 时", ("二十四", "小时")),
        ("三猫", "zh", "三", ()),
        ("王小明", "zh", "王 小 明", ()),
        ("カバ", "ja", "カ バ", ()),
        ("สามสิบ", "th", "สาม สิบ", ("สาม", "สิบ")),
    ],
)
def test_a_word_is_the_known_words_it_is_made_of(word: str, language: str, words: str, parts: tuple[str, ...]) -> None:
    known = set(words.split()) - {word}
    assert word_parts(word, language, lambda part: part if part in known else None) == parts


@given(st.text("三天小时二十四", min_size=1, max_size=8), st.sets(st.text("三天小时二十四", min_size=1, max_size=3)))
def test_the_parts_together_are_the_word(word: str, known: set[str]) -> None:
    parts = word_parts(word, "zh", lambda part: part if part in known else None)
    assert "".join(parts) in ("", word)
    assert set(parts) <= known
