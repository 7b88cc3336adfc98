"""Our answer schema (``Answer.to_dict()``), as other systems speak it, read as a prediction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from polycite.components.question_files.rows import RowError, value_of
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.systems.system import PredictionError


def read_answer(question_id: str, answer: Any, latency_ms: float | None = None) -> Prediction:
    """The prediction of an answer; only ``text`` is needed, or ``abstained``.

    Citations are those listed at the top, else those of the segments. Offsets are half-open, in Unicode code points.

    Raises:
        PredictionError: a field is missing, of the wrong type or outside its limits.
    """
    try:
        if not isinstance(answer, Mapping):
            raise RowError(f"the answer is {answer!r:.200}, no JSON object.")
        return Prediction.from_dict(_row(question_id, answer, latency_ms))
    except RowError as error:
        raise PredictionError(f"Not our answer schema: {error}", error.mend) from error


def _row(question_id: str, answer: Mapping[str, Any], latency_ms: float | None) -> dict[str, Any]:
    """The answer as a row of a prediction file."""
    abstained = value_of(answer, "abstained", bool) if "abstained" in answer else None
    if not isinstance(text := answer.get("text", "" if abstained else None), str):
        raise RowError(f"'text' is {text!r}.", "It must be the answer's text.")
    segments = _objects(answer, "segments")
    listed = [cited for segment in segments for cited in _objects(segment, "citations")]
    citations: list[Mapping[str, Any]] = []
    for cited in (*_objects(answer, "citations"), *listed):
        if cited not in citations:
            citations.append(cited)
    return {
        "id": question_id,
        "answer": text,
        "abstained": abstained,
        "citations": citations,
        "segments": [
            {**segment, "citations": [citations.index(cited) for cited in _objects(segment, "citations")]}
            for segment in segments
        ],
        "passages": answer.get("passages"),
        "confidence": answer.get("confidence"),
        "evidence": answer.get("answerable"),
        "language": answer.get("language"),
        "strategy": answer.get("strategy"),
        "timings_ms": {name: 1000 * seconds for name, seconds in _timings(answer).items()},
        "latency_ms": latency_ms,
    }


def _objects(row: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found: list[Any] = value_of(row, name, list) if row.get(name) is not None else []
    if not all(isinstance(one, Mapping) for one in found):
        raise RowError(f"{name!r} must hold objects.", "Write {...}.")
    return found


def _timings(answer: Mapping[str, Any]) -> dict[str, float]:
    found: dict[str, Any] = value_of(answer, "timings", dict) if answer.get("timings") is not None else {}
    if not all(isinstance(seconds, int | float) for seconds in found.values()):
        raise RowError(f"'timings' is {found!r}.", "It must be seconds by stage.")
    return found
