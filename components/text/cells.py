"""The parts of a text that nothing said goes across: its blocks, and the cells of its tables."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from polycite.components.text.blocks import blocks


def cells(text: str, words: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """(len(words),) the number of the block, or of the cell of a table's row, that each word lies in, rising.

    Args:
        text: the text.
        words: half-open spans in code points, in order.
    """
    starts = [
        at
        for block in blocks(text)
        for at in range(block.start, block.end)
        if at == block.start or (block.kind == "row" and text[at - 1] == "|")
    ]
    return np.searchsorted(starts, [start for start, _ in words], side="right")
