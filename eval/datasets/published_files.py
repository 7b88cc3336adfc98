"""The files of a data set as it is published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.question_files.json_documents import is_document, read_json
from polycite.components.question_files.packed_files import PACKED, first_lines, parquet_rows, suffix_of
from polycite.eval.datasets.file_languages import split_named, split_of

_SUFFIXES = (".json", ".jsonl", ".ndjson", ".parquet")
_NO_DATA = ("dataset_info.json", "dataset_infos.json", "state.json")
_LOOKED_AT = 50


def data_files(path: Path, split: str | None) -> list[Path]:
    """The file, or the JSON, JSON Lines and Parquet files below a folder, of one split.

    Raises:
        LoadingError: there is none, or files of several splits and no split is wanted.
    """
    if path.is_file():
        return [path]
    found = sorted(
        p for p in path.rglob("*")
        if suffix_of(p) in _SUFFIXES and p.is_file() and p.name not in _NO_DATA
        and not any(part.startswith(".") for part in p.relative_to(path).parts)
    )  # fmt: skip
    splits = sorted({split_of(file) for file in found} - {""})
    if split is not None:
        wanted = [file for file in found if split_of(file) == split_named(split)]
        found = wanted or [] if splits else found
    elif len(splits) > 1:
        raise LoadingError(f"{path} holds the splits {', '.join(splits)}.", "Name one of them, or give one file.")
    if not found:
        has = f"Its splits: {', '.join(splits)}." if splits else "Give a file or folder of .json or .jsonl files."
        raise LoadingError(f"{path} holds no file" + (f" of the split {split!r}." if split else " of data."), has)
    return found


def first_rows(path: Path) -> list[Mapping[str, Any]]:
    """Rows from the start of a file, by which its format is told; those that cannot be read are left out.

    Raises:
        LoadingError: the file cannot be read, or is one document that is no valid JSON.
    """
    if path.suffix == ".parquet":
        return [row for _, row in islice(parquet_rows(path), 1)]
    if is_document(path):
        document = read_json(path)
        rows = document.get("data") if isinstance(document, dict) else document
        return [row for row in rows[:_LOOKED_AT] if isinstance(row, dict)] if isinstance(rows, list) else []
    found = []
    for line in first_lines(path, _LOOKED_AT):
        with suppress(json.JSONDecodeError, RecursionError):
            found.append(json.loads(line))
    return [row for row in found if isinstance(row, dict)]


def name_of(path: Path) -> str:
    """The name of a file without its endings, or of a folder."""
    if path.is_dir():
        return path.resolve().name
    name = path.stem if path.suffix in PACKED else path.name
    return name.rsplit(".", 1)[0] if Path(name).suffix in (*_SUFFIXES, ".tsv") else name
