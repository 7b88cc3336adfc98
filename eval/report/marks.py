"""Spans marked in a text: the text cut at their boundaries, and what of a long text is shown.

Offsets are half-open, in Unicode code points. The cutting is done here and not in the page's script, because strings
of JavaScript count UTF-16 units: every offset behind an emoji would be off by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from polycite.components.evidence import Span
from polycite.components.text.graphemes import snap

AROUND = 300
"""Characters shown on both sides of the beginning and of the end of a mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span ``[start, end)`` of a text and what it is, such as "gold"."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; the text of all pieces in a row is the text."""

    text: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of a text: ``[start, end)`` of it, in pieces."""

    start: int
    end: int
    pieces: tuple[Piece, ...]


def pieces(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
    """``text[start:end]`` cut wherever a mark begins or ends; each piece has the kinds of the marks over it, sorted.

    Marks may overlap, hold one another and reach beyond the stretch; empty ones mark nothing.
    """
    end = len(text) if end is None else end
    inside = [mark for mark in marks if max(mark.start, start) < min(mark.end, end)]
    cuts = sorted({start, end, *(min(max(at, start), end) for mark in inside for at in (mark.start, mark.end))})
    return tuple(
        Piece(text[a:b], tuple(sorted({mark.kind for mark in inside if mark.start <= a and b <= mark.end})))
        for a, b in pairwise(cuts)
    )


def excerpts(text: str, marks: Sequence[Mark], around: int = AROUND) -> tuple[Excerpt, ...]:
    """What is near the ends of the marks, in the text's order; without marks its beginning.

    The middle of a mark longer than twice ``around`` is left out like any other. No grapheme cluster is split.
    """
    edges = sorted(at for mark in marks for at in (mark.start, mark.end)) or [0]
    windows: list[Span] = []
    for at in edges:
        window = snap(text, Span(min(max(0, at - around), len(text)), min(len(text), at + around)))
        if windows and window.start <= windows[-1].end:
            window = Span(windows.pop().start, window.end)
        windows.append(window)
    return tuple(Excerpt(span.start, span.end, pieces(text, marks, span.start, span.end)) for span in windows)
