"""Suite files: found, read, and checked as a whole before anything runs."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from polycite.components.errors import SettingsError
from polycite.components.question_files.language_tags import language_code
from polycite.components.question_files.rows import RowError
from polycite.eval.metrics.catalogue import parse_metrics
from polycite.eval.runs.suite import Suite
from polycite.eval.runs.suite_errors import explain
from polycite.eval.systems.specs import PolyciteSpec

_PATHS = ("path", "originals", "pipeline", "indexing")


def load_suite(path: str | Path, variables: Mapping[str, str] | None = None) -> Suite:
    """The suite of a TOML file, checked as a whole before anything runs.

    Args:
        path: of the file.
        variables: put in for ``${NAME}`` in texts, before those of the environment.

    Raises:
        SettingsError: names the file and each table and field that is wrong, and what to write.
    """
    path = Path(path)
    try:
        written = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"The suite {path} cannot be read: {error.strerror}.", "Correct the path.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"The suite {path} is not TOML: {error}.", "Mend that line.") from error
    expanded = _expanded(written, {**os.environ, **(variables or {})}, path)
    try:
        suite = Suite.model_validate(expanded)
    except ValidationError as error:
        raise SettingsError(*explain(error, expanded, path)) from None
    try:
        _check(suite)
    except SettingsError as error:
        raise SettingsError(f"{path}: {error.problem}", error.mend) from None
    return suite


def find_suite(name: str) -> Path:
    """The file of that path, else the suite of that name that comes with polycite.

    Raises:
        SettingsError: there is neither.
    """
    if Path(name).is_file():
        return Path(name)
    folder = Path(str(files("polycite.eval.runs")))
    if (shipped := folder / f"{name}.toml").is_file():
        return shipped
    known = ", ".join(sorted(path.stem for path in folder.glob("*.toml")))
    raise SettingsError(f"There is no suite {name!r}.", f"Give the path of a TOML file, or one of: {known}.")


def _expanded(value: Any, variables: Mapping[str, str], path: Path, name: str = "") -> Any:
    """The same with variables put in where a path may stand; elsewhere they might carry secrets into the manifest."""
    if isinstance(value, dict):
        if name == "settings":
            return {key: _expanded(one, variables, path, "path") for key, one in value.items()}
        return {key: _expanded(one, variables, path, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_expanded(one, variables, path, name) for one in value]
    if not isinstance(value, str) or name not in _PATHS:
        return value

    def put_in(found: re.Match[str]) -> str:
        variable = found.group(1)
        if variable not in variables:
            mend = "Give --data." if variable == "DATA" else f"Set {variable}, or write the value in its place."
            raise SettingsError(f"{path}: {value!r} needs the environment variable {variable}, which is not set.", mend)
        return variables[variable]

    return re.sub(r"\$\{(\w+)\}", put_in, value)


def _check(suite: Suite) -> None:
    """What no single field tells: names that come twice or are nowhere, metrics, languages, our own settings."""
    for table, names in (("datasets", [d.name for d in suite.datasets]), ("systems", [s.name for s in suite.systems])):
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise SettingsError(f"two [[{table}]] have the name {twice[0]!r}.", "Give each a name of its own.")
    known = [dataset.name for dataset in suite.datasets]
    for system in suite.systems:
        for name in system.datasets or ():
            if name not in known:
                raise SettingsError(
                    f"datasets of the system {system.name!r} names {name!r}, which is no [[datasets]].",
                    f"There are: {', '.join(known)}.",
                )
        if isinstance(system, PolyciteSpec):
            _check_settings(system)
    for dataset in suite.datasets:
        for language in dataset.languages or ():
            try:
                language_code(language)
            except RowError as error:
                raise SettingsError(f"languages of the data set {dataset.name!r}: {error}", error.mend) from None
    if suite.metrics is not None:
        parse_metrics(suite.metrics)


def _check_settings(system: PolyciteSpec) -> None:
    from polycite.eval.systems.making import settings_of
    from polycite.pipeline.settings import Settings

    # The suite is written into the manifest.
    secrets = [name for name, field in Settings.model_fields.items() if field.exclude and name in system.settings]
    if secrets:
        raise SettingsError(
            f"settings of the system {system.name!r} holds the secret {secrets[0]!r}.",
            f"Take it out, and set the environment variable POLYCITE_{secrets[0].upper()}.",
        )
    settings_of(system)
