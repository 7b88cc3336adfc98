from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.korean_verbs import dictionary_forms


@pytest.mark.parametrize(
    ("word", "verb"),
    [
        ("넘으면", "넘다"),
        ("주었다", "주다"),
        ("오면", "오다"),
        ("막힌", "막히다"),
        ("하시면", "하다"),
        ("샀다", "사다"),
        ("나왔다", "나오다"),
        ("마셨다", "마시다"),
        ("했습니다", "하다"),
        ("가까운", "가깝다"),
        ("파는", "팔다"),
        ("내려", "내리다"),
        ("만나", "만나다"),
    ],
)
def test_a_form_leads_to_its_dictionary_form(word: str, verb: str) -> None:
    assert verb in dictionary_forms(word)


@given(st.text(min_size=1, max_size=6))
def test_whatever_is_asked_the_forms_are_words_that_end_as_dictionary_forms_do(word: str) -> None:
    assert all(form.endswith("다") and len(form) > 1 for form in dictionary_forms(word))
