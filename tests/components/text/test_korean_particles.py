from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.korean_particles import stem_length


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


@given(st.text())
def test_something_is_left_of_every_word(word: str) -> None:
    assert min(1, len(word)) <= stem_length(word) <= len(word)
