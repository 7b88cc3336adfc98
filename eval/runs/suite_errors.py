"""What to say when a suite is wrong: the table, the field, and what to write."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from polycite.eval.systems.specs import AnySpec


def explain(error: ValidationError, written: Mapping[str, Any], path: Path) -> tuple[str, str]:
    """Problem and mend of all that pydantic found, a line each."""
    errors = error.errors()
    # A list of which an item is wrong is counted as too short besides.
    inside = {found["loc"][0] for found in errors if len(found["loc"]) > 1}
    said = [_one(found, written) for found in errors if not (len(found["loc"]) == 1 and found["loc"][0] in inside)]
    return "\n".join(f"{path}: {problem}" for problem, _ in said), " ".join(dict.fromkeys(mend for _, mend in said))


def _one(found: Any, written: Mapping[str, Any]) -> tuple[str, str]:
    location: tuple[Any, ...] = found["loc"]
    table, kind, rest = _table(location, written)
    place = f"{table}, field {'.'.join(map(str, rest))}" if rest else table
    value = found["input"]
    if found["type"] == "extra_forbidden":
        known = _fields(location, kind)
        near = difflib.get_close_matches(str(rest[-1]), known, 2, 0.5)
        return f"{table} has an unknown field {rest[-1]!r}.", (
            f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(known)}."
        )
    if found["type"] == "missing":
        return f"{table} lacks the field {rest[-1]!r}.", f"Write {rest[-1]} = ..."
    if found["type"] == "union_tag_not_found":
        return f"{table} lacks the field 'type'.", f"Write type = one of: {', '.join(_kinds())}."
    if found["type"] == "union_tag_invalid":
        near = difflib.get_close_matches(str(found["ctx"]["tag"]), list(_kinds()), 1)
        hint = f"Did you mean {near[0]}? " if near else ""
        return f"{table}, field type is {found['ctx']['tag']!r}.", f"{hint}Use one of: {', '.join(_kinds())}."
    if found["type"] == "polycite":
        return f"{table}: {found['msg']}.", "See the documentation of the suite."
    message = found["msg"][0].lower() + found["msg"][1:]
    return f"{place} is {value!r:.80}: {message}.", f"Correct {rest[-1] if rest else table}."


def _table(location: Sequence[Any], written: Mapping[str, Any]) -> tuple[str, str, list[Any]]:
    """The table in words, the kind of system, and the rest of the way to the field."""
    if len(location) < 2 or not isinstance(location[1], int):
        return "the top of the file", "", list(location)
    name, number, rest = location[0], location[1], list(location[2:])
    rows = written.get(name)
    row = rows[number] if isinstance(rows, list) and number < len(rows) else None
    called = f" ({row['name']})" if isinstance(row, Mapping) and isinstance(row.get("name"), str) else ""
    kind = str(rest.pop(0)) if name == "systems" and rest and rest[0] in _kinds() else ""
    return f"[[{name}]] number {number + 1}{called}", kind, rest


def _fields(location: Sequence[Any], kind: str) -> list[str]:
    from polycite.eval.runs.suite import DatasetSpec, Suite

    model: type[BaseModel] = Suite
    if kind:
        model = _kinds()[kind]
    elif len(location) > 2 and location[0] == "datasets":
        model = DatasetSpec
    return list(model.model_fields)


def _kinds() -> dict[str, type[BaseModel]]:
    union = get_args(get_args(AnySpec)[0])
    return {get_args(model.model_fields["type"].annotation)[0]: model for model in union}
