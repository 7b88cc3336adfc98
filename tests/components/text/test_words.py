from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.words import fold, normalise, word_spans


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


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("हिन्दी", "हिंदी"),
        ("गाँव", "गांव"),
        ("फ़ीस", "फीस"),
        ("पञ्च", "पंच"),
        ("contraseña", "contrasena"),
        ("Straße", "strasse"),
    ],
)
def test_spellings_of_one_word_fold_into_one(one: str, other: str) -> None:
    assert fold(normalise(one)) == fold(normalise(other))


@pytest.mark.parametrize(("one", "other"), [("कम", "काम"), ("जल", "जाल"), ("কম", "কাম"), ("ม้า", "มา")])
def test_vowel_signs_and_tones_are_no_accents(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_the_apostrophes_of_a_keyboard_and_of_a_book_are_one() -> None:
    assert normalise("пʼять") == normalise("п’ять") == normalise("п'ять")


def test_a_turkish_capital_is_its_small_letter() -> None:
    assert normalise("İlk") == "ilk"
