"""The part of the page on what the figures depend on, so that they can be made again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from polycite.eval.metrics.metric import Metric
from polycite.eval.report.contents import Contents
from polycite.eval.report.grids import definition, grid
from polycite.eval.report.markup import Html, element
from polycite.eval.report.views import section

_LONG = 2000


def provenance(contents: Contents) -> Html:
    """The manifest of the run, and the definition of each metric."""
    facts = [[name, _told(value)] for name, value in contents.manifest.items()]
    alike: dict[type[Metric], list[Metric]] = {}
    for metric in contents.measured:
        alike.setdefault(type(metric), []).append(metric)
    definitions = [
        [", ".join(metric.name for metric in same), same[0].family, definition(same[0])] for same in alike.values()
    ]
    return section(
        "run",
        "The run",
        grid("What the run was made with", ["", ""], facts) if facts else element("p", "The run has no manifest."),
        element(
            "details",
            element("summary", "Definitions of the metrics"),
            grid("Metrics", ["metric", "of", "definition"], definitions),
            class_="definitions",
        ),
    )


def _told(value: Any) -> Html:
    if not isinstance(value, Mapping | list | tuple):
        return element("span", value if isinstance(value, str) else json.dumps(value, default=str))
    text = json.dumps(value, ensure_ascii=False, indent=1, default=str)
    cut = "" if len(text) <= _LONG else f"\n… {len(text) - _LONG:,} characters more in the run's manifest"
    return element("pre", text[:_LONG] + cut)
