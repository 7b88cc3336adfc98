"""From rows to figures: the mean of each measure over groups of questions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from polycite.eval.metrics.abstention import calibration_error, error_rate, hallucination_rate
from polycite.eval.metrics.intervals import bootstrap_interval
from polycite.eval.metrics.retrieval import Rank, recall_at, reciprocal_rank
from polycite.eval.results import QuestionResult

Figures = dict[str, float | None]
Measure = Callable[[QuestionResult], float | None]

RIGHT_F1 = 0.5
"""An answer counts as right, where only right and wrong are told apart, from this token F1 on."""


def _recall(k: int, ranks: Callable[[QuestionResult], Sequence[Rank]]) -> Measure:
    return lambda result: recall_at(k, ranks(result)) if ranks(result) else None


def _span(name: str) -> Measure:
    return lambda result: None if result.span is None else getattr(result.span, name)


MEASURES: dict[str, Measure] = {
    "R@1": _recall(1, lambda result: result.ranks),
    "R@5": _recall(5, lambda result: result.ranks),
    "R@20": _recall(20, lambda result: result.ranks),
    "MRR": lambda result: reciprocal_rank(result.ranks) if result.ranks else None,
    "own R@1": _recall(1, lambda result: result.answer_ranks),
    "own R@5": _recall(5, lambda result: result.answer_ranks),
    "own R@20": _recall(20, lambda result: result.answer_ranks),
    "original R@1": _recall(1, lambda result: result.original_ranks),
    "original R@5": _recall(5, lambda result: result.original_ranks),
    "EM": lambda result: result.exact,
    "F1": lambda result: result.f1,
    "span precision": _span("precision"),
    "span recall": _span("recall"),
    "span F1": _span("f1"),
    "span IoU": _span("iou"),
    "span hit": _span("hit"),
    "boundary error": _span("boundary_error"),
}
"""Measures of one question, by name; None where a question has no part in it. "own" leaves alternatives aside,
"original" counts whole originals in the place of passages."""

COUNTS = ("questions", "citations", "claims", "shown", "wrongly shown")


def summarise(results: Sequence[QuestionResult]) -> Figures:
    """Every figure of a group of questions; None where no question of the group has a part in it.

    The mean of each of :data:`MEASURES`; "quote fidelity", the share of all citations that hold;
    "hallucination" and "error" (abstention), "ECE" over the answers given to answerable and unanswerable questions
    alike; "p50 ms" and "p95 ms" of an answer.
    """
    asked = [result for result in results if result.asked]
    answered = [result for result in asked if not result.abstained]
    citations = sum(len(result.citations) for result in asked)
    cases = [(result.answerable, result.abstained) for result in asked]
    milliseconds = [1000 * result.timings["total"] for result in asked if "total" in result.timings]
    return {
        "questions": len(results),
        **{name: _mean(measure(result) for result in results) for name, measure in MEASURES.items()},
        "citations": citations,
        "quote fidelity": sum(result.faithful for result in asked) / citations if citations else None,
        "hallucination": hallucination_rate(cases),
        "error": error_rate(cases),
        "ECE": calibration_error([result.confidence for result in answered], [is_right(result) for result in answered]),
        "p50 ms": float(np.quantile(milliseconds, 0.5)) if milliseconds else None,
        "p95 ms": float(np.quantile(milliseconds, 0.95)) if milliseconds else None,
    }


def is_right(result: QuestionResult) -> bool:
    """Whether an answer shares at least half of its words with a right one."""
    return result.f1 is not None and result.f1 >= RIGHT_F1


def group(
    results: Iterable[QuestionResult], keys: Callable[[QuestionResult], Iterable[str]]
) -> dict[str, list[QuestionResult]]:
    """The results under each of their keys; a question of two kinds is in two groups."""
    groups: dict[str, list[QuestionResult]] = {}
    for result in results:
        for key in keys(result):
            groups.setdefault(key, []).append(result)
    return dict(sorted(groups.items()))


def macro(rows: Mapping[str, Figures]) -> Figures:
    """The mean over groups of each figure, so that every language weighs the same; counts are summed."""
    names = list(dict.fromkeys(name for row in rows.values() for name in row))
    return {
        name: sum(row[name] or 0 for row in rows.values())
        if name in COUNTS
        else _mean(row[name] for row in rows.values())
        for name in names
    }


def intervals(groups: Mapping[str, Sequence[QuestionResult]], seed: int = 0) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of the macro averages of R@1, EM, F1 and span F1, where there are values."""
    found = {}
    for name in ("R@1", "EM", "F1", "span F1"):
        values = {
            key: [value for result in results if (value := MEASURES[name](result)) is not None]
            for key, results in groups.items()
        }
        if (interval := bootstrap_interval(values, seed=seed)) is not None:
            found[name] = interval
    return found


def _mean(values: Iterable[float | None]) -> float | None:
    known = [float(value) for value in values if value is not None]
    return sum(known) / len(known) if known else None
