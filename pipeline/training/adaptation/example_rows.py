"""The rows of a file of examples, each with its place: JSON Lines, or a whole SQuAD document."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from polycite.components.errors import LoadingError
from polycite.components.text.characters import encodable

T = TypeVar("T")
_SHOWN = 20  # bad rows named at once
_DOCUMENT = (".json", ".json.xz")  # ends of names of files that hold one JSON document
_UNREADABLE = (OSError, UnicodeDecodeError, lzma.LZMAError, EOFError)


class RowError(ValueError):
    """A row is not as it should be; ``mend`` says what to write instead."""

    def __init__(self, problem: str, mend: str = "") -> None:
        self.mend = mend
        super().__init__(problem)


@dataclass(frozen=True, slots=True)
class Row:
    """One question as written; ``place`` is ``file:line`` or ``file: data[0].paragraphs[2].qas[1]``."""

    place: str
    fields: Mapping[str, Any]

    def value(self, name: str, kind: type[T], of: Any = None) -> T:
        """The field ``name`` of the row, or of ``of``, an object inside it; text must not be empty.

        Raises:
            RowError: it is missing or of another type.
        """
        fields = self.fields if of is None else of
        if not isinstance(fields, Mapping):
            raise RowError(f"{fields!r} is no object.", "Write {...}.")
        if name not in fields:
            raise RowError(f"the field {name!r} is missing.", f"Fields here: {', '.join(map(repr, fields)) or 'none'}.")
        value = fields[name]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):  # JSON's true is an int to Python
            raise RowError(f"{name!r} is {value!r}.", f"It must be of type {kind.__name__}.")
        if isinstance(value, str) and not value.strip():
            raise RowError(f"{name!r} is empty.", "Fill it in or delete the row.")
        if isinstance(value, str) and encodable(value) != value:
            raise RowError(f"{name!r} holds half of a surrogate pair.", "Write the whole character.")
        return value


def rows(path: Path, problems: list[str]) -> Iterator[Row]:
    """The rows of ``path``, plain or ``.xz``; what is no row is told to ``problems``.

    Raises:
        LoadingError: the file as a whole cannot be read.
    """
    text = _text(path)
    document = _document(path, text)
    if document is not None:
        yield from _squad_rows(path, document, problems)
        return
    for number, line in enumerate(text.split("\n"), start=1):  # splitlines would split at U+2028 inside a text
        if not line.strip():
            continue
        try:
            fields = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(f"{path}:{number}: no valid JSON: {error}. Write one {{...}} a line.")
            continue
        if isinstance(fields, dict):
            yield Row(f"{path}:{number}", fields)
        else:
            problems.append(f"{path}:{number}: the row is no JSON object. Write one {{...}} a line.")


def raise_all(problems: Sequence[str]) -> None:
    """Nothing when there are no problems.

    Raises:
        LoadingError: names the first twenty, and how many there are.
    """
    if problems:
        more = f"\n... and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        listed = "\n".join(problems[:_SHOWN])
        raise LoadingError(f"{len(problems)} bad row(s):\n{listed}{more}\n", "Mend them; nothing was read.")


def _text(path: Path) -> str:
    try:
        if path.suffix == ".xz":
            with lzma.open(path, "rt", encoding="utf-8-sig", newline="\n") as file:
                return file.read()
        return path.read_bytes().decode("utf-8-sig")
    except _UNREADABLE as error:
        mend = "Give a JSON Lines or SQuAD file in UTF-8 (.jsonl, .json, also .xz)."
        raise LoadingError(f"{path} cannot be read: {error}.", mend) from error


def _document(path: Path, text: str) -> dict[str, Any] | None:
    """The one JSON document of a SQuAD file; None for a file of lines."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        if not path.name.endswith(_DOCUMENT) or str(error).startswith("Extra data"):  # lines under another name
            return None
        raise LoadingError(f"{path} is no valid JSON: {error}.", 'Write {"data": [...]}, or one row a line.') from error
    return found if isinstance(found, dict) and "data" in found else None


def _squad_rows(path: Path, document: Mapping[str, Any], problems: list[str]) -> Iterator[Row]:
    for place, article in _items(path, document, "data", "", problems):
        for inner, paragraph in _items(path, article, "paragraphs", f"{place}.", problems):
            said = {k: v for k in ("title", "language") if (v := article.get(k)) is not None}
            said |= {k: v for k, v in paragraph.items() if k != "qas"}
            for at, question in _items(path, paragraph, "qas", f"{inner}.", problems):
                yield Row(f"{path}: {at}", {**said, **question})


def _items(
    path: Path, holder: Mapping[str, Any], name: str, before: str, problems: list[str]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each object of a list of the document, with its place in it."""
    values = holder.get(name)
    if not isinstance(values, list):
        problems.append(f"{path}: {before}{name} is no list. Write {name!r}: [...].")
        return
    for number, value in enumerate(values):
        if isinstance(value, dict):
            yield f"{before}{name}[{number}]", value
        else:
            problems.append(f"{path}: {before}{name}[{number}] is no object. Write {{...}}.")
