"""Chooses among candidate spans, says how sure it is, abstains, and cites."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence
from typing import Any

from haystack import component, default_from_dict, default_to_dict

from polycite.components.answers.abstentions import abstention
from polycite.components.answers.calibration import Calibration, shipped_calibration
from polycite.components.answers.numeral_modifiers import with_modifiers
from polycite.components.answers.read_spans import ReadSpan
from polycite.components.citing import cite, original_of, verify_answer
from polycite.components.evidence import Answer, Citation, Original, Passage, Segment, Span
from polycite.components.sounds import romanise
from polycite.components.stores.connection import StoreConnection
from polycite.components.timing import stage

_FLOOR = 1e-4


@component
class AnswerBuilder:
    """Turns candidate spans into one verified :class:`Answer`.

    The best span is the one whose reading probability, weighed against the reader's no-answer
    probability, the passage's retrieval score and its sentence's, is highest. Other passages that say the same
    are cited beside it. A number keeps the words that bound it, as "at most". Where the documents hold an
    answer with a probability below the threshold, the answer is an abstention in the asker's language. Every
    citation is checked against the stored original before it leaves.

    Usage::

        answer = AnswerBuilder(connection).run("Wie lange ...?", spans, passages, question_language="de")["answer"]

    Args:
        connection: the store that holds the originals.
        abstain_below: least probability, in [0, 1], that the documents hold an answer; None for the fitted one.
        most_citations: citations of one answer.
    """

    def __init__(
        self, connection: StoreConnection, abstain_below: float | None = None, most_citations: int = 3
    ) -> None:
        self.connection = connection
        self.abstain_below = abstain_below
        self.most_citations = most_citations

    @component.output_types(answer=Answer)
    def run(
        self,
        question: str,
        spans: list[ReadSpan],
        passages: list[Passage],
        question_language: str | None = None,
        answer_language: str | None = None,
        strategy: str = "auto",
        question_notes: list[str] | None = None,
        passage_notes: list[str] | None = None,
        reading_notes: list[str] | None = None,
    ) -> dict[str, Answer]:
        """Build the answer.

        Args:
            question: as asked.
            spans: candidates of all passages.
            passages: as retrieved, best first; an abstention offers them as related.
            question_language: BCP 47 code of the question.
            answer_language: the language wanted; None for the question's.
            strategy: the one the reader used, reported in the answer.
            question_notes: what became of the question on its way, reported in the answer.
            passage_notes: what became of the passages, likewise.
            reading_notes: how they were read, and why, likewise.

        Raises:
            EvidenceError: a citation does not hold, or its original was replaced since it was read; never an answer.
        """
        lookup = self.connection.store.original
        with stage("citing"):
            answer = self._build(question, spans, passages, question_language, answer_language, strategy, lookup)
        notes = (*(question_notes or ()), *(passage_notes or ()), *(reading_notes or ()), *answer.notes)
        return {"answer": dataclasses.replace(answer, notes=notes)}

    def _build(
        self,
        question: str,
        spans: Sequence[ReadSpan],
        passages: Sequence[Passage],
        question_language: str | None,
        answer_language: str | None,
        strategy: str,
        lookup: Callable[[str], Original],
    ) -> Answer:
        calibration = shipped_calibration()
        wanted = answer_language or question_language or "en"
        threshold = calibration.abstain_below if self.abstain_below is None else self.abstain_below
        ranked = sorted(spans, key=lambda span: (-worth(span, calibration), span.start))
        seen = features(ranked, calibration) if ranked else {}
        confidence = calibration.probability_right(seen) if ranked else 0.0
        answerable = calibration.probability_answerable(seen) if ranked else 0.0
        if not ranked or answerable < threshold:
            reason = (
                f"the documents hold an answer with a probability of {answerable:.2f}, below {threshold:.2f}"
                if passages
                else "no passage was found"
            )
            return Answer(
                question=question,
                text=abstention(wanted),
                language=wanted,
                question_language=question_language or "",
                abstained=True,
                reason=reason,
                strategy=strategy,
                confidence=confidence,
                answerable=answerable,
                passages=tuple(passages),
            )
        citations = self._citations(ranked, confidence, calibration, lookup)
        text, language = citations[0].quote, citations[0].language or ""
        answer = Answer(
            question=question,
            text=text,
            language=language,
            question_language=question_language or "",
            segments=(Segment(0, len(text), tuple(citations)),),
            strategy=strategy,
            confidence=confidence,
            answerable=answerable,
            passages=tuple(passages),
        )
        verify_answer(answer, lookup)
        return answer

    def _citations(
        self, ranked: Sequence[ReadSpan], confidence: float, calibration: Calibration, lookup: Callable[[str], Original]
    ) -> list[Citation]:
        best = ranked[0]
        chosen, seen = [best], {best.passage.original_id}
        for span in ranked[1:]:
            if len(chosen) < self.most_citations and span.passage.original_id not in seen and _same(span, best):
                chosen.append(span)
                seen.add(span.passage.original_id)
        citations = []
        for span in chosen:
            # A supporting citation is as sure as the answer, less what it is worth less than the best span.
            less = math.exp(min(0.0, worth(span, calibration) - worth(best, calibration)))
            original, place = original_of(span.passage, lookup), span.span
            if span.method != "sentence":
                # Readers leave out the "at most" that their questions had; to someone who acts on it it matters.
                place = Span(*with_modifiers(original.text, span.start, span.end, span.passage.language))
            citations.append(cite(original, place, method=span.method, confidence=round(confidence * less, 4)))
        return citations

    def to_dict(self) -> dict[str, Any]:
        """For YAML."""
        return default_to_dict(
            self,
            connection=self.connection.to_dict(),
            abstain_below=self.abstain_below,
            most_citations=self.most_citations,
        )

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> AnswerBuilder:
        """The inverse of :meth:`to_dict`."""
        data["init_parameters"]["connection"] = StoreConnection.from_dict(data["init_parameters"]["connection"])
        return default_from_dict(cls, data)


def worth(span: ReadSpan, calibration: Calibration) -> float:
    """Log-linear worth of a candidate among those of all passages."""
    return (
        math.log(span.score + _FLOOR)
        - calibration.null_weight * math.log(span.null + _FLOOR)
        + calibration.retrieval_weight * (span.passage.score or 0.0)
        + calibration.sentence_weight * span.sentence
        + calibration.weakest_weight * math.log(span.weakest + _FLOOR)
    )


def features(ranked: Sequence[ReadSpan], calibration: Calibration) -> dict[str, float]:
    """What an answer is judged by: the best span's probabilities (logs), lead, passage, sentence, agreement, text.

    "top" is the best passage's score and "lead" what it is above the fifth's: where nothing fits, all are alike.
    "least_null" is that of the passage that most looks as if it held an answer, "length" in code points (log).
    Whether the answer is a number would tell more yet, of documents as full of numbers as those it was fitted on.
    """
    best = ranked[0]
    passages = {(s.passage.original_id, s.passage.span): s.passage.score or 0.0 for s in ranked}
    scores = sorted(passages.values(), reverse=True)
    other = next((span for span in ranked[1:] if not _same(span, best)), None)
    return {
        "span": math.log(best.score + _FLOOR),
        "weakest": math.log(best.weakest + _FLOOR),
        "null": math.log(best.null + _FLOOR),
        "margin": min(5.0, worth(best, calibration) - worth(other, calibration)) if other else 5.0,
        "retrieval": best.passage.score or 0.0,
        "top": scores[0],
        "lead": scores[0] - scores[min(4, len(scores) - 1)],
        "sentence": best.sentence,
        "least_null": min(math.log(span.null + _FLOOR) for span in ranked),
        "length": math.log(max(1, len(best.text))),
        "agreement": float(
            sum(1 for s in ranked[1:] if s.passage.original_id != best.passage.original_id and _same(s, best))
        ),
    }


def _same(one: ReadSpan, other: ReadSpan) -> bool:
    """Whether two spans say the same, as far as their sound in Latin letters shows."""
    a, b = _sound(one.text), _sound(other.text)
    return a == b and bool(a)


def _sound(text: str) -> str:
    return "".join(c for c in romanise(text) if c.isalnum())


def with_timings(answer: Answer, timings: dict[str, float]) -> Answer:
    """``answer`` with seconds by stage."""
    return dataclasses.replace(answer, timings={stage: round(seconds, 6) for stage, seconds in timings.items()})
