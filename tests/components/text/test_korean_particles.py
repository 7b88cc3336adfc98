from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.korean_particles import noun_of, stem_length


@pytest.mark.parametrize(
    ("word", "stem"),
    [
        ("25분을", "25분"),
        ("8개로", "8개"),
        ("사흘까지만", "사흘"),
        ("주황색입니다", "주황색"),
        ("9월이었으나", "9월"),
        ("맑음’이라고", "맑음"),
        ("3년까지입니다", "3년"),
        ("높이", "높이"),
        ("온도", "온도"),
        ("20도", "20도"),
        ("이", "이"),
    ],
)
def test_a_word_ends_before_its_particles(word: str, stem: str) -> None:
    assert word[: stem_length(word)] == stem


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("충전하려면", "충전"),
        ("연결됩니다", "연결"),
        ("필요한", "필요"),
        ("여자들이", "여자"),
        ("한국은", "한국"),
        ("지하철", "지하철"),
    ],
)
def test_a_verb_made_of_a_noun_is_known_by_it(word: str, noun: str) -> None:
    assert noun_of(word) == noun


@given(st.text())
def test_something_is_left_of_every_word(word: str) -> None:
    assert min(1, len(word)) <= stem_length(word) <= len(word)
    assert word.startswith(noun_of(word))
