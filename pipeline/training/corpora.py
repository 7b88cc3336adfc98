"""Reading the corpora to learn from."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from pathlib import Path


def lines(path: Path) -> Iterator[str]:
    """The lines of a text file in UTF-8, plain or ``.xz``, without their ends."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n")
