"""Which sentences of two texts say the same, in order: a monotone alignment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# How many sentences may stand against how many, and what each one more costs in linked words (cf. Gale and Church
# 1993): a translator splits and joins sentences now and then and seldom leaves one out; scripts without full stops
# are cut at spaces, into many.
_SHAPES = [(1, 0), (0, 1), (2, 2), (2, 3), (3, 2), *((1, k) for k in range(1, 9)), *((k, 1) for k in range(2, 9))]
_MORE, _LEFT_OUT = 0.3, 0.5


@dataclass(frozen=True, slots=True)
class Bead:
    """Sentences ``[start, end)`` of the source that say what ``[target_start, target_end)`` of the target say.

    One side is empty where the other was left out.
    """

    start: int
    end: int
    target_start: int
    target_end: int


def beads(linked: NDArray[np.float64]) -> list[Bead]:
    """The beads, in order, that hold the most linked words; every sentence is in exactly one.

    Args:
        linked: (source sentences, target sentences) expected number of word links.
    """
    n, m = linked.shape
    total = np.zeros((n + 1, m + 1))
    total[1:, 1:] = linked.cumsum(0).cumsum(1)
    best = np.full((n + 1, m + 1), -np.inf)
    best[0, 0] = 0.0
    came: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(n + 1):
        for j in range(m + 1):
            for a, b in _SHAPES:
                if a <= i and b <= j:
                    inside = total[i, j] - total[i - a, j] - total[i, j - b] + total[i - a, j - b]
                    score = best[i - a, j - b] + inside - (_MORE * (a + b - 2) if a and b else _LEFT_OUT)
                    if score > best[i, j]:
                        best[i, j], came[i, j] = score, (a, b)
    found = []
    i, j = n, m
    while (i, j) != (0, 0):
        a, b = came[i, j]
        found.append(Bead(i - a, i, j - b, j))
        i, j = i - a, j - b
    return found[::-1]


def sum_by_sentence(
    links: NDArray[np.float64], source: Sequence[int], target: Sequence[int], shape: tuple[int, int]
) -> NDArray[np.float64]:
    """Word links added up: ``source`` and ``target`` give the sentence of each row and column."""
    summed = np.zeros(shape)
    np.add.at(summed, (np.asarray(source, np.int64)[:, None], np.asarray(target, np.int64)[None, :]), links)
    return summed
