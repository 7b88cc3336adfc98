"""Where in a text another text occurs with the fewest edits."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from polycite.components.evidence import Span


def best_match(pattern: str, text: str) -> tuple[Span, float]:
    """The span of ``text`` nearest to ``pattern`` and its similarity in [0, 1].

    The distance is the number of characters to insert, delete or replace (Levenshtein); the span
    may begin and end anywhere (Sellers, "The theory and computation of evolutionary distances:
    pattern recognition", Journal of Algorithms 1980). Similarity is one less the distance over the
    longer of the two. Time grows with ``len(pattern) * len(text)``, a row of it at a time.

    Returns:
        The span is half-open, in code points of ``text``.
    """
    needle, hay = _codes(pattern), _codes(text)
    ends = _last_row(needle, hay)
    end = _least(ends)
    # Backwards from the best end, with that end fixed, the best start.
    starts = _last_row(needle[::-1], hay[:end][::-1], anywhere=False)
    length = _least(starts)
    return Span(end - length, end), 1 - int(starts[length]) / max(len(pattern), length, 1)


def _least(row: NDArray[np.int32]) -> int:
    """The place of the first minimum, or where its plateau ends: a replaced last character counts in."""
    place = int(row.argmin())
    while place + 1 < len(row) and row[place + 1] == row[place]:
        place += 1
    return place


def similarity(first: str, second: str) -> float:
    """One less the Levenshtein distance over the longer length; 1.0 for equal texts."""
    if first == second:
        return 1.0
    longer, shorter = (first, second) if len(first) >= len(second) else (second, first)
    distance = int(_last_row(_codes(shorter), _codes(longer), anywhere=False)[-1])
    return 1 - distance / len(longer)


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _last_row(needle: NDArray[np.uint32], hay: NDArray[np.uint32], anywhere: bool = True) -> NDArray[np.int32]:
    """Distances from all of ``needle`` to the parts of ``hay`` that end at 0, 1, ... ``len(hay)``.

    A part begins at 0, or ``anywhere``. The step to the right inside a row is a running minimum,
    so that a row is a few array operations.
    """
    columns = np.arange(len(hay) + 1, dtype=np.int32)
    row = np.zeros_like(columns) if anywhere else columns.copy()
    step = np.empty_like(row)
    for number, code in enumerate(needle, start=1):
        step[0] = number
        np.minimum(row[:-1] + (hay != code), row[1:] + 1, out=step[1:])
        np.subtract(step, columns, out=step)
        np.minimum.accumulate(step, out=row)
        row += columns
    return row
