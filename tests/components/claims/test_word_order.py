"""Words put together as the evidence does, or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polycite.components.claims.word_order import exchanged, keeps_order


def test_a_shorter_version_and_two_clauses_turned_round_keep_the_order() -> None:
    assert keeps_order([0, 1, 3], [0, 0, 0], [0, 0, 0, 0])
    assert keeps_order([3, 4, 0, 1, 2], [0, 0, 1, 1, 1], [0, 0, 0, 1, 1])


def test_words_from_several_clauses_that_leave_others_behind_do_not() -> None:
    # "The landlord pays for damage" of "The tenant pays for damage, the landlord for the roof".
    assert not keeps_order([3, 1, 2], [0, 0, 0], [0, 0, 0, 1, 1])
    # "The tenant pays for the roof" of the same.
    assert not keeps_order([0, 1, 4], [0, 0, 0], [0, 0, 0, 1, 1])
    assert not keeps_order([2, 1, 0], [0, 0, 0], [0, 0, 0])


def test_two_words_that_change_places_are_told_from_a_verb_that_travels() -> None:
    assert exchanged([3, 1, 2, 0])
    assert not exchanged([0, 3, 1, 2])
    assert not exchanged([0, 2, 1])


@given(st.lists(st.integers(0, 6), min_size=1, max_size=7))
def test_reading_order_within_a_clause_is_always_kept(places: list[int]) -> None:
    contiguous = list(range(min(places), max(places) + 1))
    assert keeps_order(contiguous, [0] * len(contiguous), [0] * 7)
    assert not exchanged(sorted(places))
