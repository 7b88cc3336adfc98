"""What Haystack's answers and documents say, as a prediction.

Offsets are half-open, in Unicode code points of the original.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from polycite.eval.predictions.prediction_parts import Cited, Place
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.systems.system import PredictionError


def place_of(document: Any, texts: Mapping[str, str]) -> Place:
    """Where a ``Document`` stands in its original.

    The start is ``meta["split_idx_start"]``; a document without one is the whole original or, when its text is
    another, a passage of which only the original is known.

    Raises:
        PredictionError: its metadata do not say which original it is from.
    """
    original_id, content = document.meta.get("original_id", document.meta.get("source_id")), document.content or ""
    if original_id is None and document.id in texts:
        original_id = document.id
    if not isinstance(original_id, str):
        raise PredictionError(
            f"The document {document.id!r} has no 'original_id' in its metadata.",
            "Keep the metadata of the documents that are indexed.",
        )
    start = document.meta.get("split_idx_start")
    if start is None and texts.get(original_id) == content:
        start = 0
    return Place(original_id) if start is None or not content else Place(original_id, start, start + len(content))


def read_replies(
    question_id: str,
    replies: Sequence[Any],
    texts: Mapping[str, str],
    passages: tuple[Place, ...] | None,
    latency_ms: float,
) -> Prediction:
    """The prediction of the first of a pipeline's replies, the best one; without any it is an abstention.

    Of an ``ExtractedAnswer`` the words are cited, of a ``GeneratedAnswer`` each of its documents, whole. A
    ``ChatMessage`` or text cites nothing.
    """
    silence = Prediction(question_id, "", abstained=True, passages=passages, latency_ms=latency_ms)
    if not replies:
        return silence
    best = replies[0]
    text = best if isinstance(best, str) else getattr(best, "data", getattr(best, "text", None))
    if not isinstance(text, str) or not text.strip():
        return silence
    score = getattr(best, "score", None)
    return Prediction(
        id=question_id,
        answer=text,
        citations=tuple(_citations(best, text, texts)),
        passages=passages,
        latency_ms=latency_ms,
        confidence=float(score) if isinstance(score, float | int) and 0 <= score <= 1 else None,
    )


def _citations(reply: Any, text: str, texts: Mapping[str, str]) -> list[Cited]:
    offset, document = getattr(reply, "document_offset", None), getattr(reply, "document", None)
    if document is not None and offset is not None:
        place = place_of(document, texts)
        if place.start is None:
            raise PredictionError(
                f"The chunk {document.id!r} does not say where it starts in {place.original_id!r}.",
                "Split with a component that sets 'split_idx_start'.",
            )
        return [Cited(place.original_id, place.start + offset.start, place.start + offset.end, text)]
    places = [(place_of(one, texts), one.content) for one in getattr(reply, "documents", ())]
    return [
        Cited(place.original_id, place.start, place.end, content)
        for place, content in places
        if place.start is not None and place.end is not None
    ]
