"""Scores what a system said: from questions, predictions and originals to a row a question, and to figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.catalogue import defaults
from polycite.eval.metrics.metric import Case, Metric
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.failures import Fertility, failure_of, told_fertility
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.slices import slices_of

Figures = dict[str, float | None]
COUNTS = ("questions", "texts", "claims", "shown", "wrongly shown")
"""Figures that are numbers of things: of several groups they are summed, not averaged."""


def score(
    questions: Sequence[Question],
    predictions: Mapping[str, Prediction],
    originals: Mapping[str, Original] | None = None,
    metrics: Sequence[Metric] | None = None,
    *,
    dataset: str = "",
    system: str = "",
    fertility: Fertility = told_fertility,
) -> list[Row]:
    """The row of every question, in the order of the questions.

    Args:
        questions: with what is right.
        predictions: by the ids of their questions. A question without one counts as an abstention
            for which nothing was found.
        originals: the documents by id; what needs their text has no value where they are missing.
        metrics: those of :func:`polycite.eval.metrics.catalogue.defaults`.
        dataset: named in the rows.
        system: named in the rows.
        fertility: tokens of a question over those of the same in English, for the failure "token explosion".
    """
    metrics = defaults() if metrics is None else metrics
    searched = any(prediction.passages is not None for prediction in predictions.values())
    cases = [
        Case(question, predictions.get(question.id) or _silence(question.id, searched), originals or {})
        for question in questions
    ]
    for metric in metrics:
        metric.prepare(cases)
    return [_row(case, metrics, dataset, system, fertility) for case in cases]


def _row(case: Case, metrics: Sequence[Metric], dataset: str, system: str, fertility: Fertility) -> Row:
    values = {metric.name: metric.measure(case) for metric in metrics}
    return Row(
        question=case.question,
        prediction=case.prediction,
        values=values,
        passage_language=passage_language(case.question, case.originals),
        dataset=dataset,
        system=system,
        slices=slices_of(case.question),
        failure=failure_of(case, values, fertility),
    )


def passage_language(question: Question, originals: Mapping[str, Original]) -> str:
    """Language of what answers a question: of its first right span, text or judged original; "" where none is known."""
    if question.answers:
        return question.answers[0].language
    if question.texts:
        return question.texts[0].language
    judged = (originals[name].language for name, grade in question.relevant.items() if grade and name in originals)
    return next((language for language in judged if language), "")


def figures(rows: Sequence[Row], metrics: Sequence[Metric]) -> Figures:
    """The figure of each metric over some rows, and their number under "questions"."""
    return {
        "questions": len(rows),
        **{metric.name: metric.aggregate([row.values.get(metric.name) for row in rows]) for metric in metrics},
    }


def grouped(rows: Iterable[Row], keys: Callable[[Row], Iterable[str]]) -> dict[str, list[Row]]:
    """The rows under each of their keys, sorted; a row with two keys is in two groups."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        for key in keys(row):
            groups.setdefault(key, []).append(row)
    return dict(sorted(groups.items()))


def macro(groups: Mapping[str, Figures]) -> Figures:
    """The mean over groups of each figure, so that every language weighs the same; counts are summed."""
    names = list(dict.fromkeys(name for row in groups.values() for name in row))
    found: Figures = {}
    for name in names:
        known = [value for row in groups.values() if (value := row.get(name)) is not None]
        found[name] = (sum(known) if name in COUNTS else sum(known) / len(known)) if known else None
    return found


def _silence(question_id: str, searched: bool) -> Prediction:
    return Prediction(question_id, abstained=True, passages=() if searched else None)
