"""The first part of the page: what came out, and where it is weak."""

from __future__ import annotations

from polycite.eval.metrics.metric import Metric
from polycite.eval.report.columns import Column
from polycite.eval.report.contents import WEAK, Contents
from polycite.eval.report.grids import SMALL_SIGN, WEAK_SIGN, Cell, count_cell, grid, name_cell
from polycite.eval.report.markup import Html, element, joined
from polycite.eval.report.views import section
from polycite.eval.report.written import SMALL, written, written_interval

_WEAKEST = 15
_FEW = 5
"""A group of fewer questions is marked in its table, but not named in the summary."""
_CARDS = 8


def summary(contents: Contents) -> Html:
    """The headline figures, then every weak group, the weakest first."""
    head = _cards(contents, contents.columns[0]) if len(contents.columns) == 1 else _side_by_side(contents)
    return section("summary", "Summary", head, _weak(contents), lead=_lead(contents))


def fidelity_holds(column: Column) -> bool | None:
    """Whether every citation of a column holds; None where there was none to check."""
    value = column.scores.pooled.get("quote fidelity")
    return None if value is None else value == 1.0


def _lead(contents: Contents) -> str:
    rows = sum(len(column.rows) for column in contents.columns)
    several = f", {len(contents.columns)} systems side by side" if len(contents.columns) > 1 else ""
    return (
        f"{rows:,} answers to questions in {len(contents.languages)} languages{several}. Overall figures are means "
        "over languages, so that every language weighs the same."
    )


def _cards(contents: Contents, column: Column) -> Html:
    # A page has room for a row or two of them: what is left out stands in the table of languages.
    chosen = [metric for metric in contents.headline if metric.name not in ("MRR", "EM", "p50 ms", "span hit")]
    return element("ul", *(_card(column, metric) for metric in chosen[:_CARDS]), class_="cards")


def _card(column: Column, metric: Metric) -> Html:
    value = column.scores.all.get(metric.name)
    verdict = _verdict(column) if metric.name == "quote fidelity" else None
    interval = written_interval(metric.name, column.interval(metric))
    note = interval or {"lower": "lower is better", "higher": "higher is better"}.get(metric.better, "")
    return element(
        "li",
        element("span", metric.name, class_="card-name"),
        element("span", written(metric.name, value), class_="card-value"),
        verdict or element("span", note, class_="card-note", title="95 % bootstrap interval" if interval else None),
    )


def _verdict(column: Column) -> Html | None:
    sound = fidelity_holds(column)
    if sound is None:
        return None
    return element("span", "✓ all quotes hold" if sound else "✗ gate broken", class_="good" if sound else "bad")


def _side_by_side(contents: Contents) -> Html:
    rows = []
    for metric in contents.headline:
        cells = []
        values = [column.scores.all.get(metric.name) for column in contents.columns]
        known = [value for value in values if value is not None]
        best = (max if metric.better == "higher" else min)(known, default=None)
        for column, value in zip(contents.columns, values, strict=True):
            interval = written_interval(metric.name, column.interval(metric))
            sign = element("span", "★", class_="sign", title="best") if value == best and len(set(known)) > 1 else None
            note = _verdict(column) if metric.name == "quote fidelity" else None
            note = note or (element("small", interval) if interval else None)
            cells.append(Cell(joined(sign, written(metric.name, value), " ", note), value))
        rows.append([Cell(metric.name), Cell(metric.better, metric.better), *cells])
    caption = "Systems side by side: mean over languages, with 95 % bootstrap intervals; ★ the best"
    return grid(caption, ["", "better", *(column.name for column in contents.columns)], rows)


def _weak(contents: Contents) -> Html:
    main = contents.main
    if main is None:
        return element("p", "No metric has a figure.", class_="note")
    share = f"{WEAK:.0%}"
    if not contents.weak:
        text = f"No group is below {share} of the overall {main.name}."
        return element("p", element("span", "✓ ", class_="good"), text, class_="note")
    several = len(contents.columns) > 1
    rows = [
        [
            name_cell(weak.group, weak=True),
            Cell(weak.what, weak.what),
            *([Cell(weak.column.name, weak.column.name)] if several else []),
            Cell(written(main.name, weak.value), weak.value),
            Cell(f"{weak.share:.0%}", weak.share),
            count_cell([{"questions": float(weak.questions)}]),
        ]
        for weak in [weak for weak in contents.weak if weak.questions >= _FEW][:_WEAKEST]
    ]
    head = ["", "group of", *(["system"] if several else []), main.name, "of overall", "questions"]
    left_out = len(contents.weak) - len(rows)
    rest = f"{left_out:,} more groups, those of fewer than {_FEW} questions among them, have a {WEAK_SIGN} below."
    more = element("p", rest, class_="note") if left_out > 0 else None
    caption = f"{WEAK_SIGN} Weak: groups below {share} of the overall {main.name}, those of few questions last"
    note = f"{SMALL_SIGN} fewer than {SMALL} questions: one answer moves the figure."
    return joined(grid(caption, head, rows), more, element("p", note, class_="note"))
