"""A text as its words: what each translates to, its vectors, its clause, and whether it says what the text is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import regex
from numpy.typing import NDArray

from polycite.components.entities.entity_kinds import Entity, entities
from polycite.components.languages.function_words import FUNCTION_WORDS
from polycite.components.lexicon import TERM_LETTERS, Table
from polycite.components.text.words import fold, normalise, word_spans

Floats = NDArray[np.float32]
Unit = tuple[int, int, str]
"""A word, or a phrase the lexicon knows as one: half-open code points and the key it is looked up under."""

GRAMMAR = frozenset(word[:TERM_LETTERS] for word in FUNCTION_WORDS["en"])
"""English words that carry grammar, cut as the lexicon's terms are."""

_MOSTLY = 0.6
_DIVIDING = frozenset({"and", "but", "while", "wherea", "yet"})  # cut likewise
_CLEARLY = 0.5
_CLAUSE = regex.compile(r"[,;:،؛—–]\s|[、，；：،؛]|\n")


@dataclass(frozen=True, slots=True, eq=False)
class ClaimWords:
    """A text as its words, n of them.

    ``keys``: as the lexicon looks them up. ``spreads``: the truncated English words each translates to;
    ``meanings``: the same without its own Latin spelling, summing to 1. ``in_context`` and ``alone``: (n, size)
    vectors of unit length. ``content``: (n) whether a word says what the text is about, which grammar and
    quantities do not. ``entities``: what a translation must keep, with the first word of each. ``clauses``: (n)
    the clause each word is in, ``parts``: the clauses; ``stretches``: (n) the same where "and" and "but" divide too.
    ``vector``: (size) of the whole text.
    """

    language: str | None
    keys: tuple[str, ...]
    spreads: tuple[Mapping[str, float], ...]
    meanings: tuple[Mapping[str, float], ...]
    in_context: Floats
    alone: Floats
    content: NDArray[np.bool_]
    entities: tuple[tuple[int, Entity], ...]
    clauses: NDArray[np.int64]
    parts: tuple[str, ...]
    stretches: NDArray[np.int64]
    vector: Floats


def word_units(text: str, language: str | None, table: Table | None) -> list[Unit]:
    """The words of ``text``, those that ``table`` knows as a phrase as one."""
    if table is not None:
        return [(unit.start, unit.end, unit.key) for unit in table.units(text)]
    return [(start, end, normalise(text[start:end])) for start, end in word_spans(text, language)]


def claim_words(
    text: str,
    language: str | None,
    table: Table | None,
    units: Sequence[Unit],
    in_context: Floats,
    alone: Floats,
    vector: Floats,
) -> ClaimWords:
    """The view of ``text``.

    Args:
        text: any.
        language: its BCP 47 code.
        table: of the language; None for English and where there is none.
        units: its words, n of them.
        in_context: (n, size) their vectors in the text.
        alone: (n, size) their vectors by themselves.
        vector: (size) of the text.
    """
    spreads = tuple(_spread(key, table) for _, _, key in units)
    found = entities(text, language)
    holding = [
        [i for i, (a, b, _) in enumerate(units) if a < end and start < b] for start, end in map(_value_span, found)
    ]
    held = {i for words in holding for i in words}
    content = [
        i not in held and not _is_grammar(key, language, spread)
        for i, ((_, _, key), spread) in enumerate(zip(units, spreads, strict=True))
    ]
    meanings = tuple(_meaning(key, spread, table) for (_, _, key), spread in zip(units, spreads, strict=True))
    cuts = [0, *(match.end() for match in _CLAUSE.finditer(text) if match.end() < len(text)), len(text)]
    clauses = np.searchsorted(cuts, [start for start, _, _ in units], side="right") - 1
    return ClaimWords(
        language,
        tuple(key for _, _, key in units),
        spreads,
        meanings,
        in_context,
        alone,
        np.array(content, bool),
        tuple((words[0], entity) for words, entity in zip(holding, found, strict=True) if words),
        clauses,
        tuple(text[a:b] for a, b in pairwise(cuts)),
        _stretches(clauses, meanings),
        vector,
    )


def _stretches(clauses: NDArray[np.int64], meanings: Sequence[Mapping[str, float]]) -> NDArray[np.int64]:
    divides = [sum(meaning.get(term, 0.0) for term in _DIVIDING) >= _CLEARLY for meaning in meanings]
    begins = np.diff(clauses, prepend=clauses[:1]) > 0
    return np.cumsum(begins | np.array(divides, bool))


def _value_span(entity: Entity) -> tuple[int, int]:
    """Where its value is: what a number in words counts ("five weeks") compares as any other word."""
    if entity.measure and entity.measure.number.spelled:
        return entity.measure.number.start, entity.measure.number.end
    return entity.start, entity.end


def _spread(key: str, table: Table | None) -> Mapping[str, float]:
    return table.spread(key) if table else {fold(key)[:TERM_LETTERS]: 1.0}


def _meaning(key: str, spread: Mapping[str, float], table: Table | None) -> Mapping[str, float]:
    own = fold(key)[:TERM_LETTERS] if table else ""
    total = sum(weight for term, weight in spread.items() if term != own)
    return {term: weight / total for term, weight in spread.items() if term != own} if total else {}


def _is_grammar(key: str, language: str | None, spread: Mapping[str, float]) -> bool:
    own = FUNCTION_WORDS.get(language or "", frozenset())
    if all(word in own for word in key.split(" ")):
        return True
    total = sum(spread.values())
    return total > 0 and sum(weight for term, weight in spread.items() if term in GRAMMAR) > _MOSTLY * total
