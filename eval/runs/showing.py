"""What is printed of a run that came to its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from polycite.eval.metrics.catalogue import parse_metric
from polycite.eval.runs.running import Finished
from polycite.eval.scoring.scores import Scores, summarise
from polycite.eval.scoring.scoring import grouped
from polycite.eval.tables import Section

if TYPE_CHECKING:
    from rich.console import RenderableType

_COLUMNS = ("questions", "R@1", "R@20", "F1", "span F1", "quote fidelity", "error")


def summary_of(finished: Finished) -> dict[str, Any]:
    """Plain JSON types: the folder, what each task took, and the figures by system and data set."""
    return {
        "folder": str(finished.folder),
        "rows": len(finished.rows),
        "asked": finished.asked,
        "tasks": finished.manifest["tasks"],
        "results": [
            {"system": system, "dataset": dataset, **scores.to_dict()}
            for (system, dataset), scores in _scores(finished).items()
        ],
    }


def tables_of(finished: Finished) -> list[RenderableType]:
    """A table for each system on each data set, the weak languages first."""
    return [
        Section("by_language", f"{system} on {dataset}", found.by_language, found.all, *_shown(found)).table()
        for (system, dataset), found in _scores(finished).items()
    ]


def _shown(scores: Scores) -> tuple[tuple[str, ...], str]:
    """The columns, and the one by which rows are sorted."""
    columns = tuple(name for name in _COLUMNS if scores.all.get(name) is not None)
    others = tuple(name for name in scores.all if name not in columns)
    columns = columns if len(columns) > 1 else (*columns, *others)
    return columns, next((name for name in ("F1", "R@1") if name in columns), columns[-1])


def _scores(finished: Finished) -> Mapping[tuple[str, str], Scores]:
    metrics = [parse_metric(name) for name in finished.manifest["metrics"]]
    found = {}
    for system, rows in grouped(finished.rows, lambda row: [row.system]).items():
        for dataset, members in grouped(rows, lambda row: [row.dataset]).items():
            found[system, dataset] = summarise(members, metrics)
    return found
