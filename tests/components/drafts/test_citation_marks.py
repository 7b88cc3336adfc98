"""Marks in the forms that models write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.drafts.citation_marks import marks


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Ten hours [1].", [(1,)]),
        ("Ten hours [1, 3] and more [2][4].", [(1, 3), (2,), (4,)]),
        ("Ten hours [1-3; 7].", [(1, 2, 3, 7)]),
        ("Ten hours 【4】, ［５］, 〔6〕, 【7†source】.", [(4,), (5,), (6,), (7,)]),
        ("عشر ساعات [١، ٣].", [(1, 3)]),
        ("दस घंटे [१].", [(1,)]),
        ("[Evidence 2] [Quelle: 3] [证据4] [^5] [#6]", [(2,), (3,), (4,), (5,), (6,)]),
        (r"Ten hours \[1\].", [(1,)]),
        ("Ten hours [1](https://example.org/trap).", [(1,)]),
        ("Ten hours.¹ Two kilos²,³", [(1,), (2, 3)]),
        ("十小时。¹", [(1,)]),
        ("[1 2]", [(1, 2)]),
    ],
)
def test_every_usual_form_is_read(text: str, numbers: list[tuple[int, ...]]) -> None:
    assert [mark.numbers for mark in marks(text)] == numbers


@pytest.mark.parametrize("text", ["It is 20 m².", "10³ litres", "E = mc²", "[USB 3]", "[red]", "(1)", "[]", "[1.5]"])
def test_powers_and_other_brackets_are_no_marks(text: str) -> None:
    assert marks(text) == []


def test_an_absurd_range_is_its_ends() -> None:
    assert marks("[1-9999]")[0].numbers == (1, 9999)


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("[]［］【】¹²³123,;- ")), max_size=60))
def test_marks_lie_in_the_text_in_order_and_name_something(text: str) -> None:
    end = 0
    for mark in marks(text):
        assert end <= mark.start < mark.end <= len(text)
        assert mark.numbers
        end = mark.end
