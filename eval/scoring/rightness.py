"""Whether a question went well, where only right and wrong are told apart."""

from __future__ import annotations

from collections.abc import Mapping

from polycite.components.entities.invented import invented
from polycite.eval.metrics.abstaining import RIGHT_F1
from polycite.eval.metrics.answering import TokenF1, right_answers, said_in_the_original, said_to_the_asker
from polycite.eval.metrics.metric import Case, Value
from polycite.eval.metrics.quoting import SpanMetric


def went_well(case: Case, values: Mapping[str, Value]) -> bool:
    """Whether the right place is cited (span hit), or the words are right.

    They are from a token F1 of 0.5 on, unless the answer has another value in the place of a right one: "99 kg" shares
    half of its words with "58 kg".

    Args:
        case: the question and what was said to it.
        values: of metrics by their names; F1 and span hit are measured where they are not among them.
    """
    hit = values["span hit"] if "span hit" in values else SpanMetric("hit").measure(case)
    score = f1_of(case, values) or 0.0
    return hit == 1.0 or score == 1.0 or (score >= RIGHT_F1 and not _exchanged(case))


def f1_of(case: Case, values: Mapping[str, Value]) -> float | None:
    """The token F1, measured where it is not among ``values``; None where no right answer is known."""
    value = values["F1"] if "F1" in values else TokenF1().measure(case)
    return value if isinstance(value, float | int) else None


def _exchanged(case: Case) -> bool:
    said = said_to_the_asker(case.prediction), said_in_the_original(case.prediction)
    compared = [(answer, gold) for gold in right_answers(case.question) for answer in said]
    return bool(compared) and all(_differ(answer, *gold) for answer, gold in compared)


def _differ(answer: str, gold: str, language: str) -> bool:
    """Whether each has a value that the other lacks."""
    return bool(invented(answer, language, [(gold, language)]) and invented(gold, language, [(answer, language)]))
