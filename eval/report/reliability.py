"""The part of the page on confidence: risk against coverage, and right answers against confidence."""

from __future__ import annotations

from polycite.eval.metrics.abstaining import CalibrationError
from polycite.eval.metrics.metric import Case
from polycite.eval.metrics.reliability import reliability as reliability_bins
from polycite.eval.metrics.risk_coverage import risk_coverage
from polycite.eval.report.charts import Line, legend, lines
from polycite.eval.report.columns import Column
from polycite.eval.report.contents import Contents
from polycite.eval.report.markup import Html, element, joined
from polycite.eval.report.views import section


def reliability(contents: Contents) -> Html | None:
    """Both curves, a line a system; None where no system gives a confidence."""
    risks = {column.name: points for column in contents.columns if (points := risk(column))}
    rights = {column.name: points for column in contents.columns if (points := calibration(column))}
    if not risks and not rights:
        return None
    # A system keeps its colour in both charts, even where it has a line in one of them only.
    names = [column.name for column in contents.columns]
    risk_lines = [Line(name, risks.get(name, [])) for name in names]
    right_lines = [Line(name, rights.get(name, []), dotted=True) for name in names]
    return section(
        "confidence",
        "Confidence",
        legend(names),
        element(
            "div",
            _figure(
                lines(
                    "Risk against coverage", "coverage: share of questions answered", "risk: share wrong", risk_lines
                ),
                "Risk and coverage: if only the surest answers were given, how many would be wrong "
                "(El-Yaniv and Wiener 2010). Low and flat is good.",
            ),
            _figure(
                lines("Right against confidence", "mean confidence", "share right", right_lines, diagonal=True),
                "Calibration: answers in ten bins of confidence (Guo et al. 2017). On the dashed line confidence "
                "means what it says; below it, too sure.",
            ),
            class_="charts",
        ),
        lead="An answer counts as right from a token F1 of 0.5 on; one to an unanswerable question is wrong.",
    )


def risk(column: Column) -> list[tuple[float, float]]:
    """(coverage, risk), the surest answers first."""
    cases = [Case(row.question, row.prediction) for row in column.rows]
    return [(point.coverage, point.risk) for point in risk_coverage(cases) if point.risk is not None]


def calibration(column: Column) -> list[tuple[float, float]]:
    """(mean confidence, share right) of the answers in each bin of confidence that has any."""
    metric = CalibrationError()
    measured = (
        row.values[metric.name] if metric.name in row.values else metric.measure(Case(row.question, row.prediction))
        for row in column.rows
    )
    pairs = [value for value in measured if isinstance(value, tuple)]
    return [(held.confidence, held.right) for held in reliability_bins(pairs)]


def _figure(chart: Html, caption: str) -> Html:
    return joined(element("figure", chart, element("figcaption", caption)))
