"""Files as they are published: JSON Lines, one document, tables; packed by their ending."""

from __future__ import annotations

import gzip
import json
import lzma
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Write = Callable[..., Path]


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pack: Any = {".gz": gzip.compress, ".xz": lzma.compress}.get(path.suffix, bytes)
    path.write_bytes(pack(text.encode()))
    return path


@pytest.fixture
def lines(tmp_path: Path) -> Write:
    """Writes rows a line each, text as it is, to a path below the folder of the test."""

    def write(name: str, *rows: Any) -> Path:
        said = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
        return _write(tmp_path / name, "\n".join(said) + "\n")

    return write


@pytest.fixture
def document(tmp_path: Path) -> Write:
    """Writes one JSON document, text as it is."""

    def write(name: str, value: Any) -> Path:
        return _write(
            tmp_path / name, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)
        )

    return write
