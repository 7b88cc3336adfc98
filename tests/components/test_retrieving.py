from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.retrieving import supported


def test_passages_of_a_document_support_each_other() -> None:
    scores = supported(np.array([2.0, 1.9, 1.8, 1.7]), ["a", "b", "b", "b"])
    alone, together = 2.0 + 0.3 * 2.0, 1.9 + 0.3 * 1.8
    np.testing.assert_allclose(scores[:2], [alone, together])


def test_a_long_document_has_no_advantage_by_its_weak_passages() -> None:
    few = supported(np.array([3.0, 2.0, 1.0, 1.0]), ["a"] * 4)
    many = supported(np.array([3.0, 2.0, 1.0, 1.0, *[-1.0] * 50]), ["a"] * 54)
    assert many[0] == pytest.approx(few[0])


@given(st.lists(st.tuples(st.floats(-5, 5), st.sampled_from("abc")), min_size=1, max_size=30))
def test_within_a_document_the_order_stays(passages: list[tuple[float, str]]) -> None:
    scores, originals = np.array([score for score, _ in passages]), [name for _, name in passages]
    found = supported(scores, originals)
    for name in set(originals):
        mine = [i for i, other in enumerate(originals) if other == name]
        shift = found[mine] - scores[mine]
        np.testing.assert_allclose(shift, shift[0], atol=1e-9)
        assert shift[0] == pytest.approx(0.3 * np.mean(sorted(scores[mine])[-4:]), abs=1e-9)
