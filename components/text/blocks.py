"""Blocks of a plain text: paragraphs, headings, list items, table rows, lines of code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

import regex as re

Kind = Literal["heading", "item", "row", "code", "prose"]

_HEADING = re.compile(r"[ \t]{0,3}#{1,6}(?:[ \t]|$)")
_UNDERLINE = re.compile(r"[ \t]*(?:=+|-{2,})\s*$")
_ITEM = re.compile(r"[ \t]*(?:[-*+•‣◦▪●·–—]|[(（]?(?P<number>\d{1,3})[.)）、．]|[(（]?[a-z][)）])[ \t]+\S")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_RULE_OF_TABLE = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$")
_WORD = re.compile(r"\S+")
_END_OF_SENTENCE = ".!。！…,;，；、।۔"
_IDEOGRAPH = re.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
# Thai, Lao, Khmer and Burmese end few sentences with a mark: there a line break is one.
_UNMARKED = re.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_LONGEST_HEADING = 80
_NARROWEST_WRAP = 30
_LONGEST_WORD = 20


@dataclass(frozen=True, slots=True)
class Block:
    """Half-open span of a text (code points, white space at the ends included).

    ``apart``: an empty line or a change of kind stands before it. ``leads``: it should stay with
    the block after it (a heading, the head of a table, "as follows:").
    """

    start: int
    end: int
    kind: Kind
    apart: bool
    leads: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str
    kind: Kind
    apart: bool
    numbered_on: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of ``text`` in order; every character but those of empty lines lies in one.

    A line break inside a paragraph is soft, so that its sentence goes on, where the writer had to
    break: where the next word would have made the line longer than the longest of the paragraph.
    """
    previous: Block | None = None
    for block in _marked(text, _joined(list(_lines(text)))):
        if previous is not None:
            yield _leading(text, previous, block)
        previous = block
    if previous is not None:
        yield previous


def _lines(text: str) -> Iterator[_Line]:
    position, apart, fenced = 0, True, False
    for line in text.splitlines(keepends=True):
        if not line.isspace():
            kind: Kind = "code" if fenced else _kind(line)
            if _FENCE.match(line):
                kind, fenced = "code", not fenced
            number = _ITEM.match(line)
            # As in CommonMark, only a list that begins with 1 may interrupt a paragraph: any
            # other number at the start of a line is more likely the rest of a sentence.
            later = number is not None and number["number"] is not None and int(number["number"]) != 1
            yield _Line(position, line, kind, apart, later)
            apart = False
        else:
            apart = True
        position += len(line)


def _kind(line: str) -> Kind:
    if _HEADING.match(line):
        return "heading"
    if "\t" in line.strip() or line.lstrip().startswith("|") or " | " in line or line.count("|") > 1:
        return "row"
    return "item" if _ITEM.match(line) else "prose"


def _joined(lines: list[_Line]) -> Iterator[Block]:
    """Lines as blocks, soft line breaks joined."""
    first = 0
    while first < len(lines):
        last = first + 1
        if lines[first].kind in ("prose", "item"):
            while last < len(lines) and not lines[last].apart and lines[last].kind in ("prose", "item"):
                last += 1
        yield from _wrapped(lines[first:last])
        first = last


def _wrapped(lines: list[_Line]) -> Iterator[Block]:
    widths = [len(line.text.rstrip()) for line in lines]
    widest = max(widths)
    full = [
        width + _first_word(after.text) > widest >= _NARROWEST_WRAP and not _UNMARKED.match(before.text.rstrip()[-1])
        for width, before, after in zip(widths, lines, lines[1:], strict=False)
    ]
    # Of the items of a list the longest one is full too, but not every second line.
    hard_wrapped = 2 * sum(full) >= len(full)
    start = lines[0]
    for before, line, soft in zip(lines, lines[1:], full, strict=False):
        goes_on = line.kind == "prose" or (line.numbered_on and start.kind == "prose")
        if not (soft and hard_wrapped and goes_on):
            yield Block(start.start, before.end, start.kind, start.apart)
            start = line
    yield Block(start.start, lines[-1].end, start.kind, start.apart)


def _first_word(line: str) -> int:
    """Room, with the space before it, that the first word of ``line`` takes."""
    word = _WORD.search(line)
    if word is None:
        return 0
    return 1 if _IDEOGRAPH.match(word[0]) else 1 + min(len(word[0]), _LONGEST_WORD)


def _marked(text: str, found: Iterator[Block]) -> Iterator[Block]:
    """Underlined headings, and blocks of another kind than the one before, set apart."""
    previous: Block | None = None
    for block in found:
        current = block
        if previous is not None:
            if previous.kind == "prose" and not block.apart and _UNDERLINE.match(text, block.start, block.end):
                previous, current = replace(previous, kind="heading"), replace(block, kind="heading")
            elif previous.kind != block.kind:
                current = replace(block, apart=True)
            yield previous
        previous = current
    if previous is not None:
        yield previous


def _leading(text: str, block: Block, following: Block) -> Block:
    line = text[block.start : block.end].strip()
    if block.kind == "heading":
        return replace(block, leads=True)
    if block.kind == "row":
        # The first row is the head; so is the rule that Markdown draws under it.
        head = following.kind == "row" and not following.apart
        return replace(block, leads=head and (block.apart or _RULE_OF_TABLE.match(line) is not None))
    if block.kind != "prose":
        return block
    if line.endswith((":", "：")):
        return replace(block, leads=True)
    short = len(line) <= _LONGEST_HEADING and len(line.splitlines()) == 1
    if short and block.apart and following.apart and following.kind != "code" and line[-1] not in _END_OF_SENTENCE:
        return replace(block, kind="heading", leads=True)
    return block
