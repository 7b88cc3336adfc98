from __future__ import annotations

import numpy as np
import pytest

from polycite.components.answers.read_spans import best_spans, with_marks


def test_best_spans_do_not_overlap_and_respect_the_limit() -> None:
    starts, ends = np.array([0.1, 0.6, 0.1, 0.2]), np.array([0.1, 0.1, 0.7, 0.1])
    best = best_spans(starts, ends, longest=2, n=3)
    assert best[0] == (1, 2)
    assert all(last - first < 2 for first, last in best)
    covered = [i for first, last in best for i in range(first, last + 1)]
    assert len(covered) == len(set(covered))


def test_no_span_goes_across_cells() -> None:
    starts, ends = np.array([0.8, 0.1, 0.1]), np.array([0.1, 0.1, 0.8])
    assert best_spans(starts, ends, longest=3, n=1) == [(0, 2)]
    assert best_spans(starts, ends, longest=3, n=1, cells=np.array([1, 1, 2])) == [(0, 0)]


@pytest.mark.parametrize(
    ("text", "words", "whole"),
    [("costs €49 now", (7, 9), "€49"), ("about 70 % left", (6, 8), "70 %"), ("at -30 to", (4, 6), "-30"),
     ("R-310 has", (2, 5), "310"), ("4,99 € im", (0, 4), "4,99 €")],
)  # fmt: skip
def test_numbers_keep_their_marks(text: str, words: tuple[int, int], whole: str) -> None:
    start, end = with_marks(text, *words)
    assert text[start:end] == whole
