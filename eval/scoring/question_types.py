"""What a question asks for, by its interrogative: a rule, so that slices by question type can be had for any data."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import regex

from polycite.eval.scoring.interrogatives import PARTICLES, SPACED, UNSPACED

UNKNOWN = "unknown"

# Of the interrogatives that begin at one place the first type wins: "how many" before "how", "por qué" before "qué".
_ORDER = ("how many", "why", "when", "where", "who", "how", "what")
TYPES = ("who", "what", "when", "where", "how many", "how", "why", "yes-no", "other")
LANGUAGES = tuple(sorted({*SPACED, *UNSPACED}))
"""Languages of which the interrogatives are known."""

_MARKS = ("?", "？", "؟", ";", "՞", "፧")


def question_type(text: str, language: str) -> str:
    """One of :data:`TYPES` by the first interrogative of the question.

    "yes-no" is a question without any, "other" a text that is no question by its form ("Name three ..."). A rule: it
    takes a relative pronoun that comes first for an interrogative. "unknown" in the languages that are not among
    :data:`LANGUAGES`.
    """
    if language not in LANGUAGES:
        return UNKNOWN
    flat = unicodedata.normalize("NFC", text).lower().replace("’", "'").strip()
    if found := _first(_pattern(language), flat):
        return found
    particle = PARTICLES.get(language)
    if flat.rstrip(" \"'»”)").endswith(_MARKS) or (particle and regex.search(particle, flat)):
        return "yes-no"
    # Who types no question mark types no accents either: "cuanto", "ποσα", "bao nhieu".
    return _first(_pattern(language, bare=True), _without_accents(flat)) or "other"


def _first(pattern: Any, text: str) -> str:
    match = pattern.search(text)
    return _ORDER[int(match.lastgroup[1:])] if match else ""


def _without_accents(text: str) -> str:
    bare = regex.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).replace("đ", "d")


@cache
def _pattern(language: str, bare: bool = False) -> Any:
    # Marks are part of a word: without them the end of a Hindi or Bengali word is found in its middle.
    spaced = language in SPACED
    left, right = (r"(?<![\w\p{M}])", r"(?:(?<=')|(?![\w\p{M}]))") if spaced else ("", "")
    words = (SPACED if spaced else UNSPACED)[language]
    groups = (_without_accents(words) if bare else words).split(" | ")
    each = (rf"(?P<t{i}>{'|'.join(group.split(';'))})" for i, group in enumerate(groups))
    return regex.compile(f"{left}(?:{'|'.join(each)}){right}")
