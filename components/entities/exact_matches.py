"""Numbers, names and codes that stand once on both sides of a translation."""

from __future__ import annotations

import regex

from polycite.components.alignment.word_views import WordView
from polycite.components.entities.numerals import Number, numbers
from polycite.components.evidence import Span
from polycite.components.text.scripts import script_runs

_DISTINCT = regex.compile(r"[\p{Lu}\p{N}]")
_EDGE = regex.compile(r"[\s\p{P}\p{S}]+")
# Joiners are seen through, and marks to the letter they stand on.
_AT_END = regex.compile(r"[\p{Cf}\p{M}]+\Z")
_AT_START = regex.compile(r"\A\p{Cf}+")
_OF_CODES = frozenset({"Latin", "Cyrillic", "Greek"})  # scripts whose letters make a code of bare digits
_REACH = 16  # code points: letters with more marks and joiners are no text


def exact_match(source: WordView, target: WordView, span: Span) -> Span | None:
    """Where the target has what ``span`` of the source has; None unless it is one thing and stands once in each.

    A name or a code is the same characters, with a capital or a digit among them; a number the same value in any
    script ("３０", "٣٠" and "30").
    """
    span = _trimmed(source.text, span)
    if not len(span):
        return None
    return _same_characters(source, target, span.of(source.text)) or _same_number(source, target, span)


def _same_characters(source: WordView, target: WordView, quote: str) -> Span | None:
    if len(quote) < 2 or not _DISTINCT.search(quote) or source.text.count(quote) != 1:
        return None
    if target.text.count(quote) != 1:
        return None
    found = Span(target.text.index(quote), target.text.index(quote) + len(quote))
    return found if stands_alone(target.text, found) else None


def stands_alone(text: str, span: Span) -> bool:
    """Whether the characters of ``span`` go on neither before nor behind it in letters of their scripts or digits.

    Languages write their case endings and particles onto a code: "R-330'un", "R-330の", "وR-330". Those are no part
    of it; the "0" and the "x" of "R-3300" and "R-330x" are.
    """
    scripts = _scripts(span.of(text))
    before = _AT_END.sub("", text[max(0, span.start - _REACH) : span.start])[-1:]
    after = _AT_START.sub("", text[span.end : span.end + _REACH])[:1]
    return not (_joins(before, scripts) or _joins(after, scripts))


def _joins(character: str, scripts: frozenset[str]) -> bool:
    if regex.match(r"[\p{N}\p{M}]", character):
        return True
    return bool(_scripts(character) & (scripts or _OF_CODES))


def _scripts(text: str) -> frozenset[str]:
    return frozenset(script for _, _, script in script_runs(text))


def _same_number(source: WordView, target: WordView, span: Span) -> Span | None:
    ours = numbers(source.text, source.language)
    number = next((one for one in ours if one.start == span.start and one.end == span.end), None)
    if number is None or number.spelled or len(_alike(ours, number)) != 1:
        return None
    theirs = _alike(numbers(target.text, target.language), number)
    return Span(theirs[0].start, theirs[0].end) if len(theirs) == 1 and not theirs[0].spelled else None


def _alike(found: list[Number], number: Number) -> list[Number]:
    return [one for one in found if one.values & number.values]


def _trimmed(text: str, span: Span) -> Span:
    """``span`` without marks and white space at its edges."""
    start = _EDGE.match(text, span.start, span.end)
    begin = start.end() if start else span.start
    rest = text[begin : span.end]
    while rest and _EDGE.fullmatch(rest[-1]):
        rest = rest[:-1]
    return Span(begin, begin + len(rest))
