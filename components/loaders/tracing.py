"""Text under construction that remembers which characters of the file each of its parts came from."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from polycite.components.evidence import OffsetMap, Unit

Run = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Extract:
    """The readable text of a file, its offset map and what else the file says about itself."""

    text: str
    raw_map: OffsetMap
    metadata: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class View:
    """A stretch of a file as a parser sees it (dedented, unquoted), with its characters' places in the file.

    ``runs`` are ``(start, end, raw_start, raw_end)`` in code points, sorted and not overlapping;
    equal lengths stand for equal characters, others for each other as a whole.
    """

    text: str
    runs: tuple[Run, ...]

    @classmethod
    def whole(cls, raw: str) -> View:
        """The file itself."""
        return cls(raw, ((0, len(raw), 0, len(raw)),))

    def pieces(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """``text[start:end]`` cut into ``(characters, raw_start, raw_end)``; -1, -1 for characters of no place."""
        at = bisect_right(self.runs, start, key=lambda run: run[1])
        while start < end:
            a, b, c, d = self.runs[at] if at < len(self.runs) else (end, end, -1, -1)
            if start < a:
                yield self.text[start : min(a, end)], -1, -1
            elif b - a == d - c:
                yield self.text[start : min(b, end)], c + start - a, c + min(b, end) - a
            else:
                yield self.text[start : min(b, end)], c, d
            start, at = (a, at) if start < a else (b, at + 1)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw characters behind ``text[start:end]``; (-1, -1) when there are none."""
        places = [(c, d) for _, c, d in self.pieces(start, end) if c >= 0]
        return (places[0][0], places[-1][1]) if places else (-1, -1)


class TracedText:
    """Collects readable text: copied, replaced and separating characters.

    Separators (a space, " | ", one or two line breaks) wait until text follows, so none leads,
    trails or doubles. A run is kept only where it is true: equal lengths only where the
    characters of text and file are equal.

    Args:
        raw: the decoded file; of no use with another unit.
        unit: what the raw side of the map counts.
    """

    def __init__(self, raw: str = "", unit: Unit = "character") -> None:
        self._raw = raw
        self._unit = unit
        self._parts: list[str] = []
        self._runs: list[Run] = []
        self._length = 0
        self._last = ""
        self._gap = ""
        self._cells = 0
        self._gap_raw = (-1, -1)
        self._gap_breaks = False

    def __len__(self) -> int:
        """Characters written so far, without waiting separators."""
        return self._length

    def copy(self, view: View, start: int, end: int) -> None:
        """Write ``view.text[start:end]``."""
        for characters, raw_start, raw_end in view.pieces(start, end):
            self._write(characters, raw_start, raw_end)

    def replace(self, characters: str, view: View, start: int, end: int) -> None:
        """Write ``characters`` as what ``view.text[start:end]`` (an entity, an escape) stands for."""
        if characters:
            self._write(characters, *view.raw_span(start, end))

    def put(self, characters: str, number: int) -> None:
        """Write ``characters`` of page or paragraph ``number``, counted from 1."""
        self._write(characters, number, number + 1)

    def space(self, view: View, start: int, end: int) -> None:
        """Separate by the white space ``view.text[start:end]``: one space.

        Where it breaks a line between two ideographs, kana or other wide characters it
        disappears, as in CSS Text 3 (segment break transformation): such scripts set no spaces.
        """
        if not self._gap and not self._cells:
            self._gap, self._gap_raw = " ", view.raw_span(start, end)
            self._gap_breaks = not {"\r", "\n"}.isdisjoint(view.text[start:end])

    def word_break(self) -> None:
        """Separate by a space of no place in the file."""
        if not self._gap and not self._cells:
            self._gap, self._gap_raw, self._gap_breaks = " ", (-1, -1), False

    def cell(self) -> None:
        """Begin the next cell of a table's row."""
        self._cells += 1

    def line(self) -> None:
        """Begin a new line."""
        self._gap, self._cells = "\n\n" if self._gap == "\n\n" else "\n", 0

    def blank(self) -> None:
        """Begin a new line after an empty one."""
        self._gap, self._cells = "\n\n", 0

    def since(self, start: int) -> str:
        """What was written from character ``start`` on."""
        return "".join(self._parts)[start:]

    def extract(self, metadata: Mapping[str, Any] | None = None) -> Extract:
        """The finished text."""
        return Extract("".join(self._parts), OffsetMap(tuple(self._runs), self._unit), metadata or {})

    def _write(self, characters: str, raw_start: int, raw_end: int) -> None:
        if not characters:
            return
        self._close_gap(characters[0], raw_start)
        self._append(characters, raw_start, raw_end)

    def _close_gap(self, following: str, raw_start: int) -> None:
        gap, cells, self._gap, self._cells = self._gap, self._cells, "", 0
        if not self._parts:
            gap = ""
        if cells:
            begins_row = gap.startswith("\n") or not self._parts
            gap = gap + "| " + " | " * (cells - 1) if begins_row else " | " * cells
        if gap == " " and self._gap_breaks and _sets_no_spaces(self._last) and _sets_no_spaces(following):
            return
        place = self._gap_raw if gap == " " else (-1, -1)
        begins = raw_start - len(gap)
        if self._runs and self._runs[-1][1:4:2] == (self._length, begins) and self._raw[begins:raw_start] == gap:
            place = (begins, raw_start)
        self._append(gap, *place)

    def _append(self, characters: str, raw_start: int, raw_end: int) -> None:
        if not characters:
            return
        start, self._length = self._length, self._length + len(characters)
        self._parts.append(characters)
        self._last = characters[-1]
        aligned = self._unit == "character" and raw_end - raw_start == len(characters)
        if raw_start < 0 or (aligned and self._raw[raw_start:raw_end] != characters):
            return
        if aligned and self._runs:
            a, b, c, d = self._runs[-1]
            if (b, d) == (start, raw_start) and b - a == d - c:
                self._runs[-1] = (a, self._length, c, raw_end)
                return
        self._runs.append((start, self._length, raw_start, raw_end))


def _sets_no_spaces(character: str) -> bool:
    return unicodedata.east_asian_width(character) in ("W", "F") and not "\uac00" <= character <= "\ud7a3"
