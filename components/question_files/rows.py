"""JSON Lines and Parquet with row numbers: every bad row is named, none is dropped."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from polycite.components.errors import LoadingError
from polycite.components.question_files.packed_files import UNREADABLE, open_text, parquet_rows

T = TypeVar("T")
_SHOWN = 20  # bad rows named at once


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a row of a file; ``line`` counts from 1, 0 means the file as a whole."""

    source: str
    line: int
    problem: str
    mend: str = ""

    def __str__(self) -> str:
        place = f"{self.source}:{self.line}" if self.line else self.source
        return f"{place}: {self.problem} {self.mend}".rstrip()


class RowError(ValueError):
    """A row is not as it should be; ``mend`` says what to write instead."""

    def __init__(self, problem: str, mend: str = "") -> None:
        self.mend = mend
        super().__init__(problem)


def parse_rows(path: Path, parse: Callable[[Mapping[str, Any]], T], problems: list[Problem]) -> list[tuple[int, T]]:
    """Each row of ``path`` as ``(line, parse(row))``; the bad ones go to ``problems``.

    Args:
        path: JSON Lines (``.jsonl``, also ``.xz`` or ``.gz``), or ``.parquet``, whose rows are counted as lines.
        parse: makes a value of a JSON object, raising :class:`RowError` where it cannot.
        problems: gets one entry for every row that is left out of the result.

    Raises:
        LoadingError: the file as a whole cannot be read.
    """
    parsed: list[tuple[int, T]] = []
    for number, line in parquet_rows(path) if path.suffix == ".parquet" else _lines(path):
        try:
            row = json.loads(line, parse_constant=_no_number) if isinstance(line, str) else line
            if not isinstance(row, dict):
                raise RowError("the row is no JSON object.", "Write one {...} a line.")
            parsed.append((number, parse(row)))
        except json.JSONDecodeError as error:
            problems.append(Problem(str(path), number, f"no valid JSON: {error}.", "Write one {...} a line."))
        except RowError as error:
            problems.append(Problem(str(path), number, str(error), error.mend))
        except RecursionError:
            problems.append(Problem(str(path), number, "its parts nest too deeply to be read.", "Flatten them."))
    return parsed


def value_of(row: Mapping[str, Any], name: str, kind: type[T]) -> T:
    """``row[name]``, which must be of ``kind`` and, for text, not empty.

    Raises:
        RowError: it is missing or of another type.
    """
    if name not in row:
        raise RowError(f"the field {name!r} is missing.", f"Fields here: {', '.join(map(repr, row)) or 'none'}.")
    value = row[name]
    # JSON's true is an int to Python, but never a meant offset.
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise RowError(f"{name!r} is {value!r}.", f"It must be of type {kind.__name__}.")
    if isinstance(value, str) and not value.strip():
        raise RowError(f"{name!r} is empty.", "Fill it in or delete the row.")
    return value


def id_of(row: Mapping[str, Any], name: str = "id") -> str:
    """``row[name]`` as text: an id that is not empty; numbers are taken too, as GermanQuAD and MKQA write them.

    Raises:
        RowError: it is missing or of another type.
    """
    value = row.get(name)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value_of(row, name, str)


def number_of(row: Mapping[str, Any], name: str, low: float, high: float = math.inf) -> float:
    """``row[name]``, which must be a finite number in [``low``, ``high``].

    Raises:
        RowError: it is missing, no number, or outside.
    """
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise RowError(
            f"{name!r} is {value!r}.", "It must be a finite number; leave the field out where it is unknown."
        )
    if not low <= value <= high:
        limit = f"from {low:g} to {high:g}" if math.isfinite(high) else f"{low:g} or more"
        raise RowError(f"{name!r} is {value!r}.", f"It must be {limit}.")
    return float(value)


def raise_all(problems: Sequence[Problem]) -> None:
    """Nothing when there are no problems.

    Raises:
        LoadingError: names the first twenty, and how many there are.
    """
    if problems:
        more = f"\n... and {len(problems) - _SHOWN} more" if len(problems) > _SHOWN else ""
        listed = "\n".join(map(str, problems[:_SHOWN]))
        raise LoadingError(f"{len(problems)} bad row(s):\n{listed}{more}\n", "Mend them; nothing was loaded.")


def _no_number(name: str) -> None:
    raise RowError(f"{name} is no JSON number.", "Leave the field out where the value is unknown.")


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with open_text(path) as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line
    except UNREADABLE as error:
        raise LoadingError(
            f"{path} cannot be read: {error}.", "Give a JSON Lines file in UTF-8 (.jsonl, .jsonl.xz or .jsonl.gz)."
        ) from error
