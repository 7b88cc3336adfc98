"""The language of a turn of a conversation: decided anew each time, but not by two letters of "ok"."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from polycite.components.languages.language_codes import normalise_code
from polycite.components.languages.language_identification import LanguageIdentifier
from polycite.components.text.scripts import SCRIPTS_OF, script_runs
from polycite.components.text.technical import mask, technical_spans
from polycite.components.text.words import word_spans

Reason = Literal["asked for", "detected", "same", "switched", "too little to switch", "no words", "unknown"]
"""The caller set it; found in the first turn; as before; a clear sentence in another language; other words, too few
or too doubtful; nothing but names, codes and numbers; or nothing is known at all, and English is taken."""

# Letters (East Asian ones count twice) and words that switch; in a script that the language is never written in,
# fewer: nothing else can be meant.
_LETTERS, _WORDS, _OTHER_SCRIPT = 9, 2, 4
_CERTAIN = 0.9  # of the new language against the old one alone: neighbours such as Danish and Norwegian need more text
_LIKELY = 0.5  # of the new language against all


@dataclass(frozen=True, slots=True)
class TurnLanguage:
    """The ``language`` of a turn, why, and with which confidence in [0, 1]."""

    language: str
    reason: Reason
    confidence: float


class TurnLanguages:
    """Decides the language turn by turn, with hysteresis.

    Usage::

        languages = TurnLanguages()
        first = languages.decide("Wie lange hält der Akku?")            # de, "detected"
        languages.decide("ok", first.language)                          # de, "too little to switch"
        languages.decide("How long is the warranty?", first.language)   # en, "switched"

    Args:
        candidates: codes that may be detected; None for all.
    """

    def __init__(self, candidates: tuple[str, ...] | None = None) -> None:
        self._identifier = LanguageIdentifier(candidates)

    def decide(self, message: str, previous: str | None = None, override: str | None = None) -> TurnLanguage:
        """The language of ``message`` after turns in ``previous``.

        Args:
            message: what was written.
            previous: language of the turn before; None at the start.
            override: a language that the caller set.

        Raises:
            SettingsError: ``override`` is not the code of a supported language.
        """
        if override is not None:
            return TurnLanguage(normalise_code(override), "asked for", 1.0)
        detection = self._identifier.detect(message)
        found, confidence = detection.language, round(detection.confidence, 4)
        if found is None:
            return TurnLanguage(previous, "no words", 0.0) if previous else TurnLanguage("en", "unknown", 0.0)
        if previous is None:
            return TurnLanguage(found, "detected", confidence)
        if found == previous:
            return TurnLanguage(found, "same", confidence)
        if self._switches(message, found, confidence, previous):
            return TurnLanguage(found, "switched", confidence)
        return TurnLanguage(previous, "too little to switch", confidence)

    def _switches(self, message: str, found: str, confidence: float, previous: str) -> bool:
        bare = mask(message, technical_spans(message))
        letters = sum(2 if unicodedata.east_asian_width(c) == "W" else 1 for c in bare if c.isalpha())
        between = _between(*sorted((found, previous))).detect(bare)
        if between.language != found:
            return False
        scripts = {script for _, _, script in script_runs(bare)}
        if not scripts & SCRIPTS_OF.get(previous, frozenset()):
            return letters >= _OTHER_SCRIPT
        words = sum(any(map(str.isalpha, bare[start:end])) for start, end in word_spans(bare, found))
        enough = letters >= _LETTERS and words >= _WORDS
        return enough and confidence >= _LIKELY and between.confidence >= _CERTAIN


@lru_cache(maxsize=256)
def _between(one: str, other: str) -> LanguageIdentifier:
    return LanguageIdentifier((one, other))
