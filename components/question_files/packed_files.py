"""Files as they are published: plain, packed or Parquet; text is UTF-8."""

from __future__ import annotations

import gzip
import lzma
import zlib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from polycite.components.errors import LoadingError

UNREADABLE = (OSError, EOFError, lzma.LZMAError, zlib.error, UnicodeDecodeError)
"""What reading a file may raise."""
PACKED = (".xz", ".gz")


def open_text(path: Path) -> IO[str]:
    """The file as text, unpacked where it ends in ``.xz`` or ``.gz``; a byte order mark is left out."""
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8-sig")
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")


def first_lines(path: Path, most: int) -> list[str]:
    """The first lines that are not empty.

    Raises:
        LoadingError: the file cannot be read.
    """
    try:
        with open_text(path) as file:
            return list(islice((line for line in file if line.strip()), most))
    except UNREADABLE as error:
        raise LoadingError(f"{path} cannot be read: {error}.", "Give a JSON file in UTF-8.") from error


def suffix_of(path: Path) -> str:
    """The ending that tells the kind of file: ".jsonl" of "de.jsonl.xz"."""
    return (Path(path.stem) if path.suffix in PACKED else path).suffix.lower()


def parquet_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The rows of a Parquet file, numbered from 1.

    Raises:
        LoadingError: pyarrow is not installed, or the file is no Parquet.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise LoadingError(
            f"{path} is a Parquet file, which pyarrow reads.", "pip install 'polycite[eval]', or export it as JSON."
        ) from error
    try:
        number = 0
        for batch in pyarrow.parquet.ParquetFile(path).iter_batches():
            for row in batch.to_pylist():
                number += 1
                yield number, row
    except (OSError, pyarrow.ArrowException) as error:
        raise LoadingError(f"{path} cannot be read: {error}.", "Give a whole Parquet file.") from error
