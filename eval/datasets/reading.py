"""Files of data sets as they are published: plain, packed or Parquet; text is UTF-8."""

from __future__ import annotations

import gzip
import json
import lzma
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from polycite.components.errors import LoadingError

UNREADABLE = (OSError, EOFError, lzma.LZMAError, zlib.error, UnicodeDecodeError)
"""What reading a file may raise."""
PACKED = (".xz", ".gz")
_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|-?Infinity|NaN')


def open_text(path: Path) -> IO[str]:
    """The file as text, unpacked where it ends in ``.xz`` or ``.gz``; a byte order mark is left out."""
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8-sig")
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig")
    return path.open(encoding="utf-8-sig")


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


def read_json(path: Path) -> Any:
    """A file that is one JSON document.

    Raises:
        LoadingError: it cannot be read or is no valid JSON; the line is named, also that of NaN and Infinity, which
            are no JSON.
    """
    try:
        with open_text(path) as file:
            text = file.read()
    except UNREADABLE as error:
        raise LoadingError(f"{path} cannot be read: {error}.", "Give a JSON file in UTF-8.") from error
    constants: list[str] = []
    try:
        document = json.loads(text, parse_constant=constants.append)
    except json.JSONDecodeError as error:
        raise LoadingError(
            f"{path}:{error.lineno}: no valid JSON: {error}.", "Write the file anew; it may be cut off."
        ) from error
    except RecursionError as error:
        raise LoadingError(f"{path}: its parts nest too deeply to be read.", "Flatten them.") from error
    if constants:
        found = [match for match in _CONSTANT.finditer(text) if match[0][0] != '"']
        listed = ", ".join(f"{match[0]} in line {text.count(chr(10), 0, match.start()) + 1}" for match in found[:10])
        raise LoadingError(f"{path} is no valid JSON: {listed}.", "Leave the field out where the value is unknown.")
    return document
