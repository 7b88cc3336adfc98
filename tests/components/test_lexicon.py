"""Words find their English, in whatever form they are typed."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.lexicon import Lexicon, Table


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon()


def _table(language: str, rows: dict[str, list[str]]) -> Table:
    english = sorted({e for row in rows.values() for e in row})
    offsets = np.cumsum([0, *map(len, rows.values())]).astype(np.uint32)
    ids = np.array([english.index(e) for row in rows.values() for e in row], np.uint32)
    half = np.full(len(ids), 128, np.uint8)
    return Table(language, list(rows), english, offsets, ids, half, half)


@pytest.mark.parametrize(
    ("language", "word", "english"),
    [("de", "Akku", "battery"), ("ru", "роутер", "router"), ("es", "contraseña", "password"),
     ("hi", "पासवर्ड", "password"), ("vi", "mật khẩu", "password"), ("zh", "密码", "password"),
     ("th", "รหัสผ่าน", "password")],
)  # fmt: skip
def test_common_words_translate(lexicon: Lexicon, language: str, word: str, english: str) -> None:
    terms = lexicon.terms(word, language)
    assert max(terms, key=lambda term: terms[term]) == english[:6]


def test_words_typed_without_accents_are_found(lexicon: Lexicon) -> None:
    assert lexicon.terms("contrasena", "es")["passwo"] > 0.5


def test_a_question_meets_its_evidence_in_another_language(lexicon: Lexicon) -> None:
    query = lexicon.encode_query("Как сбросить пароль роутера?", "ru")
    right = lexicon.encode_passage("Reset the password of the router.", "en")
    wrong = lexicon.encode_passage("The battery weighs 58 kg.", "en")
    assert query.dot(right) > query.dot(wrong)


def test_a_name_keeps_its_own_letters(lexicon: Lexicon) -> None:
    assert lexicon.terms("Wo ist der Tessivolt?", "de")["tessiv"] == pytest.approx(1.0)


def test_known_forms_are_tried_from_the_surest_on() -> None:
    table = _table("de", {"speicher": ["storage"], "netz": ["net"], "~lad": ["charge"], "größe": ["size"]})
    assert table.resolve("speicher") == ("speicher",)
    assert table.resolve("grosse") == ("größe",)
    assert table.resolve("netzspeicher") == ("netz", "speicher")
    assert table.resolve("xyz") == ()


@pytest.mark.parametrize(
    ("language", "key", "word"),
    [("he", "~קיץ", "בקיץ"), ("ar", "كلاب", "والكلاب"), ("hi", "गांव", "गाँव"), ("ko", "주다", "주었다")],
)
def test_a_word_in_other_clothes_is_found(language: str, key: str, word: str) -> None:
    assert _table(language, {key: ["it"]}).resolve(word) == (key,)


def test_behind_a_proclitic_the_word_itself_comes_before_another_spelling_of_it() -> None:
    table = _table("he", {"עֲבֵרָה": ["sin"], "עברה": ["passed"]})
    assert table.resolve("כשעברה") == ("עברה",)


def test_a_word_of_a_script_without_spaces_is_what_it_is_made_of() -> None:
    table = _table("zh", {"三": ["three"], "天": ["day"], "天气": ["weather"]})
    assert table.resolve("三天") == ("三", "天")
    assert table.spread("三天") == pytest.approx({"three": 1.0, "day": 1.0})


def test_phrases_are_one_unit_and_units_keep_their_places() -> None:
    table = _table("vi", {"mật khẩu": ["password"], "mật": ["bile"]})
    text = "Đổi mật khẩu wifi"
    units = table.units(text)
    assert [text[u.start : u.end] for u in units] == ["Đổi", "mật khẩu", "wifi"]


@given(st.text(max_size=60), st.sampled_from(["de", "vi", "zh", "th", "ar", "hi"]))
def test_units_are_in_order_and_inside_the_text(text: str, language: str) -> None:
    end = 0
    for unit in _table(language, {"mật khẩu": ["password"]}).units(text):
        assert end <= unit.start < unit.end <= len(text)
        end = unit.end
