"""The part of the page by language of the question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polycite.eval.metrics.metric import Metric
from polycite.eval.report.charts import bar, legend
from polycite.eval.report.contents import Contents
from polycite.eval.report.evenness import fairness_table
from polycite.eval.report.grids import WEAK_SIGN, Cell, count_cell, figures_table, grid, name_cell
from polycite.eval.report.groups import weakest_first
from polycite.eval.report.markup import Html, element, joined
from polycite.eval.report.views import section, views
from polycite.eval.report.written import written, written_interval
from polycite.eval.scoring.scoring import Figures


def languages(contents: Contents) -> Html:
    """Bars with intervals by language, the weakest first, and all figures in a table."""
    panels = [(metric.name, _bars(contents, metric)) for metric in contents.main_first]
    families = dict.fromkeys(metric.family for metric in contents.measured)
    tables = [(family, _figures(contents, family)) for family in families]
    return section(
        "languages", "By language",
        views("bars", "Metric", panels), element("h3", "All figures"), views("figures", "Metrics of", tables),
        element("h3", "Fairness"), *(fairness_table(contents, column) for column in contents.columns),
        lead="By language of the question, the weakest first; whiskers are 95 % bootstrap intervals.",
    )  # fmt: skip


def _figures(contents: Contents, family: str) -> Html:
    metrics = [metric for metric in contents.measured if metric.family == family]
    tables = [column.scores.by_language for column in contents.columns]
    caption = f"Metrics of {family} by question language"
    return figures_table(contents, caption, contents.columns, tables, contents.languages, metrics)


def _bars(contents: Contents, metric: Metric) -> Html:
    columns = contents.columns
    tables: list[Mapping[str, Figures]] = [column.scores.by_language for column in columns]
    known = [v for table in tables for row in table.values() if (v := row.get(metric.name)) is not None]
    ends = [ends[1] for column in columns for code in contents.languages if (ends := column.interval(metric, code))]
    most = max([*known, *ends], default=1.0)
    most = 1.0 if metric.unit == "" and most <= 1 else most
    rows = []
    for group in weakest_first(contents.languages, metric, tables):
        here = [table.get(group) for table in tables]
        weak = [metric is contents.main and contents.is_weak(*pair) for pair in zip(columns, here, strict=True)]
        values = [None if row is None else row.get(metric.name) for row in here]
        bounds = [column.interval(metric, group) for column in columns]
        drawn = [bar(v, most, b, n) for n, (v, b) in enumerate(zip(values, bounds, strict=True))]
        # Cells of one row stand under one another, one line a system.
        rows.append(
            [
                name_cell(group, weak=any(weak)),
                Cell(_stacked(drawn), class_="chart"),
                Cell(_stacked(_values(metric, values, weak)), next(iter(values), None)),
                Cell(_stacked([written_interval(metric.name, b) for b in bounds]), class_="interval"),
                count_cell(here),
            ]
        )
    scale = element("span", f"0 to {written(metric.name, most, 0)}", class_="scale")
    head = ["", scale, metric.name, "95 %", "questions"]
    return joined(
        legend([column.name for column in columns], bars=True), grid(f"{metric.name} by question language", head, rows)
    )


def _values(metric: Metric, values: Sequence[float | None], weak: Sequence[bool]) -> list[Html | str]:
    """Each figure; of several systems those in which the language is weak are marked."""
    signs = [element("span", WEAK_SIGN, class_="sign weak") if one and len(weak) > 1 else None for one in weak]
    return [joined(sign, written(metric.name, value)) for sign, value in zip(signs, values, strict=True)]


def _stacked(parts: Sequence[Html | str]) -> Html:
    return joined(*(element("div", part, class_="line-of") for part in parts)) if len(parts) > 1 else joined(*parts)
