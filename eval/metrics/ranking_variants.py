"""Recall seen otherwise: of a question's own answers alone, and of whole originals."""

from __future__ import annotations

from dataclasses import dataclass, replace

from polycite.eval.metrics.catalogue import Factory, cutoff
from polycite.eval.metrics.metric import Case, Metric
from polycite.eval.metrics.ranking import Recall
from polycite.eval.predictions.prediction_parts import Place


@dataclass(frozen=True)
class OwnRecall(Recall):
    """R@k of a question's own right spans; alternatives, such as the parallel ones of other languages, do not count."""

    @property
    def name(self) -> str:
        """Own R@k."""
        return f"own R@{self.k}"

    def measure(self, case: Case) -> float | None:
        """Its value for one question."""
        return super().measure(replace(case, question=replace(case.question, alternatives=())))


@dataclass(frozen=True)
class OriginalRecall(Recall):
    """R@k with whole originals in the place of passages: each counts once, at its best passage."""

    @property
    def name(self) -> str:
        """Original R@k."""
        return f"original R@{self.k}"

    def measure(self, case: Case) -> float | None:
        """Its value for one question."""
        passages = case.prediction.passages
        if passages is None:
            return None
        originals = tuple(Place(name) for name in dict.fromkeys(place.original_id for place in passages))
        return super().measure(replace(case, prediction=replace(case.prediction, passages=originals)))


DEFAULTS: tuple[Metric, ...] = ()
NAMED: dict[str, Factory] = {
    "own R": lambda k: OwnRecall(cutoff(k)),
    "original R": lambda k: OriginalRecall(cutoff(k)),
}
