"""Metrics of cited characters: whether quotes hold, and how well cited spans are the right spans."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from polycite.eval.metrics.catalogue import Factory
from polycite.eval.metrics.metric import Better, Case, Metric, Ratio, Value
from polycite.eval.metrics.spans import score_spans
from polycite.eval.predictions.prediction_parts import Cited

CROSS_LINGUAL = "cross-lingual"


@dataclass(frozen=True)
class QuoteFidelity(Ratio):
    """Share of all citations that hold: ``original.text[start:end] == quote``, in code points. A gate: 1.000 or broken.

    A citation of an original that is not known does not hold. None without originals or citations.
    """

    family = "grounding"

    @property
    def name(self) -> str:
        """Quote fidelity."""
        return "quote fidelity"

    def measure(self, case: Case) -> Value:
        """(citations that hold, citations)."""
        citations = case.prediction.citations
        if not case.originals or not citations:
            return None
        return float(sum(holds(cited, case) for cited in citations)), float(len(citations))


def holds(cited: Cited, case: Case) -> bool:
    """Whether the quote is what stands at its place."""
    text = case.text_of(cited.original_id)
    return (
        text is not None and 0 <= cited.start < cited.end <= len(text) and text[cited.start : cited.end] == cited.quote
    )


@dataclass(frozen=True)
class SpanMetric(Metric):
    """Cited characters A against right characters B, as the name says: precision, recall, F1, IoU, hit, boundary error.

    "precision" is |A ∩ B| / |A|, "recall" |A ∩ B| / |B|, "F1" their harmonic mean, "IoU" |A ∩ B| / |A ∪ B|, "hit" IoU
    of 0.5 or more (DeYoung et al. 2020, "ERASER"), "boundary error" characters by which the nearest citation's ends
    are off, summed (:class:`polycite.eval.metrics.spans.SpanScore`). ``subset`` "cross-lingual" keeps the questions of
    which no right span is in their own language.
    """

    field: str = "F1"
    subset: str = ""

    family = "grounding"

    def __post_init__(self) -> None:
        if self.subset not in ("", CROSS_LINGUAL):
            raise ValueError(f"{self.subset!r} is no subset of the questions")

    @property
    def name(self) -> str:
        """Such as "span F1", "span F1@cross-lingual"."""
        title = self.field if self.field == "boundary error" else f"span {self.field}"
        return f"{title}@{self.subset}" if self.subset else title

    @property
    def better(self) -> Better:  # type: ignore[override]
        """Lower for the boundary error."""
        return "lower" if self.field == "boundary error" else "higher"

    def measure(self, case: Case) -> float | None:
        """Its value for one question; None when not asked, or no right span is known."""
        question, prediction = case.question, case.prediction
        if not prediction.asked or not question.answers:
            return None
        if self.subset and any(gold.language == question.language for golds in question.golds for gold in golds):
            return None
        value = getattr(score_spans(prediction.citations, question.golds), _FIELDS[self.field])
        return None if value is None else float(value)


_FIELDS = {
    "precision": "precision",
    "recall": "recall",
    "F1": "f1",
    "IoU": "iou",
    "hit": "hit",
    "boundary error": "boundary_error",
}
DEFAULTS: tuple[Metric, ...] = (
    QuoteFidelity(),
    *(SpanMetric(field) for field in _FIELDS),
    *(SpanMetric(field, CROSS_LINGUAL) for field in _FIELDS),
)
NAMED: dict[str, Factory] = {
    "quote fidelity": lambda _: QuoteFidelity(),
    **{SpanMetric(field).name: partial(SpanMetric, field) for field in _FIELDS},
}
