"""Files that are one JSON document, as SQuAD's and ALCE's are, and the places in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.question_files.packed_files import UNREADABLE, first_lines, open_text, suffix_of
from polycite.components.question_files.rows import Problem, RowError, value_of

_CONSTANT = re.compile(r'"(?:[^"\\]|\\.)*"|-?Infinity|NaN')


def is_document(path: Path) -> bool:
    """Whether a file is one JSON document, not a row a line: its content tells, for either may be called ``.json``.

    Raises:
        LoadingError: the file cannot be read.
    """
    if path.suffix == ".parquet":
        return False
    first, second = (*(line.strip() for line in first_lines(path, 2)), "", "")[:2]
    try:
        row = json.loads(first)
    except (json.JSONDecodeError, RecursionError):
        # Written over several lines: an object goes on with a name. Else "{" is a row that is cut off.
        return suffix_of(path) == ".json" or first == "[" or (first == "{" and second.startswith('"'))
    return not isinstance(row, dict) or "data" in row


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


def items(path: Path, holder: Any, name: str, before: str, problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    """Each object of a list, with its place in the document: "data[3].paragraphs[0]"; others go to ``problems``."""
    try:
        if not isinstance(holder, dict):
            raise RowError("the document is no JSON object.", f'Write {{"{name}": [...]}}.')
        values = value_of(holder, name, list)
    except RowError as error:
        problems.append(Problem(f"{path}: {before[:-1]}" if before else str(path), 0, str(error), error.mend))
        return
    for number, value in enumerate(values):
        place = f"{before}{name}[{number}]"
        if isinstance(value, dict):
            yield place, value
        else:
            problems.append(Problem(f"{path}: {place}", 0, f"{value!r} is no object.", "Write {...}."))
