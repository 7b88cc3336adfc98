"""The passage of a document that a training example is read over.

Documents are divided as the service divides them, without overlap: an answer then stands in its passage where
it will stand in use, and two passages of a document share no text that could leak from training into a test.
"""

from __future__ import annotations

from functools import lru_cache

from polycite.components.evidence import Original, Span
from polycite.components.text.packing import Packing
from polycite.components.text.tokens import SHIPPED_TOKENIZER, TokenCounter
from polycite.components.text.words import UNSPACED

_TOKENS = 180  # of a passage, as the service splits
_UNSPACED_SIZE = (100, 450)  # fewest and most code points where short passages are joined, by script
_SPACED_SIZE = (250, 1000)


def passage_around(original: Original, span: Span, language: str) -> Span:
    """The passage of ``original`` that holds ``span``; offsets are half-open, in code points of its text.

    It begins and ends between sentences, or between words of one too long, and never inside ``span``: a span that
    runs over the end of its passage gets the next one as well.

    Args:
        original: the document.
        span: not empty, inside the text.
        language: code, which tells how long a passage may be.
    """
    hit = [part for part in _parts(original.text, language) if part.start < span.end and part.end > span.start]
    first = hit[0].start if hit else span.start
    last = hit[-1].end if hit else span.end
    return Span(min(first, span.start), max(last, span.end))


@lru_cache(maxsize=256)
def _parts(text: str, language: str) -> tuple[Span, ...]:
    """Passages that do not overlap, the short ones joined with a neighbour as far as they fit."""
    fewest, most = _UNSPACED_SIZE if language in UNSPACED else _SPACED_SIZE
    original = Original("", text, language=language)
    found: list[Span] = []
    for part in Packing(original, TokenCounter(SHIPPED_TOKENIZER), _TOKENS, 0).spans():
        short = found and min(len(part), len(found[-1])) < fewest
        if short and part.end - found[-1].start <= most:
            found[-1] = Span(found[-1].start, part.end)
        else:
            found.append(part)
    return tuple(found)
