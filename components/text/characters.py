"""Characters that need care: white space that carries a mark, and surrogates no encoder takes."""

import re

import regex

from polycite.components.evidence import Span
from polycite.components.text.graphemes import is_boundary

_SPACES = re.compile(r"\s*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_PUNCTUATION = regex.compile(r"(?!\r)[\s\p{P}]")
_EXTENDS = regex.compile(r"[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]")
_PREPENDS = regex.compile(r"\p{GCB=Prepend}")


def joins(text: str, offset: int) -> bool:
    """Whether the characters on both sides of ``offset`` are of one grapheme cluster.

    Quick after white space and punctuation, where sentences end: there only marks and joiners do.
    """
    if _PUNCTUATION.match(text[offset - 1]) and not _EXTENDS.match(text[offset]):
        return False
    return not is_boundary(text, offset)


def strip(text: str, span: Span) -> Span:
    """``span`` (half-open, code points of ``text``) without the white space at its ends.

    Whole grapheme clusters only: a space that carries a combining mark is something to read and
    stays. The result is empty where there is nothing else.

    Args:
        text: the stored original.
        span: begins and ends at grapheme boundaries.
    """
    start, end = _SPACES.match(text, span.start, span.end).end(), span.end  # type: ignore[union-attr]
    if span.start < start < len(text) and joins(text, start):
        start -= 1
    if start >= end:
        return Span(start, start)
    last = start + len(text[start:end].rstrip())
    if last < end and _PREPENDS.match(text[last - 1]) and joins(text, last):
        last += 1
    return Span(start, last)


def encodable(text: str) -> str:
    """``text`` with lone surrogates, which have no UTF-8, as U+FFFD: same length, same offsets."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
