"""What polycite answers and finds, as a prediction."""

from __future__ import annotations

from collections.abc import Sequence

from polycite.components.evidence import Answer, Passage
from polycite.eval.predictions.prediction_parts import Cited, Place, Segment
from polycite.eval.predictions.predictions import Prediction


def prediction_of(
    question_id: str,
    answer: Answer | None,
    passages: Sequence[Passage] | None = None,
    latency_ms: float | None = None,
) -> Prediction:
    """The prediction that says the same as an answer.

    Args:
        question_id: of the question.
        answer: None where it was only searched for.
        passages: what was found, best first; None where it was not searched for.
        latency_ms: milliseconds from question to answer.
    """
    found = None if passages is None else tuple(Place(p.original_id, p.start, p.end) for p in passages)
    if answer is None:
        return Prediction(question_id, passages=found, latency_ms=latency_ms)
    citations = answer.citations
    return Prediction(
        id=question_id,
        answer=answer.text,
        abstained=answer.abstained,
        citations=tuple(
            Cited(
                original_id=cited.original_id,
                start=cited.start,
                end=cited.end,
                quote=cited.quote,
                language=cited.language or "",
                method=cited.method,
                confidence=cited.confidence,
                translation=cited.translation.text if cited.translation else "",
            )
            for cited in citations
        ),
        passages=found,
        latency_ms=latency_ms,
        confidence=answer.confidence,
        evidence=answer.answerable,
        language=answer.language,
        segments=tuple(
            Segment(segment.start, segment.end, tuple(citations.index(cited) for cited in segment.citations))
            for segment in answer.segments
        ),
        strategy=answer.strategy,
        timings_ms={stage: 1000 * seconds for stage, seconds in answer.timings.items()},
    )
