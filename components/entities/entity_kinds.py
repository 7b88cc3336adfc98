"""What must survive a translation, found in a text: addresses, code, placeholders, dates, numbers with their units."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from polycite.components.entities.measures import Measure, measure
from polycite.components.entities.moments import Moment, moments
from polycite.components.entities.numerals import flat, numbers
from polycite.components.entities.verbatim import VERBATIM, verbatim_key, verbatim_spans

__all__ = ["VERBATIM", "Entity", "entities", "verbatim"]


@dataclass(frozen=True, slots=True)
class Entity:
    """Something at half-open ``[start, end)`` code points that a translation must keep.

    ``kind`` is one of :data:`VERBATIM`, "date", "time" or "number"; ``key`` is the form under which a verbatim one
    compares. ``moment`` and ``measure`` are the values of the others.
    """

    kind: str
    start: int
    end: int
    text: str
    key: str = ""
    moment: Moment | None = None
    measure: Measure | None = None


_MARKUP = regex.compile(r"</?[A-Za-z][^<>]{0,200}>|&(?:[A-Za-z]{2,8}|#\d{1,6});")
_THOUSANDS = regex.compile(r"\d{1,3}(?:\.\d{3})+")


def entities(text: str, language: str | None) -> list[Entity]:
    """Everything in ``text`` that a translation must keep, but for names and glossary terms; in order, not overlapping.

    Usage::

        [(e.kind, e.text) for e in entities("Fehler E-16: bis 5 GB von www.example.com laden", "de")]
        # [("code", "E-16"), ("number", "5 GB"), ("url", "www.example.com")]
    """
    found = verbatim(text)
    hidden = _masked(text, [*((e.start, e.end) for e in found), *(m.span() for m in _MARKUP.finditer(text))])
    for moment in moments(hidden, language):
        kind = "time" if moment.minutes else "date"
        found.append(Entity(kind, moment.start, moment.end, text[moment.start : moment.end], moment=moment))
    hidden = _masked(hidden, [(e.start, e.end) for e in found])
    measures = (measure(hidden, number, language) for number in numbers(hidden, language))
    found += [Entity("number", one.start, one.end, text[one.start : one.end], measure=one) for one in measures]
    return sorted(found, key=lambda entity: entity.start)


def verbatim(text: str) -> list[Entity]:
    """The entities of ``text`` that no translation changes, in order, not overlapping."""
    found = []
    for kind, start, end in verbatim_spans(text):
        even = flat(text[start:end])
        # 1.234.567 and 5.3.2024 look like versions.
        if kind != "code" or not (_THOUSANDS.fullmatch(even) or moments(even, None)):
            found.append(Entity(kind, start, end, text[start:end], verbatim_key(kind, text[start:end])))
    return sorted(found, key=lambda entity: entity.start)


def _masked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """``text`` with object replacement characters in place of ``spans``: every other character keeps its offset."""
    pieces, position = [], 0
    for start, end in sorted(spans):
        if start >= position:
            pieces += [text[position:start], "\ufffc" * (end - start)]
            position = end
    return "".join(pieces) + text[position:]
