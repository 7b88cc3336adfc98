"""The passage that a citation is shown in."""

from __future__ import annotations

from polycite.components.evidence import Original, Span
from polycite.components.text.graphemes import snap
from polycite.components.text.sentences import sentences
from polycite.components.text.words import word_spans
from polycite.components.translation.high_stakes import is_high_stakes

_AROUND = 140  # code points of context on either side of a quote, before whole sentences are made of it
_SEARCHED = 1_500  # code points on either side among which sentences are looked for


def sentences_around(original: Original, quote: Span) -> Span:
    """The sentences of ``quote`` and those near it; whole sentences only.

    Of a document marked high-stakes those of the quote alone: they may have been reviewed, others hardly.
    """
    text, around = original.text, 0 if is_high_stakes(original.metadata) else _AROUND
    low, high = max(0, quote.start - _SEARCHED), min(len(text), quote.end + _SEARCHED)
    found = [span.shift(low) for span in sentences(text[low:high], original.language)]
    # What the window cuts off is no sentence.
    whole = [one for one in found if (one.start > low or low == 0) and (one.end < high or high == len(text))]
    near = [one for one in whole if one.end > quote.start - around and one.start < quote.end + around]
    start = min([quote.start, *(one.start for one in near)])
    end = max([quote.end, *(one.end for one in near)])
    return snap(text, Span(start, end))


def words_of(text: str, language: str | None) -> tuple[Span, ...]:
    """The words of a passage: half-open spans in code points of it."""
    return tuple(Span(start, end) for start, end in word_spans(text, language))
