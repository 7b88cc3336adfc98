"""HTML tables: captioned, sortable, readable aloud."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from polycite.eval.metrics.metric import Metric
from polycite.eval.report.columns import Column
from polycite.eval.report.contents import Contents
from polycite.eval.report.markup import Html, element, joined
from polycite.eval.report.scripts import title
from polycite.eval.report.written import NONE, SMALL, written
from polycite.eval.scoring.scoring import Figures

WEAK_SIGN = "▼"
SMALL_SIGN = "†"
_ROLE = re.compile(r":\w+:`~?([^`]+)`")


@dataclass(frozen=True)
class Cell:
    """A cell of a table: what is shown, and the value it is sorted by."""

    shown: Any
    value: float | str | None = None
    class_: str | None = None


def grid(caption: str, head: Sequence[Any], rows: Iterable[Sequence[Any]], *, foot: Sequence[Any] = ()) -> Html:
    """A sortable table. The first cell of each row is its header; a :class:`Cell` with a number is set right."""
    rows = list(rows)
    numbers = {place for row in rows for place, cell in enumerate(row) if place and _is_number(cell)}
    columns = [
        element("th", name, scope="col", class_="number" if place in numbers else None)
        for place, name in enumerate(head)
    ]
    body = [element("tr", _header(row[0]), *(_cell(cell) for cell in row[1:])) for row in rows]
    last = element("tfoot", element("tr", _header(foot[0]), *(_cell(cell) for cell in foot[1:]))) if foot else None
    table = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", *columns)),
        element("tbody", *body),
        last,
        class_="sortable",
    )
    return scrolled(table, caption)


def scrolled(table: Html, label: str) -> Html:
    """A table that scrolls sideways by itself where the page is narrow, by keyboard too."""
    return element("div", table, class_="scroll", tabindex="0", role="region", aria_label=label)


def figures_table(
    contents: Contents,
    caption: str,
    columns: Sequence[Column],
    tables: Sequence[Mapping[str, Figures]],
    groups: Sequence[str],
    metrics: Sequence[Metric],
    *,
    overall: bool = True,
) -> Html:
    """A row of figures for each group, in the order given; systems stand side by side under each metric."""
    several = len(columns) > 1
    head = ["", "questions", *(_heading(m, c.name if several else "") for m in metrics for c in columns)]
    rows = []
    for group in groups:
        here = [table.get(group) for table in tables]
        weak = any(contents.is_weak(c, row) for c, row in zip(columns, here, strict=True))
        rows.append(
            [name_cell(group, weak=weak), count_cell(here), *(_figure(m, row) for m in metrics for row in here)]
        )
    foot = [
        Cell("overall"),
        count_cell([c.scores.all for c in columns]),
        *(_figure(m, c.scores.all) for m in metrics for c in columns),
    ]
    return grid(caption, head, rows, foot=foot if overall else ())


def definition(metric: Metric) -> str:
    """What a metric is, in the words of its docstring, on one line."""
    return " ".join(_ROLE.sub(r"\1", type(metric).__doc__ or "").replace("``", "").split())


def name_cell(group: str, *, weak: bool = False) -> Cell:
    """The name of a group, with the sign of weakness before it."""
    sign = element("span", WEAK_SIGN, class_="sign", title="weak", aria_label="weak: ", role="img") if weak else None
    return Cell(joined(sign, named(group)), group, "weak" if weak else None)


def named(group: str) -> Html:
    """A language's code with its name, a pair's with both; any other group as it is."""
    codes = group.split(">")
    names = [title(code) for code in codes]
    if names == codes:
        return joined(group)
    return joined(element("code", " → ".join(codes)), " ", element("span", " → ".join(names), class_="name"))


def count_cell(rows: Sequence[Figures | None]) -> Cell:
    """The number of questions, flagged where it is small."""
    count = max((int(row["questions"] or 0) for row in rows if row), default=0)
    if not 0 < count < SMALL:
        return Cell(f"{count:,}", count)
    sign = element("span", SMALL_SIGN, class_="sign", title=f"fewer than {SMALL} questions")
    return Cell(joined(sign, f"{count:,}"), count, "small")


def _figure(metric: Metric, row: Figures | None) -> Cell:
    value = None if row is None else row.get(metric.name)
    return Cell(written(metric.name, value), value)


def _heading(metric: Metric, column: str) -> Html:
    arrow = {"higher": "↑", "lower": "↓"}.get(metric.better, "")
    said = element("abbr", metric.name, title=definition(metric))
    return joined(
        said, element("span", arrow, class_="better", title=f"{metric.better} is better"),
        element("span", column, class_="column") if column else None,
    )  # fmt: skip


def _header(cell: Any) -> Html:
    cell = cell if isinstance(cell, Cell) else Cell(cell)
    return element("th", cell.shown, scope="row", class_=cell.class_, data_value=cell.value)


def _cell(cell: Any) -> Html:
    if not isinstance(cell, Cell):
        return element("td", cell)
    classes = " ".join(filter(None, ("number" if _is_number(cell) else "", cell.class_ or ""))) or None
    return element("td", cell.shown, class_=classes, data_value=cell.value)


def _is_number(cell: Any) -> bool:
    return isinstance(cell, Cell) and (isinstance(cell.value, int | float) or cell.shown == NONE)
