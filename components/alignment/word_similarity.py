"""How alike words of two languages are by what they translate to, by value and by sound.

Three signals, each a (source words, target words) matrix of values in [0, 1]: :func:`meaning`,
:func:`sameness`, :func:`sounding`. None needs a model beside the lexicon.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate

import numpy as np
import regex
from numpy.typing import NDArray

from polycite.components.entities.numerals import numbers
from polycite.components.lexicon import TERM_LETTERS, Lexicon, Table
from polycite.components.sounds import romanise, skeleton
from polycite.components.text.edit_distance import best_match
from polycite.components.text.words import fold, normalise

Matrix = NDArray[np.float64]
Spans = Sequence[tuple[int, int]]

_LEAST_SOUNDS = 3  # consonants of a name; fewer are found anywhere
_ALIKE = 0.6  # similarity of two skeletons from which they may be one name
_VOWEL = regex.compile("[aeiou]")


@dataclass(frozen=True, slots=True, eq=False)
class WordForms:
    """The n words of a text as they compare.

    ``senses``: the truncated English words each may translate to, with weights; ``keys``: romanised, lower case;
    ``skeletons``: their consonants; ``names``: whether a word may be a name, as far as one sees;
    ``values``: the numbers, as ``(first word, last word, what it may mean)``.
    """

    senses: tuple[Mapping[str, float], ...]
    keys: tuple[str, ...]
    skeletons: tuple[str, ...]
    names: NDArray[np.bool_]
    values: tuple[tuple[int, int, frozenset[Decimal]], ...]

    def __len__(self) -> int:
        return len(self.keys)

    def part(self, first: int, last: int) -> WordForms:
        """The words ``[first, last)``."""
        values = tuple((a - first, b - first, value) for a, b, value in self.values if first <= a and b < last)
        cut = slice(first, last)
        return WordForms(self.senses[cut], self.keys[cut], self.skeletons[cut], self.names[cut], values)


def word_forms(text: str, spans: Spans, language: str | None, lexicon: Lexicon) -> WordForms:
    """The words of ``text`` at ``spans`` (half-open, code points, in order)."""
    table = lexicon.table(language)
    surfaces = [text[start:end] for start, end in spans]
    keys = [romanise(normalise(surface)).strip() for surface in surfaces]
    senses = _senses(text, spans, table) if table else [_own(surface, language) for surface in surfaces]
    return WordForms(
        tuple(senses),
        tuple(keys),
        tuple(_VOWEL.sub("", skeleton(key)) if key.isalpha() else "" for key in keys),
        np.array([_may_be_name(surface, sense) for surface, sense in zip(surfaces, senses, strict=True)], np.bool_),
        tuple(_values(text, spans, language)),
    )


def meaning(source: WordForms, target: WordForms) -> Matrix:
    """Bhattacharyya coefficient of what two words translate to."""
    by_sense: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for j, senses in enumerate(target.senses):
        for sense, weight in senses.items():
            by_sense[sense].append((j, weight))
    found = np.zeros((len(source), len(target)))
    for i, senses in enumerate(source.senses):
        for sense, weight in senses.items():
            for j, other in by_sense.get(sense, ()):
                found[i, j] += (weight * other) ** 0.5
    return np.minimum(found, 1.0)


def sameness(source: WordForms, target: WordForms) -> Matrix:
    """1 where two words are spelled alike in Latin letters or belong to numbers of one value."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, key in enumerate(target.keys):
        places[key].append(j)
    found = np.zeros((len(source), len(target)))
    for i, key in enumerate(source.keys):
        if key:
            found[i, places.get(key, [])] = 1.0
    for first, last, values in source.values:
        for other, other_last, others in target.values:
            if values & others:
                pairs = zip(range(first, last + 1), range(other, other_last + 1), strict=False)
                if last - first == other_last - other:
                    found[tuple(zip(*pairs, strict=True))] = 1.0
                else:
                    found[first : last + 1, other : other_last + 1] = 1.0
    return found


def sounding(source: WordForms, target: WordForms) -> Matrix:
    """How much a name sounds like a run of words on the other side, at each word of the run.

    Scripts without spaces are cut into words by a dictionary that knows few names, so a name is sought in the
    sounds of all words together (:func:`polycite.components.text.edit_distance.best_match`), both ways.
    """
    found = np.zeros((len(source), len(target)))
    _find_names(source, target, found)
    _find_names(target, source, found.T)
    return found


def _find_names(names: WordForms, among: WordForms, found: Matrix) -> None:
    ends = list(accumulate(len(one) for one in among.skeletons))
    sounds = "".join(among.skeletons)
    for i in np.flatnonzero(names.names):
        pattern = names.skeletons[i]
        if len(pattern) < _LEAST_SOUNDS or len(sounds) < _LEAST_SOUNDS:
            continue
        span, alike = best_match(pattern, sounds)
        if alike < _ALIKE or not len(span):
            continue
        begin = 0
        for j, end in enumerate(ends):
            shared = min(end, span.end) - max(begin, span.start)
            if shared > 0 and 2 * shared >= end - begin:
                found[i, j] = max(found[i, j], alike)
            begin = end


def _senses(text: str, spans: Spans, table: Table) -> list[Mapping[str, float]]:
    """What each word translates to, alone and as part of a phrase the lexicon knows."""
    units, place = table.units(text), 0
    senses: list[Mapping[str, float]] = []
    for start, end in spans:
        while place < len(units) and units[place].end <= start:
            place += 1
        spread = table.spread(normalise(text[start:end]))
        if place < len(units) and units[place].start <= start and end <= units[place].end:
            unit = units[place]
            if (unit.start, unit.end) != (start, end):
                spread = {**spread, **{s: max(w, spread.get(s, 0.0)) for s, w in table.spread(unit.key).items()}}
        senses.append(spread)
    return senses


def _own(surface: str, language: str | None) -> Mapping[str, float]:
    """English stands for itself, and so may Latin letters of a language without a table."""
    own = fold(normalise(surface))
    return {own[:TERM_LETTERS]: 1.0} if language == "en" or own.isascii() else {}


def _may_be_name(surface: str, senses: Mapping[str, float]) -> bool:
    """A capital, or a word of a script without capitals that the lexicon does not know."""
    return surface[:1].isupper() or (not senses and not surface[:1].islower())


def _values(text: str, spans: Spans, language: str | None) -> list[tuple[int, int, frozenset[Decimal]]]:
    found = []
    for number in numbers(text, language):
        inside = [k for k, (start, end) in enumerate(spans) if start < number.end and end > number.start]
        if inside:
            found.append((inside[0], inside[-1], number.values))
    return found
