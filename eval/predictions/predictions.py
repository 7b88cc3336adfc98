"""What a system said to each question: the file by which any system in any language can be scored.

One JSON object a line; all fields but ``id`` may be absent::

    {"id": "q1", "answer": "58 kg", "abstained": false, "latency_ms": 412.5,
     "citations": [{"original_id": "de/speicher", "start": 31, "end": 36, "quote": "58 kg"}],
     "passages": ["de/speicher", {"original_id": "fr/batterie", "start": 0, "end": 120}]}

``passages`` are best first, each an original's id or a place in one. Offsets are half-open, in Unicode code points
of the stored original. The further fields are those of :class:`Prediction`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from polycite.components.question_files.language_tags import language_in
from polycite.components.question_files.rows import RowError, number_of, value_of
from polycite.eval.predictions.prediction_parts import Cited, Place, Segment


@dataclass(frozen=True, slots=True)
class Prediction:
    """What a system said to one question.

    Attributes:
        id: the question's.
        answer: None when it was only searched for; measures of answers then leave it out.
        abstained: whether it gave no answer; without the field, whether ``answer`` is empty.
        citations: all of the answer's.
        passages: best first; None when the system does not tell, and measures of retrieval leave it out.
        latency_ms: milliseconds from question to answer.
        confidence: probability that the answer is right, in [0, 1].
        evidence: probability that the documents hold an answer, by which it abstains, in [0, 1].
        language: of the answer; "" when the system does not tell, and it is identified.
        segments: which part of the answer rests on which citations; empty: all on all.
        strategy: how it was found, as the system calls it.
        timings_ms: milliseconds by stage.
        tokens: numbers of tokens by what they were spent on, such as "prompt".
        error: why the system gave no answer where it failed: the exception, the refused connection.
    """

    id: str
    answer: str | None = None
    abstained: bool = False
    citations: tuple[Cited, ...] = ()
    passages: tuple[Place, ...] | None = None
    latency_ms: float | None = None
    confidence: float | None = None
    evidence: float | None = None
    language: str = ""
    segments: tuple[Segment, ...] = ()
    strategy: str = ""
    timings_ms: Mapping[str, float] = field(default_factory=dict)
    tokens: Mapping[str, int] = field(default_factory=dict)
    error: str = ""

    @property
    def asked(self) -> bool:
        """Whether an answer was wanted, so that silence counts as an abstention."""
        return self.answer is not None or self.abstained

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Prediction:
        """A prediction as written in a file.

        Raises:
            RowError: a field is of the wrong type, a number not finite or out of its limits, a segment outside the
                answer, a language unknown.
        """
        answer = row.get("answer")
        if answer is not None and not isinstance(answer, str):
            raise RowError(f"'answer' is {answer!r}.", "It must be text, or null where only passages were searched.")
        abstained = row.get("abstained")
        prediction = cls(
            id=value_of(row, "id", str),
            answer=answer,
            abstained=answer is not None and not answer.strip()
            if abstained is None
            else value_of(row, "abstained", bool),
            citations=tuple(Cited.from_dict(_object(one, "citation")) for one in _list(row, "citations") or ()),
            passages=None if (found := _list(row, "passages")) is None else tuple(map(Place.read, found)),
            latency_ms=None if row.get("latency_ms") is None else number_of(row, "latency_ms", 0),
            confidence=None if row.get("confidence") is None else number_of(row, "confidence", 0, 1),
            evidence=None if row.get("evidence") is None else number_of(row, "evidence", 0, 1),
            language=language_in(row) if row.get("language") else "",
            segments=tuple(Segment.from_dict(_object(one, "segment")) for one in _list(row, "segments") or ()),
            strategy=value_of(row, "strategy", str) if row.get("strategy") else "",
            timings_ms=_numbers(row, "timings_ms"),
            tokens={name: int(number) for name, number in _numbers(row, "tokens").items()},
            error=value_of(row, "error", str) if row.get("error") else "",
        )
        for segment in prediction.segments:
            if not 0 <= segment.start < segment.end <= len(answer or "") or any(
                number >= len(prediction.citations) for number in segment.citations
            ):
                raise RowError(
                    f"the segment [{segment.start}, {segment.end}) with citations {list(segment.citations)} does not "
                    f"fit an answer of {len(answer or '')} characters and {len(prediction.citations)} citations."
                )
        return prediction

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; :meth:`from_dict` reads them back. What is unknown or empty is left out."""
        filled = {
            f.name: value
            for f in dataclasses.fields(self)
            if (value := getattr(self, f.name)) not in (None, "", (), {})
        }
        if self.answer is not None:
            filled["answer"] = self.answer
        if self.passages is not None:
            filled["passages"] = [
                place.original_id if place.start is None else dataclasses.asdict(place) for place in self.passages
            ]
        if self.citations:
            filled["citations"] = [
                {name: value for name, value in dataclasses.asdict(cited).items() if value not in (None, "")}
                for cited in self.citations
            ]
        if self.segments:
            filled["segments"] = [
                {**dataclasses.asdict(segment), "citations": list(segment.citations)} for segment in self.segments
            ]
        return filled


def _object(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise RowError(f"the {name} {value!r} is no object.", "Write {...}.")
    return value


def _list(row: Mapping[str, Any], name: str) -> list[Any] | None:
    return None if row.get(name) is None else value_of(row, name, list)


def _numbers(row: Mapping[str, Any], name: str) -> dict[str, float]:
    values: Mapping[str, Any] = value_of(row, name, dict) if row.get(name) is not None else {}
    return {key: number_of(values, key, 0) for key in values}
