"""Pairs of texts that are nearly the same, found without comparing each with each."""

from __future__ import annotations

import math
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import regex

_NO_WORD = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_LENGTH = 3


def normalised(text: str) -> str:
    """The letters, marks and digits of a text in one form (NFKC, case folded), a space between words."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def near_duplicates(left: Sequence[str], right: Sequence[str], threshold: float) -> Iterator[tuple[int, int, float]]:
    """Places in ``left`` and ``right`` of texts whose Jaccard similarity is ``threshold`` or more, and the similarity.

    Compared are the sets of all 3 characters in a row of the normalised texts, so that scripts without spaces work
    like others. Exact by the prefix filter of Chaudhuri et al. 2006 ("A Primitive Operator for Similarity Joins"): two
    sets so similar share one of their rarest few members.
    """
    sets = [[_grams(text) for text in texts] for texts in (left, right)]
    frequency = Counter(gram for side in sets for grams in side for gram in grams)
    index: dict[str, list[int]] = defaultdict(list)
    for place, grams in enumerate(sets[1]):
        for gram in _rarest(grams, frequency, threshold):
            index[gram].append(place)
    for place, grams in enumerate(sets[0]):
        near = {other for gram in _rarest(grams, frequency, threshold) for other in index.get(gram, ())}
        for other in sorted(near):
            similarity = len(grams & sets[1][other]) / len(grams | sets[1][other])
            if similarity >= threshold:
                yield place, other, similarity


def _grams(text: str) -> frozenset[str]:
    text = normalised(text)
    return frozenset(text[at : at + _LENGTH] for at in range(max(1, len(text) - _LENGTH + 1)))


def _rarest(grams: frozenset[str], frequency: Counter[str], threshold: float) -> list[str]:
    kept = len(grams) - math.ceil(threshold * len(grams)) + 1
    return sorted(grams, key=lambda gram: (frequency[gram], gram))[:kept]
