"""The words at which an answer may start and end."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import regex
from numpy.typing import NDArray

from polycite.components.text.korean_particles import stem_length
from polycite.components.text.words import word_spans

# Where an apostrophe parts two words, by language: behind an article or preposition that lost its vowel (l'eau, d'un),
# and before what is added to a name or a figure (Ankara'da, the hall's); a capital is a name's own (O'Brien).
_ELIDED = regex.compile(r"(?<=^\p{L}{1,5}['’])(?=\p{L})")
_ADDED = regex.compile(r"(?<=[\p{L}\p{N}])(?=['’]\p{Ll})")
_APOSTROPHES = {"fr": _ELIDED, "it": _ELIDED, "ca": _ELIDED, "tr": _ADDED, "en": _ADDED}


class AnswerWords(NamedTuple):
    """Words in order, not overlapping.

    ``spans``: half-open, in code points. ``particles``: the numbers of those that are the particles of the word before.
    """

    spans: list[tuple[int, int]]
    particles: frozenset[int]

    def at(self, length: int) -> NDArray[np.int64]:
        """(length,): the number of the word at each code point, -1 between words."""
        numbers = np.full(length, -1, np.int64)
        for number, (start, end) in enumerate(self.spans):
            numbers[start:end] = number
        return numbers

    def last(self, first: int, last: int) -> int:
        """The last word of an answer that ends with a token of the words ``first`` to ``last``.

        Particles are no part of it, unless the token holds nothing else.
        """
        return last - 1 if last in self.particles and first < last else last


def answer_words(text: str, language: str | None = None) -> AnswerWords:
    """As :func:`polycite.components.text.words.word_spans`, with words cut where people start and end answers in them.

    Of the Korean answers that people mark six in ten end before a particle; some French ones start behind an
    apostrophe, and some Turkish ones end before one.
    """
    spans = word_spans(text, language)
    if language in _APOSTROPHES:
        parting = _APOSTROPHES[language]
        places = [[a, *(a + found.start() for found in parting.finditer(text[a:b])), b] for a, b in spans]
        return AnswerWords([piece for word in places for piece in pairwise(word)], frozenset())
    if language != "ko":
        return AnswerWords(spans, frozenset())
    cut: list[tuple[int, int]] = []
    particles: set[int] = set()
    for start, end in spans:
        behind = cut and cut[-1][1] == start  # a figure or a foreign word: 25분을 is 25, 분 and 을
        if behind and stem_length("x" + text[start:end]) == 1:
            particles.add(len(cut))
            cut.append((start, end))
            continue
        stem = start + stem_length(text[start:end])
        cut.append((start, stem))
        if stem < end:
            particles.add(len(cut))
            cut.append((stem, end))
    return AnswerWords(cut, frozenset(particles))
