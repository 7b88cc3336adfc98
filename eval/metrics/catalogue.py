"""All metrics by name: what ``polycite eval metrics`` lists and ``--metrics`` takes."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib import import_module
from typing import Any

from polycite.components.errors import SettingsError
from polycite.eval.metrics.metric import Metric

Factory = Callable[[str], Metric]
"""Makes a metric of the text after the "@" of its name; "" without one."""

FAMILIES = (
    "ranking",
    "ranking_variants",
    "answer_recall",
    "language_bias",
    "semantic_matches",
    "answering",
    "character_recall",
    "chrf",
    "language_consistency",
    "quoting",
    "grounding",
    "abstaining",
    "risk_coverage",
    "costs",
)
"""Modules of :mod:`polycite.eval.metrics` that hold metrics: each has ``DEFAULTS``, the metrics that are measured
unless others are named, and ``NAMED``, a :data:`Factory` for each name."""


@cache
def named() -> Mapping[str, Factory]:
    """Every metric's name, without its parameter, and how it is made."""
    return {name: factory for family in FAMILIES for name, factory in _module(family).NAMED.items()}


def defaults() -> tuple[Metric, ...]:
    """The metrics that need no model, in the order of the families."""
    return tuple(metric for family in FAMILIES for metric in _module(family).DEFAULTS)


def parse_metric(text: str) -> Metric:
    """The metric of that name: "nDCG@10", "F1".

    Raises:
        SettingsError: there is none, or its parameter is of no use; the mend names near ones.
    """
    name, _, parameter = text.strip().partition("@")
    factory = named().get(name)
    if factory is None:
        near = difflib.get_close_matches(name, named(), 3, 0.5)
        hint = f"Did you mean {' or '.join(near)}? " if near else ""
        raise SettingsError(f"{text!r} is no metric.", f"{hint}`polycite eval metrics` lists them all.")
    try:
        return factory(parameter)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{text!r} is no metric: {error}.", f"Write it as in {_example(name)}.") from None


def parse_metrics(names: Iterable[str]) -> tuple[Metric, ...]:
    """The metrics of these names, each once, in order; SettingsError for a name that is none."""
    return tuple({(metric := parse_metric(name)).name: metric for name in names}.values())


def cutoff(text: str) -> int:
    """The k of a name such as "R@20".

    Raises:
        ValueError: it is no number from 1 on.
    """
    if not text.isdecimal() or int(text) < 1:
        raise ValueError(f"{text!r} is no cut-off from 1 on")
    return int(text)


def _module(family: str) -> Any:
    return import_module(f"polycite.eval.metrics.{family}")


def _example(name: str) -> str:
    return next((repr(metric.name) for metric in defaults() if metric.name.partition("@")[0] == name), repr(name))
