"""How evenly a system serves languages, as a table."""

from __future__ import annotations

from polycite.eval.report.columns import Column, sound_interval
from polycite.eval.report.contents import Contents
from polycite.eval.report.grids import Cell, grid
from polycite.eval.report.markup import Html, element, joined
from polycite.eval.report.scripts import title
from polycite.eval.report.written import NONE, written, written_interval
from polycite.eval.scoring.fairness import Estimate


def fairness_table(contents: Contents, column: Column) -> Html:
    """A row a headline metric: mean, gap to English, worst language, least over largest."""
    rows = []
    for metric in contents.main_first:
        found = column.fairness.get(metric.name)
        if found is None:
            continue
        # Where all languages have the same figure none of them is the worst.
        alike = len({estimate.value for estimate in found.by_language.values()}) == 1
        named = joined(title(found.worst_language), " ", _cell(metric.name, found.worst).shown)
        worst = "all alike" if alike else named
        rows.append(
            [
                Cell(metric.name, metric.name),
                _cell(metric.name, found.macro),
                _cell(metric.name, found.gap),
                Cell(worst, found.worst.value if found.worst else None, "worst"),
                _cell("ratio", found.ratio),
            ]
        )
    caption = "Fairness: English minus the mean of the others, the worst language, the least over the largest figure"
    several = f": {column.name}" if len(contents.columns) > 1 else ""
    return grid(caption + several, ["", "mean", "English minus others", "worst", "least / largest"], rows)


def _cell(name: str, estimate: Estimate | None) -> Cell:
    if estimate is None or estimate.value is None:
        return Cell(NONE)
    bounds = written_interval(name, sound_interval(estimate))
    shown = joined(written(name, estimate.value), element("small", f" {bounds}") if bounds else None)
    return Cell(shown, estimate.value)
