"""What is answered, from what certainty on, and how much of it is wrong: selective prediction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from polycite.eval.metrics.abstaining import right
from polycite.eval.metrics.catalogue import Factory
from polycite.eval.metrics.metric import Better, Case, Metric, Value


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question and what became of it.

    Attributes:
        certainty: the prediction's ``evidence``, by which it abstains, else its ``confidence``; None for an abstention.
        right: whether the answer is; an answer to an unanswerable question is not.
        answerable: whether the question is.
    """

    certainty: float | None
    right: bool
    answerable: bool


@dataclass(frozen=True, slots=True)
class RiskPoint:
    """What would be answered from ``threshold`` on: certainties of it and above.

    Attributes:
        threshold: the least certainty.
        coverage: share of all questions that are answered.
        risk: share of these answers that are wrong; None without answers.
        hallucination: share of the unanswerable questions that are answered; None without such.
        error: share of the answerable questions that are not answered; None without such.
    """

    threshold: float
    coverage: float
    risk: float | None
    hallucination: float | None
    error: float | None


@dataclass(frozen=True)
class AURC(Metric):
    """Area under the risk-coverage curve: the mean over the answers of the risk among all that are as certain or more.

    0 when every right answer is more certain than every wrong one and none is wrong; its value for certainties that
    say nothing is the share of wrong answers. Source: Geifman, Uziel and El-Yaniv 2019, "Bias-Reduced Uncertainty
    Estimation for Deep Neural Classifiers"; the curve: El-Yaniv and Wiener 2010, "On the Foundations of Noise-free
    Selective Classification". Certainty is ``evidence``, else ``confidence``; abstentions have no part.
    """

    family = "abstention"
    better: ClassVar[Better] = "lower"

    @property
    def name(self) -> str:
        """AURC."""
        return "AURC"

    def measure(self, case: Case) -> Value:
        """(certainty, whether wrong) of an answer."""
        outcome = outcome_of(case)
        return None if outcome is None or outcome.certainty is None else (outcome.certainty, float(not outcome.right))

    def aggregate(self, values: Sequence[Value]) -> float | None:
        """The area for these answers; None without any."""
        pairs = sorted((value for value in values if isinstance(value, tuple)), reverse=True)
        seen = wrong = area = 0.0
        for _, tied in groupby(pairs, key=lambda pair: pair[0]):
            group = list(tied)
            seen += len(group)
            wrong += sum(pair[1] for pair in group)
            area += len(group) * wrong / seen
        return area / len(pairs) if pairs else None


def outcome_of(case: Case) -> Outcome | None:
    """What became of a question; None when it was not asked, has no certainty, or no right answer is known."""
    prediction, question = case.prediction, case.question
    if not prediction.asked:
        return None
    if prediction.abstained:
        return Outcome(None, False, question.answerable)
    certainty = prediction.confidence if prediction.evidence is None else prediction.evidence
    is_right = right(case)
    return None if certainty is None or is_right is None else Outcome(certainty, is_right, question.answerable)


def risk_coverage(cases: Iterable[Case], thresholds: Sequence[float] | None = None) -> list[RiskPoint]:
    """The risk-coverage curve, by falling threshold.

    Args:
        cases: of all languages or one; abstentions among them are never answered and count in the coverage.
        thresholds: of certainty; without them every certainty that occurs. One that nothing reaches has no point.
    """
    outcomes = [outcome for case in cases if (outcome := outcome_of(case)) is not None]
    return [point for point in risk_points(outcomes, thresholds) if point.risk is not None]


def risk_points(outcomes: Sequence[Outcome], thresholds: Sequence[float] | None = None) -> list[RiskPoint]:
    """A point for each threshold, by falling threshold, also for those that nothing reaches; none without outcomes."""
    if not outcomes:
        return []
    answers = sorted(((o.certainty, o) for o in outcomes if o.certainty is not None), key=lambda pair: -pair[0])
    levels = sorted({certainty for certainty, _ in answers} if thresholds is None else set(thresholds), reverse=True)
    answerable = sum(outcome.answerable for outcome in outcomes)
    points: list[RiskPoint] = []
    seen = wrong = kept = 0
    for level in levels:
        while seen < len(answers) and answers[seen][0] >= level:
            wrong += not answers[seen][1].right
            kept += answers[seen][1].answerable
            seen += 1
        hallucination = _share(seen - kept, len(outcomes) - answerable)
        error = _share(answerable - kept, answerable)
        points.append(RiskPoint(level, seen / len(outcomes), _share(wrong, seen), hallucination, error))
    return points


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


DEFAULTS: tuple[Metric, ...] = (AURC(),)
NAMED: dict[str, Factory] = {"AURC": lambda _: AURC()}
