"""The report as plain JSON types."""

from __future__ import annotations

from typing import Any

from polycite.eval.report.contents import Contents
from polycite.eval.report.summary import fidelity_holds


def machine_readable(contents: Contents) -> dict[str, Any]:
    """Every figure of every system, what is weak, and the manifest; all that the page shows but the failures' texts.

    Each of ``systems`` has its ``name``, the ``metrics`` and ``failures`` of
    :meth:`polycite.eval.scoring.scores.Scores.to_dict`, ``fairness`` of the headline metrics with intervals over
    languages and by language, and ``quotes_hold``, None where nothing was cited or no original is known.
    """
    return {
        "title": contents.title,
        "main": None if contents.main is None else contents.main.name,
        "systems": [
            {
                "name": column.name,
                "system": column.rows[0].system,
                "dataset": column.rows[0].dataset,
                "questions": len(column.rows),
                "quotes_hold": fidelity_holds(column),
                **column.scores.to_dict(),
                "fairness": {name: found.to_dict() for name, found in column.fairness.items()},
            }
            for column in contents.columns
        ],
        "weak": [
            {
                "system": weak.column.name,
                "of": weak.what,
                "group": weak.group,
                "value": weak.value,
                "overall": weak.overall,
                "questions": weak.questions,
            }
            for weak in contents.weak
        ],
        "manifest": dict(contents.manifest),
    }
