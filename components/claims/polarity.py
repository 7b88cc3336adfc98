"""Whether a claim denies what its evidence affirms, or says the contrary: by words, in any language."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

import regex

from polycite.components.claims.contraries import AXES
from polycite.components.claims.negation_words import NEGATIONS
from polycite.components.text.words import fold, normalise, word_spans

_CLEAR, _LIKELY, _FAINT = 0.35, 0.25, 0.1


@lru_cache(maxsize=128)
def _negations(
    language: str,
) -> tuple[frozenset[str], frozenset[str], regex.Pattern[str] | None, regex.Pattern[str] | None]:
    denied, lacking, pattern, apparent = NEGATIONS.get(language, ("", "", "", ""))
    return (
        frozenset(denied.split()),
        frozenset(lacking.split()),
        regex.compile(unicodedata.normalize("NFKC", pattern)) if pattern else None,
        regex.compile(unicodedata.normalize("NFKC", apparent)) if apparent else None,
    )


def denials(text: str, language: str | None) -> int:
    """How often ``text`` turns around: one for any number of denials, one for any number of lacks; 0 to 2.

    Languages differ in how many words one denial takes, so words are not counted. "Not without", "unless
    not" give 2.
    """
    denied, lacking, pattern, apparent = _negations(language or "")
    view = normalise(text)
    if apparent is not None:
        view = apparent.sub(" ", view)
    words = {fold(view[start:end]) for start, end in word_spans(view, language)}
    said = bool(words & denied) or (pattern is not None and pattern.search(view) is not None)
    return said + bool(words & lacking)


def contraries(claim: Sequence[Mapping[str, float]], evidence: Sequence[Mapping[str, float]]) -> int:
    """On how many axes (over/under, before/after, open/closed) the claim stands on a side its evidence does not.

    Args:
        claim: for each of its words the truncated English words it translates to, with weights that sum to 1
            (:attr:`polycite.components.claims.claim_words.ClaimWords.meanings`).
        evidence: the same.
    """
    return sum(_opposed(claim, evidence, axis) for axis in AXES)


def _opposed(
    claim: Sequence[Mapping[str, float]], evidence: Sequence[Mapping[str, float]], axis: Sequence[frozenset[str]]
) -> bool:
    said, meant = ([_weight(words, side) for side in axis] for words in (claim, evidence))
    return any(
        mine >= _LIKELY and theirs < _FAINT and max(other for k, other in enumerate(meant) if k != side) >= _CLEAR
        for side, (mine, theirs) in enumerate(zip(said, meant, strict=True))
    )


def _weight(words: Sequence[Mapping[str, float]], side: frozenset[str]) -> float:
    """The most that any one word has on that side."""
    return max((sum(word.get(term, 0.0) for term in side) for word in words), default=0.0)
