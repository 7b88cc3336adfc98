"""What each metric is, in words: read from the metrics themselves."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from polycite.components.errors import PolyciteError
from polycite.eval.metrics.catalogue import Factory, defaults, named, parse_metric
from polycite.eval.metrics.metric import Better, Metric

_ROLE = re.compile(r":\w+:`~?([^`]+)`")
# Written after the "@" of a metric that is not measured by default, to see what it is.
_TRIED = ("", "MODEL", "10")


@dataclass(frozen=True)
class Definition:
    """A metric as it is listed.

    Attributes:
        name: without its parameter: "R".
        example: as it is written: "R@20".
        measured: those of this name that are measured unless others are named.
        family: its group in reports.
        better: which values are better.
        unit: "" for a share.
        parameters: of the example.
        text: its docstring, the definition first.
    """

    name: str
    example: str
    measured: tuple[str, ...]
    family: str
    better: Better
    unit: str
    parameters: Mapping[str, Any]
    text: str

    @property
    def paragraphs(self) -> list[str]:
        """Those of the text, each on one line; the first says what the metric is."""
        return [" ".join(paragraph.split()) for paragraph in self.text.split("\n\n")]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {**dataclasses.asdict(self), "measured": list(self.measured)}


def definitions() -> list[Definition]:
    """All metrics, each name once, in the order of the families; one that cannot be made without its model is tried."""
    measured: dict[str, list[Metric]] = {}
    for metric in defaults():
        measured.setdefault(metric.name.partition("@")[0], []).append(metric)
    found = []
    for name, factory in named().items():
        examples = measured.get(name) or _tried(factory)
        if examples:
            found.append(_definition(name, examples[-1], tuple(one.name for one in measured.get(name, ()))))
    return found


def definition_of(name: str) -> Definition:
    """The metric of that name, with or without its parameter.

    Raises:
        SettingsError: there is none; the mend names near ones.
    """
    base, parameter = name.strip().partition("@")[::2]
    known = {one.name: one for one in definitions()}
    if base in known and not parameter:
        return known[base]
    # The catalogue says which are near, or what the parameter must be.
    return _definition(base, parse_metric(name), known[base].measured if base in known else ())


def _tried(factory: Factory) -> list[Metric]:
    for parameter in _TRIED:
        with suppress(TypeError, ValueError, PolyciteError):
            return [factory(parameter)]
    return []


def _definition(name: str, metric: Metric, measured: tuple[str, ...]) -> Definition:
    return Definition(
        name=name,
        example=metric.name,
        measured=measured,
        family=metric.family,
        better=metric.better,
        unit=metric.unit,
        parameters=_parameters(metric),
        text=_ROLE.sub(r"\1", inspect.getdoc(type(metric)) or "").replace("``", ""),
    )


def _parameters(metric: Metric) -> dict[str, Any]:
    fields = [field.name for field in dataclasses.fields(metric) if field.repr]  # type: ignore[arg-type]  # each is one
    values = {name: getattr(metric, name) for name in fields}
    return {name: value for name, value in values.items() if value is None or isinstance(value, str | int | float)}
