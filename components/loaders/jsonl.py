"""JSON Lines: one object a line, each value with its place in the file."""

import json
import re
from collections.abc import Iterator
from typing import NoReturn

from polycite.components.errors import LoadingError
from polycite.components.loaders.rows import Literal, Record

_LINE = re.compile(r"[^\n]+")
_PUNCTUATION = re.compile(r"[ \t\r,:]*")
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.")


def jsonl_records(raw: str) -> Iterator[Record | LoadingError]:
    """The objects of ``raw``, blank lines skipped, and what is wrong with the other lines."""
    line, at, first = 1, 0, True
    for found in _LINE.finditer(raw):
        line, at = line + raw.count("\n", at, found.start()), found.start()
        content = found[0].strip(" \t\r")
        if not content:
            continue
        if first and (content.startswith("[") or content == "{"):
            yield LoadingError(
                f"Line {line}: a JSON document of many lines begins here, not one object a line; the rest is unread.",
                "Convert it with `jq -c '.[]' OLD > NEW.jsonl`.",
            )
            return
        first = False
        try:
            yield Record(line, _fields(found[0], at))
        except (ValueError, RecursionError) as error:
            what = f"{error.msg} (column {error.colno})" if isinstance(error, json.JSONDecodeError) else str(error)
            yield LoadingError(f"Line {line}: not a JSON object: {what}.", "Mend it or remove the line.")


def _fields(line: str, offset: int) -> dict[str, Literal]:
    """The fields of the object that ``line`` is; ``offset`` is where it begins in the file."""
    if not isinstance(_DECODER.decode(line), dict):
        raise ValueError("it is another kind of value")
    fields: dict[str, Literal] = {}
    at = _skip(line, line.index("{") + 1)
    while line[at] != "}":
        name, at = _DECODER.raw_decode(line, at)
        at = _skip(line, at)
        value, end = _DECODER.raw_decode(line, at)
        if name in fields:
            raise ValueError(f"the field {name!r} is given twice")
        fields[name] = Literal(value, offset + at + 1, offset + end - 1, _ESCAPE)
        at = _skip(line, end)
    return fields


def _skip(line: str, at: int) -> int:
    found = _PUNCTUATION.match(line, at)
    return found.end() if found else at


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


_DECODER = json.JSONDecoder(parse_constant=_no_constant)
