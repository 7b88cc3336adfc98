"""Where settings come from, and what to say when one of them is wrong."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import SecretStr, ValidationError
from pydantic.fields import FieldInfo

from polycite.components.errors import SettingsError

PREFIX = "POLYCITE_"
FILE_NAME = "polycite.toml"
# Read by the command line itself; they share the prefix but are no settings.
RESERVED = ("SETTINGS", "STORE", "DEBUG")
# Settings of their own, in a table of the file and under a longer prefix.
TABLES = ("service",)


def settings_file() -> Path | None:
    """The file that POLYCITE_SETTINGS names, else ``polycite.toml`` in the working folder if there is one."""
    if named := os.environ.get(f"{PREFIX}SETTINGS"):
        return Path(named)
    return Path(FILE_NAME) if Path(FILE_NAME).is_file() else None


def read_file(file: Path | None, table: str = "") -> dict[str, Any]:
    """The settings in a TOML file, at its top or in ``table``; none without a file.

    Raises:
        SettingsError: it cannot be read or is not TOML.
    """
    if file is None:
        return {}
    try:
        found = tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise SettingsError(
            f"The settings file {file} cannot be read: {error.strerror}.", "Correct --settings or POLYCITE_SETTINGS."
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"The settings file {file} is not in UTF-8.", "Save it in UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(
            f"The settings file {file} is not TOML: {error}.",
            'Write one setting a line, as in: reader = "shipped/reader"',
        ) from error
    if not table:
        return {name: value for name, value in found.items() if name not in TABLES}
    inside = found.get(table, {})
    if not isinstance(inside, dict):
        raise SettingsError(f"In the settings file {file} {table!r} is no table.", f"Begin it with [{table}].")
    return inside


def unknown_variables(fields: Mapping[str, FieldInfo], prefix: str = PREFIX) -> None:
    """Refuse environment variables that look like settings but are none: a misspelt one must not pass unheard.

    Raises:
        SettingsError: names them, with near names.
    """
    known = {prefix + name.upper() for name in (*fields, *(RESERVED if prefix == PREFIX else ()))}
    others = tuple(f"{PREFIX}{table.upper()}_" for table in TABLES if prefix == PREFIX)
    unknown = sorted(
        name
        for name in os.environ
        if (upper := name.upper()).startswith(prefix) and not upper.startswith(others or "\0") and upper not in known
    )
    if unknown:
        raise SettingsError(
            f"There is no setting for the environment variable{'s' * (len(unknown) > 1)} {', '.join(unknown)}.",
            " ".join(_near(name.upper(), sorted(known), cutoff=0.85) for name in unknown),
        )


def explain(error: ValidationError, fields: Mapping[str, FieldInfo], origins: Mapping[str, str]) -> tuple[str, str]:
    """Problem and mend of all that pydantic found.

    Args:
        error: what pydantic raised.
        fields: the known settings.
        origins: setting to where its value came from, as a phrase.
    """
    first: dict[str, Mapping[str, Any]] = {}
    for found in error.errors():  # a field of several types has a finding for each
        first.setdefault(str(found["loc"][0]) if found["loc"] else "", dict(found))
    said = [_explain_one(name, found, fields, origins) for name, found in first.items()]
    return " ".join(problem for problem, _ in said), " ".join(mend for _, mend in said)


def _explain_one(
    name: str, found: Mapping[str, Any], fields: Mapping[str, FieldInfo], origins: Mapping[str, str]
) -> tuple[str, str]:
    context = found.get("ctx", {})
    if not name:
        return context["problem"], context["mend"]
    if name not in fields:
        return f"There is no setting {name!r} ({origins[name]}).", _near(name, sorted(fields))
    if found["type"] == "polycite":
        return f"The setting {name} ({origins[name]}) is wrong: {context['problem']}", context["mend"]
    field, value = fields[name], found["input"]
    shown = "not acceptable" if SecretStr in get_args(field.annotation) else _shorten(repr(value))
    near = difflib.get_close_matches(value, _choices(field), n=1) if isinstance(value, str) else []
    hint = f"Did you mean {near[0]!r}? " if near else ""
    return f"The setting {name} ({origins[name]}) is {shown}.", f"{hint}{name} must be {_wanted(field)}."


def _wanted(field: FieldInfo) -> str:
    """The type and limits of a field in words."""
    kinds = [kind for kind in get_args(field.annotation) or (field.annotation,) if kind is not type(None)]
    optional = type(None) in get_args(field.annotation)
    metadata = [*field.metadata]
    kind = kinds[0]
    if hasattr(kind, "__metadata__"):
        metadata += [rule for info in kind.__metadata__ for rule in getattr(info, "metadata", [info])]
        kind = get_args(kind)[0]
    if choices := _choices(field):
        words = f"one of {', '.join(choices)}"
    elif get_origin(kind) is tuple:
        words = "a list of language codes"
    elif kind is bool:
        words = "true or false" + (" or the name of a file" if str in kinds else "")
    elif kind in (int, float):
        words = ("a whole number" if kind is int else "a number") + _limits(metadata)
    else:
        words = (
            "a text"
            + (f" that fits {p}" if (p := _first(metadata, "pattern")) else "")
            + " that is not empty" * bool(_first(metadata, "min_length"))
        )
    return words + " or none" * optional


def _limits(metadata: list[Any]) -> str:
    low, above, high = (_first(metadata, name) for name in ("ge", "gt", "le"))
    lower = f" above {above}" if above is not None else f" from {low}"
    if high is None:
        return f"{lower} up" if above is None else lower
    return f"{lower} and at most {high}" if above is not None else f"{lower} to {high}"


def _first(metadata: list[Any], name: str) -> Any:
    return next((getattr(rule, name) for rule in metadata if getattr(rule, name, None) is not None), None)


def _choices(field: FieldInfo) -> tuple[str, ...]:
    return get_args(field.annotation) if get_origin(field.annotation) is Literal else ()


def _near(name: str, known: list[str], cutoff: float = 0.6) -> str:
    near = difflib.get_close_matches(name, known, n=2, cutoff=cutoff)
    return f"Did you mean {' or '.join(near)}?" if near else f"There are: {', '.join(known)}."


def _shorten(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
