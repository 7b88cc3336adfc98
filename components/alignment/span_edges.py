"""Marks at the edges of a projected span, which no word holds: quotes, brackets, signs, the end of a sentence."""

from __future__ import annotations

import regex

from polycite.components.answers.read_spans import with_marks
from polycite.components.evidence import Span

_OPENING = regex.compile(r"[\p{Ps}\p{Pi}\"'„]")
_CLOSING = regex.compile(r"[\p{Pe}\p{Pf}\"'“]")
_ENDING = regex.compile(r"[\p{Sentence_Terminal}…;:,،、，；：]+")
_BARE_NUMBER = regex.compile(r"\p{N}+(?:[.,٫٬ \u00a0\u202f']\p{N}+)*")


def with_edges(source: str, span: Span, target: str, found: Span) -> Span:
    """``found`` in ``target`` with the marks at its edges that ``span`` has at its own in ``source``.

    A sign, currency or percent mark belongs to a number unless the source's span is the bare number; a bracket
    opened inside is closed.
    """
    start, end = found.start, found.end
    quote = span.of(source).strip()
    if not _BARE_NUMBER.fullmatch(quote):
        start, end = with_marks(target, start, end)
    if quote and _OPENING.match(quote[0]) and start > 0 and _OPENING.match(target[start - 1]):
        start -= 1
    if _opened(target[start:end]) and end < len(target) and _CLOSING.match(target[end]):
        end += 1
    if quote and (_ENDING.match(quote[-1]) or _CLOSING.match(quote[-1])):
        if _ENDING.match(quote[-1]) and (marks := _ENDING.match(target, end)):
            end = marks.end()
        elif end < len(target) and _CLOSING.match(target[end]):
            end += 1
    return Span(start, end)


def _opened(text: str) -> bool:
    """Whether a bracket or quotation is opened in ``text`` and not closed."""
    return any(
        text.count(a) > text.count(b) for a, b in ("()", "（）", "[]", "«»", "「」", "『』", "《》", "【】", "“”")
    )
