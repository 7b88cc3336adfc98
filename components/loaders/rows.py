"""Rows of JSONL and CSV files: each is a document, and its text knows its place in the file."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from polycite.components.errors import LoadingError
from polycite.components.evidence import OffsetMap
from polycite.components.loaders.tracing import Run

_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class RowFields:
    """The fields (JSONL) or columns (CSV) of a row; None where there is none."""

    text: str = "text"
    id: str | None = "id"
    title: str | None = "title"
    language: str | None = "language"


class Literal(NamedTuple):
    """A value and its place in the raw file: ``[start, end)`` in code points, without quotes.

    ``escape`` finds the sequences inside that stand for one character each, None where there are
    none.
    """

    value: Any
    start: int
    end: int
    escape: re.Pattern[str] | None = None


class Record(NamedTuple):
    """A row as it is read: its first line in the file, from 1, and its fields."""

    line: int
    fields: Mapping[str, Literal]


class Row(NamedTuple):
    """A row that is a document; ``id`` is unique in its file, ``raw_map`` leads into the whole file."""

    id: str
    text: str
    raw_map: OffsetMap
    language: str | None
    metadata: Mapping[str, Any]


def read_rows(raw: str, records: Iterable[Record | LoadingError], fields: RowFields) -> Iterator[Row | LoadingError]:
    """The documents among ``records``, in order, and what is wrong with the others.

    A row without an id is called by its number, counted from 1 over all rows, bad ones too. Other
    fields with a text, a number or a truth value go to the metadata.
    """
    taken = dict[str, int]()
    for number, record in enumerate(records, 1):
        if isinstance(record, LoadingError):
            yield record
            continue
        try:
            row = _row(raw, record, str(number), fields)
            if row.id in taken:
                raise LoadingError(f"the id {row.id!r} is that of line {taken[row.id]}.", "Give each row its own.")
        except LoadingError as error:
            yield LoadingError(f"Line {record.line}: {error.problem}", error.mend)
        else:
            taken[row.id] = record.line
            yield row


def _row(raw: str, record: Record, number: str, fields: RowFields) -> Row:
    values = {name: literal.value for name, literal in record.fields.items() if literal.value not in (None, "")}
    for name, value in values.items():
        _check_characters(name, value)
    text = values.get(fields.text)
    if text is None:
        problem = "is empty" if fields.text in record.fields else "is missing"
        names = ", ".join(map(repr, record.fields)) or "none"
        raise LoadingError(
            f"the field {fields.text!r} {problem}.", f"Fill it, or choose another with text_field (here: {names})."
        )
    if not isinstance(text, str):
        raise LoadingError(
            f"the field {fields.text!r} is not a string.", "Write it in quotes, or choose another with text_field."
        )
    if not text.strip():
        raise LoadingError(f"the field {fields.text!r} holds nothing but white space.", "Fill it or remove the row.")
    row_id = values.get(fields.id or "", number)
    if isinstance(row_id, bool) or not isinstance(row_id, str | int):
        raise LoadingError(
            f"the field {fields.id!r} is neither a string nor a whole number.",
            "Make it one, or choose another with id_field.",
        )
    title, language = (_string(values, name) for name in (fields.title, fields.language))
    used = {fields.text, fields.id, fields.title, fields.language}
    metadata = {name: value for name, value in values.items() if name not in used and _is_scalar(value)}
    if title:
        metadata["title"] = title
    return Row(str(row_id), text, _raw_map(raw, record.fields[fields.text]), language, metadata)


def _raw_map(raw: str, literal: Literal) -> OffsetMap:
    runs: list[Run] = []
    length, at = 0, literal.start
    for escape in literal.escape.finditer(raw, at, literal.end) if literal.escape else ():
        if at < escape.start():
            runs.append((length, length + escape.start() - at, at, escape.start()))
            length += escape.start() - at
        runs.append((length, length + 1, *escape.span()))
        length, at = length + 1, escape.end()
    if at < literal.end:
        runs.append((length, length + literal.end - at, at, literal.end))
    return OffsetMap(tuple(runs))


def _check_characters(name: str, value: Any) -> None:
    if isinstance(value, str) and _SURROGATE.search(value):
        raise LoadingError(
            f"the field {name!r} holds half of a surrogate pair (\\ud800 to \\udfff), which is no character.",
            "Write the whole pair, or the character itself.",
        )
    if isinstance(value, str) and "\0" in value:
        raise LoadingError(f"the field {name!r} holds a NUL character.", "Remove it.")


def _string(values: Mapping[str, Any], name: str | None) -> str | None:
    value = values.get(name or "")
    if value is not None and not isinstance(value, str):
        raise LoadingError(f"the field {name!r} is not a string.", "Write it in quotes or leave it out.")
    return value


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int) or (isinstance(value, float) and math.isfinite(value))
