"""Characters that need care: white space that carries a mark, and surrogates no encoder takes."""

import re

import regex

from polycite.components.evidence import Span

_SPACES = re.compile(r"\s*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_EXTENDS = regex.compile(r"[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]")
_PREPENDS = regex.compile(r"\p{GCB=Prepend}")


def extends(character: str) -> bool:
    """Whether ``character`` belongs to the grapheme cluster of the one before it, whatever that is.

    Marks and joiners do. After white space (but a carriage return) and punctuation nothing else does.
    """
    return _EXTENDS.match(character) is not None


def strip(text: str, span: Span) -> Span:
    """``span`` (half-open, code points of ``text``) without the white space at its ends.

    Whole grapheme clusters only: a space that carries a combining mark is something to read and
    stays. The result is empty where there is nothing else.

    Args:
        text: the stored original.
        span: begins and ends at grapheme boundaries.
    """
    start, end = _SPACES.match(text, span.start, span.end).end(), span.end  # type: ignore[union-attr]
    if span.start < start < len(text) and extends(text[start]):
        start -= 1
    if start >= end:
        return Span(start, start)
    last = start + len(text[start:end].rstrip())
    if last < end and _PREPENDS.match(text[last - 1]):
        last += 1
    return Span(start, last)


def encodable(text: str) -> str:
    """``text`` with lone surrogates, which have no UTF-8, as U+FFFD: same length, same offsets."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
