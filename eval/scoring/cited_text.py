"""The text behind a citation, as a reader who follows it finds it.

Offsets are half-open, in Unicode code points of the stored original.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from polycite.components.evidence import Span
from polycite.components.text.sentences import sentences
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.prediction_parts import Cited

Sentence = tuple[str, str | None]
"""A text and its language, None where unknown."""


def cited_text(cited: Cited, case: Case) -> Sentence | None:
    """The sentences of the original that hold the cited characters, the fewest that do.

    Where no originals are known at all, the quote is believed. None when nothing stands at the place: the original is
    unknown, or the offsets lie outside it. A quote that differs from what stands there does not count: the text does.
    """
    if not case.originals:
        return (cited.quote, cited.language or None) if cited.quote.strip() else None
    original = case.originals.get(cited.original_id)
    if original is None:
        return None
    text = in_sentences(original.text, cited.start, cited.end, original.language)
    return (text, original.language or cited.language or None) if text else None


def cited_texts(numbers: Iterable[int], case: Case) -> tuple[Sentence, ...]:
    """The texts of the citations of these numbers (from 0), each once, in order."""
    citations = case.prediction.citations
    found = (cited_text(citations[number], case) for number in numbers)
    return tuple(dict.fromkeys(text for text in found if text is not None))


def in_sentences(text: str, start: int, end: int, language: str | None) -> str:
    """The fewest whole sentences of ``text`` that hold ``[start, end)``; "" where that is no span of it."""
    span = sentence_span(text, start, end, language)
    return "" if span is None else span.of(text)


def sentence_span(text: str, start: int, end: int, language: str | None) -> Span | None:
    """Where the fewest whole sentences of ``text`` stand that hold ``[start, end)``; None where that is no span of it.

    Also None of a span of white space between sentences.
    """
    if not 0 <= start < end <= len(text):
        return None
    held = [span for span in _sentences(text, language) if span.start < end and span.end > start]
    return Span(held[0].start, held[-1].end) if held else None


@lru_cache(maxsize=4096)
def _sentences(text: str, language: str | None) -> tuple[Span, ...]:
    return tuple(sentences(text, language))
