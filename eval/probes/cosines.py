"""Cosines of many vectors, a block of rows at a time."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.floating]
"""(texts, dimensions)."""
_CELLS = 4_000_000


def unit(vectors: Vectors) -> NDArray[np.float64]:
    """Each vector divided by its length; one of length 0 is left as it is."""
    wide = np.asarray(vectors, float)
    lengths = np.linalg.norm(wide, axis=1, keepdims=True)
    return np.asarray(wide / np.where(lengths > 0, lengths, 1.0))


def blocks(rows: NDArray[np.float64], columns: NDArray[np.float64]) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """Cosines of all ``rows`` with all ``columns``, of unit length: the first row of a block, and the block."""
    step = max(1, _CELLS // max(1, len(columns)))
    for start in range(0, len(rows), step):
        yield start, rows[start : start + step] @ columns.T
