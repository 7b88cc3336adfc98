"""The part of the page on time: a waterfall of the stages of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from polycite.eval.report.charts import SERIES, step
from polycite.eval.report.columns import Column
from polycite.eval.report.contents import Contents
from polycite.eval.report.grids import Cell, grid
from polycite.eval.report.markup import Html, element
from polycite.eval.report.views import section
from polycite.eval.report.written import written

REST = "the rest"
_TOTAL = "total"


def latency(contents: Contents) -> Html | None:
    """A waterfall for each system that tells its latency, all on one scale; None where none does."""
    measured = [(column, stages(column)) for column in contents.columns]
    longest = max((sum(times) / len(times) for _, found in measured for times in found.values()), default=0.0)
    totals = {column.name: sum(sum(t) / _answers(column) for t in found.values()) for column, found in measured}
    most = max([longest, *totals.values()])
    if most <= 0:
        return None
    tables = [_waterfall(column, found, most, len(measured) > 1) for column, found in measured if found]
    return section(
        "latency", "Latency", *tables,
        lead="Mean milliseconds of an answer by stage, one after the other; percentiles beside them.",
    )  # fmt: skip


def stages(column: Column) -> dict[str, list[float]]:
    """Milliseconds by stage in the order in which stages are first told, and what of the whole none accounts for."""
    found: dict[str, list[float]] = {}
    for row in column.rows:
        times = {name: ms for name, ms in row.prediction.timings_ms.items() if name != _TOTAL}
        whole = row.prediction.latency_ms
        whole = row.prediction.timings_ms.get(_TOTAL) if whole is None else whole
        for name, ms in times.items():
            found.setdefault(name, []).append(ms)
        if whole is not None:
            found.setdefault(REST, []).append(max(0.0, whole - sum(times.values())))
    rest = found.pop(REST, [])
    return {**found, REST: rest} if any(rest) else found


def _answers(column: Column) -> int:
    return sum(bool(row.prediction.timings_ms) or row.prediction.latency_ms is not None for row in column.rows) or 1


def _waterfall(column: Column, found: dict[str, list[float]], most: float, several: bool) -> Html:
    answers = _answers(column)
    # Over all answers, not only those with the stage, so that the steps add up to the mean of the whole.
    means = [sum(times) / answers for times in found.values()]
    starts = [0.0, *accumulate(means)]
    rows = [
        _row(name, step(start, mean, most), mean, times)
        for (name, times), start, mean in zip(found.items(), starts, means, strict=False)
    ]
    whole = [row.prediction.latency_ms for row in column.rows if row.prediction.latency_ms is not None]
    foot = _row("whole answer", step(0, starts[-1], most, SERIES - 1), starts[-1], whole)
    caption = f"Latency by stage over {answers:,} answers" + (f": {column.name}" if several else "")
    scale = element("span", f"0 to {written('p50 ms', most)} ms", class_="scale")
    head = ["stage", scale, "mean ms", "p50 ms", "p95 ms"]
    return grid(caption, head, rows, foot=foot)


def _row(name: str, drawn: Html, mean: float, times: Sequence[float]) -> list[object]:
    quantiles = [float(np.quantile(times, q)) if times else None for q in (0.5, 0.95)]
    return [
        Cell(name, name),
        Cell(drawn, class_="chart"),
        Cell(f"{mean:,.1f}", mean),
        *(Cell(written("p50 ms", value), value) for value in quantiles),
    ]
