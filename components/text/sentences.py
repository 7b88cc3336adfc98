"""Sentences of a text in any script, with their exact places in it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex
import sentencex
from icu4py.breakers import SentenceBreaker

from polycite.components.evidence import Span
from polycite.components.text.abbreviations import ends_no_sentence
from polycite.components.text.blocks import Block, Kind, blocks
from polycite.components.text.characters import encodable, joins, strip

_UNMARKED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+")
_LETTERS = regex.compile(r"\p{L}+")
_INK = regex.compile(r"\S")
_LINE_BREAK = regex.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

_MARK = regex.compile(r"(?:[។៕။]+|[!?…]+(?=[\s\p{Pe}\p{Pf}\"']|$))[\p{Pe}\p{Pf}\"']*\s*")
# A space in these scripts stands between phrases; beside a number or a foreign word it does not.
_PHRASE = regex.compile(
    r"(?<=[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Pe}\p{Pf}])\s+(?=[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}])"
)
_LONG_RUN = 80

# Greek asks with a semicolon.
_TERMINAL = regex.compile(r"[\p{Sentence_Terminal}…;\u037e].")
_WINDOW = 1_000
_LONGEST_WINDOW = 32_000


def sentences(text: str, language: str | None = None) -> list[Span]:
    """The sentences of ``text``: half-open spans in code points, in order, not overlapping.

    Every character that is not white space lies in exactly one; none begins or ends with white
    space or inside a grapheme cluster. An empty line and the end of a heading, a list item, a
    table row or a line of code always end a sentence; a line break inside a paragraph does where
    it was the writer's choice (see :func:`polycite.components.text.blocks.blocks`).

    sentencex finds the rest, and ICU (Unicode Annex 29) where that fails. Thai, Lao, Khmer and
    Burmese, which have few marks or none, end at those, at line breaks and at spaces between
    phrases once some 80 characters have gone by. Time grows linearly with the text.

    Args:
        text: the stored original.
        language: BCP 47 code, for the abbreviations that sentencex knows; any or None will do.
    """
    return [span for block in blocks(text) for span in block_sentences(text, block, language)]


def block_sentences(text: str, block: Block, language: str | None = None) -> list[Span]:
    """The sentences of one block of ``text``."""
    # A line break in here is soft; as a space it cannot mislead, and "\r\n" is not cut in two.
    view = _LINE_BREAK.sub(" ", encodable(text[block.start : block.end]))
    cuts = [block.start, *(block.start + end for end in _ends(view, block.kind, language)), block.end]
    found = [strip(text, Span(start, end)) for start, end in pairwise(cuts)]
    return [span for span in found if len(span)]


def _ends(view: str, kind: Kind, language: str | None) -> Iterator[int]:
    """Ends of sentences inside ``view``, at grapheme boundaries."""
    code = (language or "en").split("-")[0].lower()
    start = seen = 0
    for end in _candidates(view, kind, code):
        if end >= len(view):
            return
        ink = _INK.search(view, end)
        empty, seen = view[seen:end].isspace(), end
        if ink is None or empty:
            continue
        if ends_no_sentence(view[max(start, end - 80) : end], view[ink.start()], code):
            continue
        if not joins(view, end):
            yield end
            start = end


def _candidates(view: str, kind: Kind, code: str) -> Iterator[int]:
    if kind == "code":
        return iter(())
    if not view.isascii() and 2 * _count(_UNMARKED, view) > _count(_LETTERS, view):
        return _phrase_ends(view)
    return _sentencex_ends(view, code) if _TERMINAL.search(view.rstrip()) else iter(())


def _count(letters: regex.Pattern[str], view: str) -> int:
    return sum(len(run) for run in letters.findall(view))


def _icu_ends(view: str, start: int, code: str) -> Iterator[int]:
    # The breaker's own offsets count UTF-16 units; the lengths of its strings count code points.
    for piece in SentenceBreaker(view[start:], code):
        start += len(piece)
        yield start


def _sentencex_ends(view: str, code: str) -> Iterator[int]:
    """Ends of the sentences sentencex finds, window by window.

    Its time is quadratic where sentence marks stand without spaces, and it loses some white space
    when there is nothing else, so each window is checked; the last sentence of a window, which
    may be incomplete, is read again with the next.
    """
    position, size = 0, _WINDOW
    while position < len(view):
        window = view[position : position + size]
        pieces = sentencex.segment(code, window)
        complete = position + len(window) == len(view)
        if "".join(pieces) != window or (len(pieces) == 1 and not complete and size >= _LONGEST_WINDOW):
            yield from _icu_ends(view, position, code)
            return
        for piece in pieces if complete else pieces[:-1]:
            position += len(piece)
            yield position
        size = _WINDOW if len(pieces) > 1 else 2 * size


def _phrase_ends(view: str) -> Iterator[int]:
    marks = [match.end() for match in _MARK.finditer(view)]
    start = 0
    for mark in [*marks, len(view)]:
        for space in _PHRASE.finditer(view, start, mark):
            if space.start() - start >= _LONG_RUN:
                yield space.end()
                start = space.end()
        yield mark
        start = mark
