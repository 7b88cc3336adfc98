"""The parts of a text that nothing said goes across: its blocks, and the cells of its tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from polycite.components.text.blocks import blocks


def cells(text: str, words: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """(len(words),) the number of the block, or of the cell of a table's row, that each word lies in, rising.

    Args:
        text: the text.
        words: half-open spans in code points, in order.
    """
    starts: set[int] = set()
    for block in blocks(text):
        starts.add(block.start)
        if block.kind == "row":
            starts.update(at + 1 for at in range(block.start, block.end) if text[at] == "|")
    before = list(accumulate((at in starts for at in range(len(text))), initial=0))
    return np.array([before[start + 1] for start, _ in words], dtype=np.int64)
