"""Sentences packed into passages: which go together, and where one too long is cut."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from polycite.components.evidence import Original, Span
from polycite.components.text.blocks import Block, blocks
from polycite.components.text.characters import strip
from polycite.components.text.fragments import best_cut
from polycite.components.text.sentences import block_sentences
from polycite.components.text.tokens import CHARACTERS_A_TOKEN, TokenCounter

# How good a place the start of a unit is to begin a passage, best first, and how full the passage
# before must be to end there. What comes after a heading comes last.
_SECTION, _PARAGRAPH, _LINE, _SENTENCE, _INSIDE, _AFTER_HEADING = 5, 4, 3, 2, 1, 0
_FULL_ENOUGH = {_SECTION: 0.25, _PARAGRAPH: 0.25, _LINE: 0.5, _SENTENCE: 0.0}
# An overlap that left little room for news would multiply the passages.
_LARGEST_OVERLAP = 1 / 3


@dataclass(frozen=True, slots=True)
class _Unit:
    """A sentence, or a fragment of one that is too long, with its numbers of the first token and after the last."""

    start: int
    end: int
    first: int
    last: int
    place: int
    whole: bool


class Packing:
    """The units of one original and how they fill passages.

    Usage::

        spans = list(Packing(original, TokenCounter("shipped/retriever"), 180, 1).spans())

    Args:
        original: offsets are half-open, in code points of its text.
        counter: counts the tokens.
        limit: the most tokens of a passage, special tokens included.
        overlap: how many sentences a passage repeats.
    """

    def __init__(self, original: Original, counter: TokenCounter, limit: int, overlap: int) -> None:
        self._text = original.text
        self._language = original.language
        self._counter = counter
        self._limit = limit
        self._overlap = overlap
        # A tokenizer may need a token more where a passage begins than it did in the running text.
        self._room = max(1, limit - counter.special - 1)
        placed = list(self._placed())
        self._starts = counter.starts(self._text, [span.end for span, _ in placed])
        self._units: list[_Unit] = []
        for span, place in placed:
            unit = self._unit(span, place)
            self._units += [unit] if self._fits(unit, unit) else self._fragments(unit)

    def spans(self) -> Iterator[Span]:
        """The passages as spans of the text.

        Token numbers of the running text say where a passage should end; whether it then fits is
        counted on the passage itself, because tokens at its edges may come out differently.
        """
        units, begin, before = self._units, 0, -1
        while begin < len(units):
            start, most = self._overlapped(begin, before), len(units)
            end = self._end(start, begin, most)
            if units[begin].place == _PARAGRAPH and end < self._end(begin, begin, most):
                start = begin  # a paragraph is worth more than an overlap
                end = self._end(start, begin, most)
            while self._count(start, end) > self._limit:
                if start < begin:
                    start += 1
                elif end > begin + 1:
                    most = end - 1
                elif self._is_one_cluster(units[begin]):
                    break
                else:
                    units[begin : begin + 1] = self._fragments(units[begin])
                    most = begin + 1
                end = self._end(start, begin, most)
            yield Span(units[start].start, units[end - 1].end)
            begin, before = end, start

    def _placed(self) -> Iterator[tuple[Span, int]]:
        previous: Block | None = None
        for block in blocks(self._text):
            place = _place(previous, block)
            for span in block_sentences(self._text, block, self._language):
                yield span, place
                place = _AFTER_HEADING if block.kind == "heading" else _SENTENCE
            previous = block

    def _unit(self, span: Span, place: int, whole: bool = True) -> _Unit:
        first, last = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        return _Unit(span.start, span.end, first, last, place, whole)

    def _fits(self, first: _Unit, last: _Unit) -> bool:
        return last.last - first.first <= self._room and last.end - first.start <= self._room * CHARACTERS_A_TOKEN

    def _fragments(self, unit: _Unit) -> list[_Unit]:
        found: list[_Unit] = []
        start = unit.start
        while start < unit.end:
            room = self._room
            while True:
                reach = self._reach(start, unit.end, room)
                cut = reach if reach == unit.end else best_cut(self._text, start, reach, self._language)
                span = strip(self._text, Span(start, cut))
                if cut > reach or self._counter.count(span.of(self._text)) <= self._limit:
                    break
                room -= max(1, room // 4)
            if len(span):
                found.append(self._unit(span, _INSIDE if found else unit.place, whole=False))
            start = cut
        return found

    def _reach(self, start: int, end: int, room: int) -> int:
        """How far, at most to ``end``, a fragment with ``room`` tokens may reach."""
        after = bisect_left(self._starts, start) + room
        reach = min(end, start + room * CHARACTERS_A_TOKEN)
        return min(reach, self._starts[after]) if after < len(self._starts) else reach

    def _is_one_cluster(self, unit: _Unit) -> bool:
        return best_cut(self._text, unit.start, unit.start + 1) >= unit.end

    def _count(self, start: int, end: int) -> int:
        return self._counter.count(self._text[self._units[start].start : self._units[end - 1].end])

    def _overlapped(self, begin: int, before: int) -> int:
        """The unit to start with so that the passage repeats sentences of the one before."""
        units, start = self._units, begin
        while (
            begin - start < self._overlap
            and start - 1 > before
            and units[start].place != _SECTION
            and units[start - 1].whole
            and units[begin].first - units[start - 1].first <= self._room * _LARGEST_OVERLAP
        ):
            start -= 1
        return start

    def _end(self, start: int, begin: int, most: int) -> int:
        """The unit to end before, at most ``most``; after ``begin``, so that every passage is news."""
        units = self._units
        room = units[start].first + self._room
        end = min(most, bisect_right(units, room, begin + 1, key=lambda unit: unit.last))
        reach = units[start].start + self._room * CHARACTERS_A_TOKEN
        end = min(end, bisect_right(units, reach, begin + 1, key=lambda unit: unit.end))
        if end >= len(units):
            return len(units)
        for place, share in _FULL_ENOUGH.items():
            least = units[start].first + share * self._room
            for candidate in range(end, begin, -1):
                if units[candidate].place == place and units[candidate - 1].last >= least:
                    return candidate
        return end


def _place(previous: Block | None, block: Block) -> int:
    if previous is not None and previous.leads:
        return _AFTER_HEADING
    if block.kind == "heading":
        return _SECTION
    return _PARAGRAPH if block.apart else _LINE
