"""The part of the page by pair of languages: heatmaps of question language by passage language."""

from __future__ import annotations

from polycite.eval.metrics.metric import Metric
from polycite.eval.report.charts import shade
from polycite.eval.report.columns import Column
from polycite.eval.report.contents import Contents
from polycite.eval.report.grids import figures_table, scrolled
from polycite.eval.report.groups import weakest_first
from polycite.eval.report.markup import Html, element
from polycite.eval.report.scripts import title
from polycite.eval.report.views import section, views
from polycite.eval.report.written import SMALL, written
from polycite.eval.scoring.scoring import Figures

_PAIRS = 60
_CELLS = 20_000


def pairs(contents: Contents) -> Html | None:
    """Heatmaps of question language by passage language."""
    if not any(column.scores.by_pair for column in contents.columns):
        return None
    cells = sum(len(column.scores.by_pair) for column in contents.columns)
    known = [metric for metric in contents.main_first if any(_has(column, metric) for column in contents.columns)]
    # Pairs of a hundred languages are ten thousand cells a metric: a page of thirteen such tables opens slowly.
    shown = known[: max(1, _CELLS // cells)]
    panels = [(metric.name, element("div", *(_heatmap(c, metric, contents) for c in contents.columns), class_="side"))
              for metric in shown]  # fmt: skip
    return section(
        "pairs", "Question language by passage language", views("pairs", "Metric", panels), _pair_table(contents),
        lead=f"Rows ask, columns hold the answer; † fewer than {SMALL} questions; an outlined cell is one language.",
    )  # fmt: skip


def _has(column: Column, metric: Metric) -> bool:
    return any(row.get(metric.name) is not None for row in column.scores.by_pair.values())


def _heatmap(column: Column, metric: Metric, contents: Contents) -> Html:
    table = column.scores.by_pair
    split = {key: key.split(">", 1) for key in table}
    asked = [language for language in contents.languages if any(pair[0] == language for pair in split.values())]
    held = sorted({pair[1] for pair in split.values()}, key=lambda code: (code not in asked, code))
    known = [value for row in table.values() if (value := row.get(metric.name)) is not None]
    unit = not metric.unit and max(known, default=0.0) <= 1.0
    low, high = (0.0, 1.0) if unit else (min(known, default=0.0), max(known, default=1.0))
    head = element("tr", element("td", "question ↓ passage →", class_="corner"), *(_code(code, "col") for code in held))
    body = []
    for language in asked:
        cells = [_heat(metric, table.get(f"{language}>{code}"), low, high, same=language == code) for code in held]
        body.append(element("tr", _code(language, "row"), *cells))
    caption = f"{metric.name} by question and passage language" + (
        f": {column.name}" if len(contents.columns) > 1 else ""
    )
    heat = element("table", element("caption", caption), element("thead", head), element("tbody", *body), class_="heat")
    return scrolled(heat, caption)


def _code(code: str, scope: str) -> Html:
    return element("th", element("abbr", code, title=title(code)), scope=scope)


def _heat(metric: Metric, row: Figures | None, low: float, high: float, *, same: bool) -> Html:
    value = None if row is None else row.get(metric.name)
    if row is None or value is None:
        return element("td", "·", class_="empty")
    count = int(row["questions"] or 0)
    classes = [shade(value, low, high, lower_is_better=metric.better == "lower"), "same" if same else ""]
    small = element("span", "†", class_="sign") if count < SMALL else None
    return element(
        "td", written(metric.name, value, 2), small, class_=" ".join(filter(None, classes)), title=f"{count} questions"
    )


def _pair_table(contents: Contents) -> Html:
    tables = [column.scores.by_pair for column in contents.columns]
    groups = list(weakest_first({group for table in tables for group in table}, contents.main, tables))
    left_out = len(groups) - _PAIRS
    caption = f"The {_PAIRS} weakest of {len(groups)} pairs" if left_out > 0 else "All pairs, the weakest first"
    table = figures_table(
        contents, caption, contents.columns, tables, groups[:_PAIRS], contents.headline, overall=False
    )
    return element("details", element("summary", caption), table)
