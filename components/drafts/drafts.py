"""A language model's draft as sentences, each with the evidence it names, and the answer made of those kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from polycite.components.drafts.citation_marks import Mark, marks
from polycite.components.drafts.instructions import visible
from polycite.components.drafts.prompting import NO_EVIDENCE
from polycite.components.evidence import Span
from polycite.components.text.characters import encodable
from polycite.components.text.sentences import sentences

LONGEST_DRAFT = 10_000
"""Code points of a draft that are read; what comes after is no answer any more."""

_THOUGHT = regex.compile(r"^\s*(?:<think(?:ing)?>.*?</think(?:ing)?>|.*?</think(?:ing)?>)", regex.S | regex.IGNORECASE)
_BULLET = regex.compile(r"^\s*(?:#{1,6}\s+|>\s*|[-*•‣·–]\s+)+")
_ITEM = regex.compile(r"^\s*\(?(\d{1,2})[.)、]\s+")
_EMPHASIS = regex.compile(r"\*\*|(?<!\w)__(?=\w)|(?<=\w)__(?!\w)|(?<!\S)\*(?=\S)|(?<=\S)\*(?!\S)")
_RULE = regex.compile(r"^[^\p{L}\p{N}]*$")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_UNMARKED = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_CLOSING = r"['\"”’»)\]」』）]*"
_STOP_BEFORE = regex.compile(rf"[\p{{Sentence_Terminal}}…]{_CLOSING}$")
_STOP_AFTER = regex.compile(rf"\s*[\p{{Sentence_Terminal}}…]+{_CLOSING}(?!\p{{N}})")
_GOES_ON = regex.compile(r"\s*[\p{Ll}\p{N}]")  # the stop was one of an abbreviation
_LETTER = regex.compile(r"\s*\p{L}")
_FULL_WIDTH_END = regex.compile(r"[。！？｡．…」』】）]$")


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence without its marks, and the ``numbers`` it names; ``opens_line`` where a new line begins with it."""

    text: str
    numbers: tuple[int, ...]
    opens_line: bool = False


def parse(draft: str, language: str | None = None, complete: bool = True) -> list[DraftSentence]:
    """The sentences of a draft.

    A mark may stand before the full stop or after it, or before the sentence where a line begins with one. A
    model's thoughts, list marks and emphasis are left out, and characters that nobody sees.

    Usage::

        parse("Die Garantie gilt 24 Monate [1]. Der Versand ist gratis.[2]", "de")
        # [DraftSentence("Die Garantie gilt 24 Monate.", (1,), True), DraftSentence("Der Versand ist gratis.", (2,))]

    Args:
        draft: what the model wrote.
        language: BCP 47 code, for abbreviations; any or None will do.
        complete: False where the model was cut short: its last sentence, which may lack its end, is left out, as
            it is when the draft is longer than :data:`LONGEST_DRAFT`.
    """
    text = visible(encodable(_THOUGHT.sub("", draft, count=1)))
    whole = complete and len(text) <= LONGEST_DRAFT
    found: list[DraftSentence] = []
    lines = [_EMPHASIS.sub("", _BULLET.sub("", line)) for line in text[:LONGEST_DRAFT].splitlines()]
    for line in _without_items(lines):
        for number, piece in enumerate(_pieces(line)):
            found += _sentences(piece, language, found, opens_line=number == 0)
    return found if whole else found[:-1]


def declines(draft: str) -> bool:
    """Whether the model says, and says nothing but, that there is no evidence."""
    said = regex.sub(r"[^\p{L}]+", " ", _THOUGHT.sub("", draft, count=1)).strip()
    return said.upper() == NO_EVIDENCE


def assemble(kept: Sequence[DraftSentence]) -> tuple[str, list[Span]]:
    """The text of an answer and each sentence's place in it: half-open, code points.

    Sentences keep their lines; a full-width full stop needs no space behind it.
    """
    text, spans = "", []
    for sentence in kept:
        if text:
            text += "\n" if sentence.opens_line else "" if _FULL_WIDTH_END.search(text) else " "
        spans.append(Span(len(text), len(text) + len(sentence.text)))
        text += sentence.text
    return text, spans


def _without_items(lines: Sequence[str]) -> list[str]:
    """``lines`` without "1.", "2." in front, where they number a list: "2. Mai" alone is a date."""
    items = [match for line in lines if (match := _ITEM.match(line))]
    if len(items) < 2 or [int(match.group(1)) for match in items] != list(range(1, len(items) + 1)):
        return list(lines)
    return [_ITEM.sub("", line) for line in lines]


def _pieces(line: str) -> list[str]:
    """The line, cut where marks beside a full stop, or alone in a script without them, surely end a sentence."""
    unmarked = 2 * len(_UNMARKED.findall(line)) > len(regex.sub(r"[^\p{L}]", "", line))
    cuts = [0]
    runs = _runs(line)
    leading = bool(runs) and not line[: runs[0].start].strip()
    for run in runs:
        before, after = line[: run.start].rstrip(), line[run.end :]
        if stop := _STOP_AFTER.match(after):
            cuts.append(run.end + stop.end())
        elif _STOP_BEFORE.search(before) and not _GOES_ON.match(after):
            cuts.append(run.start if leading else run.end)
        elif unmarked and before and _LETTER.match(after):
            cuts.append(run.end)
    return [line[a:b] for a, b in pairwise([*dict.fromkeys(cuts), len(line)])]


def _runs(line: str) -> list[Span]:
    """Marks in a row, each row as one."""
    runs: list[Span] = []
    for mark in marks(line):
        if runs and not line[runs[-1].end : mark.start].strip(" ,;"):
            runs[-1] = Span(runs[-1].start, mark.end)
        else:
            runs.append(Span(mark.start, mark.end))
    return runs


def _sentences(line: str, language: str | None, before: list[DraftSentence], opens_line: bool) -> list[DraftSentence]:
    found = marks(line)
    bare, places = _bare(line, found)
    spans = [span for span in sentences(bare, language) if not _RULE.match(span.of(bare))]
    if not spans:
        if found and before:  # marks on a line of their own belong to what was said last
            before[-1] = DraftSentence(
                before[-1].text, _joined(before[-1].numbers, *(mark.numbers for mark in found)), before[-1].opens_line
            )
        return []
    leading = bool(found) and not line[: found[0].start].strip()
    numbers: list[tuple[int, ...]] = [()] * len(spans)
    for place, mark in zip(places, found, strict=True):
        owner = _owner(place, spans, leading)
        numbers[owner] = _joined(numbers[owner], mark.numbers)
    return [
        DraftSentence(" ".join(span.of(bare).split()), named, opens_line and position == 0)
        for position, (span, named) in enumerate(zip(spans, numbers, strict=True))
    ]


def _bare(line: str, found: Sequence[Mark]) -> tuple[str, list[int]]:
    """The line without its marks, and where in it each of them stood."""
    bare, places, position = "", [], 0
    for mark in found:
        bare = (bare + line[position : mark.start]).rstrip()
        places.append(len(bare))
        position = mark.end
        after = line[position : position + 1]
        apart = after.isalnum() and not (_UNSPACED.match(after) and _UNSPACED.match(bare[-1:]))
        if bare and apart:
            bare += " "
    return bare + line[position:], places


def _owner(place: int, spans: Sequence[Span], leading: bool) -> int:
    """The sentence that a mark at ``place`` belongs to."""
    for number, span in enumerate(spans):
        if span.start < place < span.end:
            return number
    after = next((number for number, span in enumerate(spans) if span.start >= place), len(spans) - 1)
    if leading:
        return after
    return max((number for number, span in enumerate(spans) if span.end <= place), default=after)


def _joined(*numbers: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(number for group in numbers for number in group))
