"""Metrics of grounding: whether what is said follows from what is cited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from polycite.components.errors import SettingsError
from polycite.eval.metrics.catalogue import Factory
from polycite.eval.metrics.citation_support import (
    AutoAIS,
    CitationPrecision,
    CitationRecall,
    Support,
    UnsupportedClaims,
)
from polycite.eval.metrics.entity_violations import EntityViolations
from polycite.eval.metrics.judged import Judged
from polycite.eval.metrics.metric import Better, Case, Metric, Ratio, Value
from polycite.eval.scoring.entailment import EntailmentJudge
from polycite.eval.scoring.judges import cross_encoder, support_judge
from polycite.eval.scoring.statements import answer_language, statements


@dataclass(frozen=True)
class Uncited(Ratio):
    """Share of all statements without any citation; an abstention states nothing."""

    family = "grounding"
    better: ClassVar[Better] = "lower"

    @property
    def name(self) -> str:
        """Uncited."""
        return "uncited"

    def measure(self, case: Case) -> Value:
        """(statements without citation, statements)."""
        said = statements(case.prediction, answer_language(case))
        return (float(sum(not one.citations for one in said)), float(len(said))) if said else None


def _entailment(model: str) -> EntailmentJudge:
    """The judge that a name asks for: an entailment model, or without one embeddings, words and values."""
    return cross_encoder(model) if model else support_judge()


def _judged(kind: type[Judged]) -> Factory:
    return lambda model: kind(_entailment(model), model)


def _auto_ais(model: str) -> Metric:
    if not model:
        raise SettingsError(
            "'AutoAIS' names no entailment model.",
            "Write 'AutoAIS@MODEL', a folder or a Hugging Face name; 'support' needs none.",
        )
    return AutoAIS(cross_encoder(model), model)


DEFAULTS: tuple[Metric, ...] = (Uncited(), EntityViolations())
NAMED: dict[str, Factory] = {
    "uncited": lambda _: Uncited(),
    "entity violations": lambda _: EntityViolations(),
    "citation recall": _judged(CitationRecall),
    "citation precision": _judged(CitationPrecision),
    "unsupported claims": _judged(UnsupportedClaims),
    "AutoAIS": _auto_ais,
    "support": lambda embedder: Support(support_judge(embedder), embedder),
}
