"""How much worse a metric may become before the gate looks whether it is chance."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from polycite.components.errors import SettingsError
from polycite.eval.metrics.catalogue import parse_metric

DEFAULT = 0.02
"""Of metrics whose values lie in [0, 1]; others are gated only where they are named."""


def read_tolerances(given: Sequence[str] = (), file: Path | None = None) -> dict[str, float]:
    """Tolerances by the name of the metric.

    Args:
        given: as "F1=0.02"; they are taken before those of the file.
        file: TOML, a metric a line: ``F1 = 0.02``, ``"R@1" = 0.01``.

    Raises:
        SettingsError: one is no metric, or no number from 0 on; it says where it stands.
    """
    found: dict[str, float] = {}
    for name, value in _written(file).items():
        found[_metric(name, str(file))] = _number(name, value, str(file))
    for one in given:
        name, equals, text = one.rpartition("=")
        if not equals:
            raise SettingsError(f"--tolerance {one}: there is no '='.", "Write it as F1=0.02.")
        found[_metric(name, "--tolerance")] = _number(name, text, "--tolerance")
    return found


def _written(file: Path | None) -> Mapping[str, Any]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text("utf-8-sig"))
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}.", "Correct --tolerance-file.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{file} is not TOML: {error}.", 'Write a metric a line, as in: "R@1" = 0.01') from error


def _metric(name: str, place: str) -> str:
    try:
        return parse_metric(name).name
    except SettingsError as error:
        raise SettingsError(f"{place}: {error.problem}", error.mend) from None


def _number(name: str, value: Any, place: str) -> float:
    try:
        number = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        number = math.nan
    if not 0 <= number < math.inf:
        raise SettingsError(f"{place}: the tolerance of {name} is {value!r}.", "It must be a number from 0 on.")
    return number
