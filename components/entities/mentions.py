"""What a question is about, by name: codes, products, names, and quantities. Half-open code points throughout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import regex

from polycite.components.entities.entity_kinds import entities
from polycite.components.entities.proper_names import names
from polycite.components.text.technical import technical_spans

MentionKind = Literal["code", "name", "number", "verbatim"]
_DIGITS = regex.compile(r"\p{N}+")
_UNIT = regex.compile(r"[^\p{N}]*$")
_NOUNS_CAPITALISED = frozenset({"de"})  # a capital there is no sign of a name
_PART_OF_NAME = regex.compile(r"[ \u00a0-](?=\p{N}{1,4}(?![\p{L}\p{N}]))\p{N}+|[ \u00a0]\p{Lu}[\p{L}]{0,9}(?!\p{L})")


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named at half-open ``[start, end)``; mentions of one ``kind`` can stand in each other's place.

    ``family`` is what two of one series share: the letters of a code, the unit of a number.
    """

    kind: MentionKind
    start: int
    end: int
    text: str
    family: str = ""


def mentions(text: str, language: str | None) -> list[Mention]:
    """Everything that ``text`` names, in order, not overlapping.

    Usage::

        [(m.kind, m.text) for m in mentions("How long does the X-100 last at 5 °C?", "en")]
        # [("code", "X-100"), ("number", "5 °C")]
    """
    found: list[Mention] = []
    for entity in entities(text, language):
        if entity.kind == "code":
            found.append(_code(text, entity.start, entity.end))
        elif entity.measure is not None:
            unit = _UNIT.search(entity.text)
            family = unit.group().strip().casefold() if unit else ""
            if not entity.measure.number.spelled:
                found.append(Mention("number", entity.start, entity.end, entity.text, family))
        elif entity.kind in ("email", "url", "path", "snippet"):
            found.append(Mention("verbatim", entity.start, entity.end, entity.text))
    for start, end, kind in technical_spans(text):
        if kind == "model" and any(map(str.isdigit, text[start:end])) and any(map(str.isalpha, text[start:end])):
            found += _free(found, _code(text, start, end))
        elif kind != "acronym" and text[start:end].isalnum():
            found += _free(found, Mention("name", start, end, text[start:end]))
    if language not in _NOUNS_CAPITALISED:
        for name in names(text, language):
            end = name.end
            while more := _PART_OF_NAME.match(text, end):
                end = more.end()
            found += _free(found, Mention("name", name.start, end, text[name.start : end]))
    return sorted(found, key=lambda mention: mention.start)


def _code(text: str, start: int, end: int) -> Mention:
    return Mention("code", start, end, text[start:end], _DIGITS.sub("0", text[start:end].upper()))


def _free(found: list[Mention], mention: Mention) -> list[Mention]:
    """``mention`` where none of ``found`` stands in its place."""
    clash = any(one.start < mention.end and mention.start < one.end for one in found)
    return [] if clash else [mention]
