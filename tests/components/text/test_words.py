from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.words import word_spans


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        ("It's 9,90 € at R-330!", "en", ["It's", "9", "90", "at", "R", "330"]),
        ("पानी की मात्रा", "hi", ["पानी", "की", "मात्रा"]),
        ("Wi-Fi를 25분마다", "ko", ["Wi", "Fi", "를", "25", "분마다"]),
        ("The 한국 way", "en", ["The", "한국", "way"]),
        ("电池的重量", "zh", ["电池", "的", "重量"]),
    ],
)
def test_words_of_every_script(text: str, language: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in word_spans(text, language)] == words


@given(st.text(), st.sampled_from(["ko", "ja", "de", None]))
def test_words_are_in_order_and_do_not_overlap(text: str, language: str | None) -> None:
    spans = word_spans(text, language)
    assert all(a < b for a, b in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
