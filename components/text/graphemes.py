r"""User-perceived characters: no span may begin or end inside one.

Extended grapheme clusters of Unicode Annex 29, found with ``regex``'s ``\X``.
"""

import regex

from polycite.components.evidence import Span

_CLUSTER = regex.compile(r"\X")
# Whether these break depends on more than the two characters beside them (flags, emoji joined by
# ZWJ, Indic conjuncts), so a scan may not begin next to one.
_NEEDS_CONTEXT = regex.compile(r"[\p{M}\p{Cf}\p{Regional_Indicator}]")


def is_boundary(text: str, offset: int) -> bool:
    """Whether ``offset`` (code points) lies between two grapheme clusters of ``text``."""
    return offset in (0, len(text)) or _cluster_at(text, offset).start == offset


def snap(text: str, span: Span) -> Span:
    """The smallest span of whole grapheme clusters of ``text`` that holds ``span``.

    An empty span inside a cluster moves to the cluster's start.
    """
    start = span.start if span.start >= len(text) else _cluster_at(text, span.start).start
    if span.end == span.start:
        return Span(start, start)
    if span.end >= len(text) or is_boundary(text, span.end):
        return Span(start, span.end)
    return Span(start, _cluster_at(text, span.end).end)


def _cluster_at(text: str, offset: int) -> Span:
    """The cluster that holds the character at ``offset < len(text)``, found from near by.

    Scanning from the start of the text would cost a megabyte for one citation in it.
    """
    start = offset
    while start > 0 and not _surely_breaks(text, start):
        start -= 1
    for match in _CLUSTER.finditer(text, start):
        if match.end() > offset:
            return Span(match.start(), match.end())
    raise ValueError(f"offset {offset} is not inside a text of {len(text)} characters")


def _surely_breaks(text: str, offset: int) -> bool:
    before, after = text[offset - 1], text[offset]
    if _NEEDS_CONTEXT.match(before) or _NEEDS_CONTEXT.match(after):
        return False
    return _CLUSTER.fullmatch(before + after) is None
