"""An answer as the statements it makes and the citations that each rests on.

Offsets are half-open, in Unicode code points of the answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from polycite.components.drafts.citation_marks import marks
from polycite.components.text.sentences import sentences
from polycite.components.text.words import word_spans
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.predictions import Prediction

_CONNECTIVE = 3
"""Up to so many words between two segments join them and state nothing: "and", "as well as"."""
_SHORT = 7
"""Up to so many words without a mark that ends a sentence are a short answer."""
_ENDS = regex.compile(r"[\p{Sentence_Terminal}…][\p{Pe}\p{Pf}\"']*\s*$")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something an answer says: its text without citation marks, and the numbers (from 0) of its citations."""

    text: str
    citations: tuple[int, ...] = ()


def answer_language(case: Case) -> str:
    """The answer's language as the system tells it, else the question's, in which it is wanted."""
    return case.prediction.language or case.question.language


def statements(prediction: Prediction, language: str) -> list[Statement]:
    """What an answer states, in its order; nothing for an abstention.

    These are its segments, and what stands between them sentence by sentence, as statements without citation.
    Without segments they are its sentences (Gao et al. 2023, "ALCE"): when they carry marks such as [1], each rests on
    the citations it names, counted from 1; else each rests on all.
    """
    answer = prediction.answer
    if prediction.abstained or answer is None or not answer.strip():
        return []
    if prediction.segments:
        return list(_segments(prediction, answer, language))
    named = [mark for mark in marks(answer) if any(0 < number <= len(prediction.citations) for number in mark.numbers)]
    if not named:
        every = tuple(range(len(prediction.citations)))
        return [Statement(span.of(answer), every) for span in sentences(answer, language)]
    bare, places, at = "", [], 0
    for mark in named:
        bare += answer[at : mark.start].rstrip() if mark.end < len(answer) else answer[at : mark.start]
        places.append(len(bare))
        at = mark.end
    bare += answer[at:]
    spans = sentences(bare, language)
    cited: list[list[int]] = [[] for _ in spans]
    for mark, place in zip(named, places, strict=True):
        # A mark belongs to the sentence it stands in or, after the full stop, right behind.
        owner = max((i for i, span in enumerate(spans) if span.start < place), default=0)
        if spans:
            cited[owner] += [number - 1 for number in mark.numbers if 0 < number <= len(prediction.citations)]
    return [Statement(span.of(bare), tuple(dict.fromkeys(numbers))) for span, numbers in zip(spans, cited, strict=True)]


def _segments(prediction: Prediction, answer: str, language: str) -> Iterator[Statement]:
    at = 0
    for segment in sorted(prediction.segments, key=lambda segment: segment.start):
        yield from _between(answer[at : segment.start], language)
        yield Statement(answer[segment.start : segment.end].strip(), segment.citations)
        at = max(at, segment.end)
    yield from _between(answer[at:], language)


def _between(text: str, language: str) -> Iterator[Statement]:
    for span in sentences(text, language):
        if len(word_spans(span.of(text), language)) > _CONNECTIVE:
            yield Statement(span.of(text))


def is_short(text: str, language: str) -> bool:
    """Whether a statement is a short answer, such as "58 kg", which states something only after its question."""
    return not _ENDS.search(text) and len(word_spans(text, language)) <= _SHORT
