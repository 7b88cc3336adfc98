"""Metrics of silence: hallucination and error rates, and whether confidence means what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from polycite.eval.metrics.answering import TokenF1
from polycite.eval.metrics.catalogue import Factory
from polycite.eval.metrics.metric import Better, Case, Metric, Value
from polycite.eval.metrics.reliability import calibration_error

RIGHT_F1 = 0.5
"""An answer counts as right, where only right and wrong are told apart, from this token F1 on."""


@dataclass(frozen=True)
class HallucinationRate(Metric):
    """FP / (FP + TN): the share of questions without an answer that got one.

    Source: Thakur et al. 2024, "NoMIRACL: Knowing When You Don't Know".
    """

    family = "abstention"
    better: ClassVar[Better] = "lower"

    @property
    def name(self) -> str:
        """Hallucination rate."""
        return "hallucination"

    def measure(self, case: Case) -> float | None:
        """1 for an answer to an unanswerable question, 0 for silence."""
        # A system that failed was silent for no merit of its own.
        if case.question.answerable or not case.prediction.asked or case.prediction.error:
            return None
        return float(not case.prediction.abstained)


@dataclass(frozen=True)
class ErrorRate(Metric):
    """FN / (FN + TP): the share of questions with an answer that got none; read beside the hallucination rate.

    Source: Thakur et al. 2024, "NoMIRACL: Knowing When You Don't Know".
    """

    family = "abstention"
    better: ClassVar[Better] = "lower"

    @property
    def name(self) -> str:
        """Error rate."""
        return "error"

    def measure(self, case: Case) -> float | None:
        """1 for silence on an answerable question, 0 for an answer."""
        if not case.question.answerable or not case.prediction.asked:
            return None
        return float(case.prediction.abstained)


@dataclass(frozen=True)
class CalibrationError(Metric):
    """ECE: mean over the answers given of |accuracy - mean confidence| of their bin, ten of equal width.

    Source: Guo et al. 2017, "On Calibration of Modern Neural Networks". An answer is right from token F1 0.5 on; one
    to an unanswerable question is wrong.
    """

    family = "abstention"
    better: ClassVar[Better] = "lower"

    @property
    def name(self) -> str:
        """ECE."""
        return "ECE"

    def measure(self, case: Case) -> Value:
        """(confidence, whether right) of an answer; None for silence, or where the system gives no confidence."""
        confidence, is_right = case.prediction.confidence, right(case)
        return None if confidence is None or is_right is None else (confidence, float(is_right))

    def aggregate(self, values: Sequence[Value]) -> float | None:
        """The calibration error of these answers."""
        pairs = [value for value in values if isinstance(value, tuple)]
        return calibration_error([pair[0] for pair in pairs], [bool(pair[1]) for pair in pairs])


def right(case: Case) -> bool | None:
    """Whether an answer is right: token F1 of :data:`RIGHT_F1` or more, and never for an unanswerable question.

    None for an abstention, and where no right answer is known to compare with.
    """
    if not case.prediction.asked or case.prediction.abstained:
        return None
    if not case.question.answerable:
        return False
    score = TokenF1().measure(case)
    return None if score is None else score >= RIGHT_F1


DEFAULTS: tuple[Metric, ...] = (HallucinationRate(), ErrorRate(), CalibrationError())
NAMED: dict[str, Factory] = {
    "hallucination": lambda _: HallucinationRate(),
    "error": lambda _: ErrorRate(),
    "ECE": lambda _: CalibrationError(),
}
