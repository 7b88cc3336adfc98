"""Whether what an engine gave back is a translation: not empty, not a copy, not in another language."""

from __future__ import annotations

from functools import lru_cache

import regex

from polycite.components.languages.language_identification import LanguageIdentifier
from polycite.components.text.scripts import LETTER_WEIGHT, SCRIPTS_OF, script_runs
from polycite.components.text.technical import mask, technical_spans

_LETTER = regex.compile(r"\p{L}")
_HEAVY = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_LEAST_LETTERS = 20  # below, names and words that two languages share decide
_SURE = 0.9
_LEAST_LETTERS_OF_A_SCRIPT, _LEAST_SHARE = 12, 0.3
_LEAST_LETTERS_OF_A_COPY, _SURE_OF_A_COPY = 12, 0.5
# Languages so near that unknown words and shared ones make the detector take one for the other.
_NEAR = tuple(
    frozenset(codes.split())
    for codes in (
        "da nb sv", "es gl ca pt", "hr sr sl", "cs sk", "bg mk", "ru uk be", "id ms", "hi mr ne", "af nl", "zh zh-hant",
    )
)  # fmt: skip


def fault(sentence: str, translation: str, source: str, target: str) -> str | None:
    """What is wrong with ``translation``: "empty", "copy" or "language"; None when nothing is seen to be.

    Only a text long enough to tell its language by is judged, and only a sure judgement counts: an engine
    that leaves the words it does not know, as Apertium does, is to be heard all the same.
    """
    if not translation.strip():
        return "empty"
    copied = translation.split() == sentence.split()
    words = mask(translation, technical_spans(translation))
    letters = len(_LETTER.findall(words)) + 2 * len(_HEAVY.findall(words))
    if letters >= _LEAST_LETTERS_OF_A_SCRIPT and _share_written_in(words, target) < _LEAST_SHARE:
        return "copy" if copied else "language"
    if letters < (_LEAST_LETTERS_OF_A_COPY if copied else _LEAST_LETTERS):
        return None
    found = _identifier().detect(words)
    if found.language in (None, target) or found.confidence < (_SURE_OF_A_COPY if copied else _SURE):
        return None
    if any(found.language in near and target in near for near in _NEAR):
        return None
    return "copy" if copied else "language"


def _share_written_in(text: str, language: str) -> float:
    """Share of the letters that are of a script the language is written in."""
    runs = [
        ((end - start) * LETTER_WEIGHT.get(script, 1.0), script in SCRIPTS_OF[language])
        for start, end, script in script_runs(text)
    ]
    return sum(length for length, own in runs if own) / sum(length for length, _ in runs)


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier()
