"""Stems: what inflected forms of a word share."""

from __future__ import annotations

import threading
from functools import lru_cache

import Stemmer

from polycite.components.text.korean_particles import noun_of
from polycite.components.text.words import UNSPACED, fold

STEM = "~"  # marks a stem among the keys of a lexicon table

_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian",
    "id": "indonesian", "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali",
    "nl": "dutch", "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
_ARABIC_PROCLITICS = ("وال", "بال", "كال", "فال", "لل", "ال", "و", "ب", "ل", "ف", "ك")
_HEBREW_PROCLITICS = ("וה", "שה", "מה", "כש", "ה", "ו", "ב", "ל", "כ", "מ", "ש")
_local = threading.local()


def inflects(language: str) -> bool:
    """Whether words of a language have stems of their own: not in scripts without spaces, nor in Vietnamese."""
    return language not in UNSPACED and language != "vi"


def stem(word: str, language: str) -> str:
    """The stem of a normalised word: Snowball (Porter 2001) where it knows the language, else a shorter beginning.

    Korean words lose their particles, and the verb that was made of a noun.

    Scripts without spaces do not inflect so: the word itself.
    """
    if not inflects(language):
        return word
    if language in _SNOWBALL:
        return _snowball(word, language)
    if language == "ko":
        return noun_of(word)
    bare = fold(word)
    return bare[: max(4, len(bare) - 3)] if len(bare) > 4 else bare


def prefix_stripped(word: str, language: str) -> list[str]:
    """``word`` without each proclitic it may carry (Arabic, Hebrew), longest first."""
    proclitics = {"ar": _ARABIC_PROCLITICS, "he": _HEBREW_PROCLITICS}.get(language, ())
    return [word[len(p) :] for p in proclitics if word.startswith(p) and len(word) - len(p) >= 3]


@lru_cache(maxsize=65536)
def _snowball(word: str, language: str) -> str:
    # A stemmer keeps state while it works, so each thread has its own.
    stemmers: dict[str, Stemmer.Stemmer] = _local.__dict__
    if language not in stemmers:
        stemmers[language] = Stemmer.Stemmer(_SNOWBALL[language], 0)
    return fold(str(stemmers[language].stemWord(word)))
