"""Cutting a sentence that is too long where it hurts least."""

from __future__ import annotations

from collections.abc import Sequence

import regex
from icu4py.breakers import WordBreaker

from polycite.components.text.characters import encodable

# Flags by themselves: \X counts the letters of flags from the start of the text, each time.
_CLUSTER = regex.compile(r"\p{Regional_Indicator}{2}[\p{GCB=Extend}\p{GCB=SpacingMark}\p{GCB=ZWJ}]*+|\X")
_CLAUSE = regex.compile(r"[,;:،؛၊·][\p{Pe}\p{Pf}\"']*\s+|[、，；：。！？｡､][\p{Pe}\p{Pf}]*\s*|(?<=\s)[—–-]\s+")
_SPACE = regex.compile(r"\s+")
_AHEAD = 32


def best_cut(text: str, start: int, limit: int, language: str | None = None) -> int:
    """Where to end a fragment of ``text`` that begins at ``start`` and may reach ``limit``.

    The last clause mark in its second half, else the last white space there, else the last
    boundary of words (ICU, whose dictionaries know Chinese, Japanese, Thai, Lao, Khmer and
    Burmese), else the last boundary of grapheme clusters. A first cluster that reaches beyond
    ``limit`` is kept whole.

    Args:
        text: the stored original; offsets are in code points.
        start: a grapheme boundary.
        limit: the fragment should end here at the latest.
        language: BCP 47 code for ICU, or None.
    """
    ends = _cluster_ends(text, start, limit)
    boundaries = frozenset(ends)
    half = start + (limit - start) // 2
    for pattern in (_CLAUSE, _SPACE):
        found = [match.end() for match in pattern.finditer(text, half, limit) if match.end() in boundaries]
        if found:
            return found[-1]
    words = [end for end in _word_ends(text, start, limit, language) if half < end <= limit and end in boundaries]
    return words[-1] if words else ends[-1]


def _cluster_ends(text: str, start: int, limit: int) -> Sequence[int]:
    """Ends of the clusters up to ``limit``, at least of the first one."""
    window = text[start : limit + 1]
    if limit > start and window.isascii() and "\r" not in window:
        return range(start + 1, limit + 1)
    ends: list[int] = []
    for cluster in _CLUSTER.finditer(text, start):
        end = cluster.end()
        if end > limit and ends:
            break
        ends.append(end)
    return ends


def _word_ends(text: str, start: int, limit: int, language: str | None) -> list[int]:
    # The breaker's own offsets count UTF-16 units; the lengths of its strings count code points.
    ends, position = [], start
    for word in WordBreaker(encodable(text[start : limit + _AHEAD]), (language or "en").split("-")[0]):
        position += len(word)
        ends.append(position)
    return ends
