"""The part of the page by any other group of questions: passage language, kind, and whatever they were sliced by."""

from __future__ import annotations

from polycite.eval.report.contents import Contents
from polycite.eval.report.grids import figures_table
from polycite.eval.report.groups import PAIRS, tables_of, weakest_first
from polycite.eval.report.markup import Html
from polycite.eval.report.views import section


def slices(contents: Contents) -> Html | None:
    """A table for each grouping besides the languages of questions and pairs."""
    names = dict.fromkeys(name for column in contents.columns for name in tables_of(column.scores))
    parts = []
    for name in names:
        tables = [tables_of(column.scores).get(name, {}) for column in contents.columns]
        groups = {group for table in tables for group in table}
        if name in ("question language", PAIRS) or not groups:
            continue
        ordered = list(weakest_first(groups, contents.main, tables))
        caption = f"By {name}"
        parts.append(figures_table(contents, caption, contents.columns, tables, ordered, contents.headline))
    return section("slices", "By passage language, kind and slice", *parts) if parts else None
