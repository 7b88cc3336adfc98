"""Sparse vectors keep their heaviest terms and their inner products."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.vectors import SparseVector, saturate

terms = st.dictionaries(st.text(min_size=1, max_size=6), st.floats(0.125, 10, width=32), max_size=20)


@given(terms, terms)
def test_inner_product_is_that_of_the_terms(a: dict[str, float], b: dict[str, float]) -> None:
    expected = sum(weight * b[term] for term, weight in a.items() if term in b)
    assert SparseVector.of_terms(a).dot(SparseVector.of_terms(b)) == pytest.approx(expected, rel=1e-3, abs=1e-4)


def test_a_limit_keeps_the_heaviest() -> None:
    vector = SparseVector.of_terms({"router": 3.0, "the": 0.1, "reset": 2.0}, limit=2)
    assert sorted(vector.values) == [2.0, 3.0]


def test_repeating_a_word_counts_less_and_less() -> None:
    one, many = saturate({"a": 1.0, "b": 1.0}, 10), saturate({"a": 8.0, "b": 1.0}, 10)
    assert one["a"] < many["a"] < 8 * one["a"]
