"""Words of a text in any script, with their places in it."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import regex

# Scripts written without spaces between words: ICU's dictionaries segment them.
UNSPACED = frozenset({"zh", "zh-hant", "ja", "th", "km", "lo", "my"})
# Their vowel signs are marks; folding them away would merge unrelated words.
_KEEP_MARKS = regex.compile(
    r"[\p{Devanagari}\p{Bengali}\p{Gurmukhi}\p{Gujarati}\p{Tamil}\p{Telugu}\p{Kannada}\p{Malayalam}\p{Sinhala}"
    r"\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{Hangul}\p{Hiragana}\p{Katakana}]"
)
# Letters, digits and marks; an apostrophe or joiner inside a word belongs to it. ``\w+`` alone
# would shred Hindi at its vowel signs.
_WORD = regex.compile(r"[\p{L}\p{N}\p{M}]+(?:[\u200c\u200d'’][\p{L}\p{M}]+)*")
# Korean writes units and particles behind figures and foreign words without a space: 25분, Wi-Fi를.
_HANGUL = regex.compile(r"\p{Hangul}")
_MIXED_RUN = regex.compile(r"[\p{Hangul}\p{M}]+|[\p{L}\p{N}\p{M}--\p{Hangul}]+", regex.V1)
_UNSPACED_RUN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー々\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+")


def word_spans(text: str, language: str | None = None) -> list[tuple[int, int]]:
    """Half-open spans (code points) of the words of ``text``, in order, not overlapping.

    Runs of a script without spaces are segmented by ICU whatever the language, so that a
    Japanese name inside an English sentence is not one token; a word that is Hangul in part is its parts.
    """
    spans: list[tuple[int, int]] = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if text[start:end].isascii():
            spans.append((start, end))
        elif _UNSPACED_RUN.search(text, start, end):
            position = start
            for piece in _segment(text[start:end], language):
                if _WORD.search(piece):
                    spans.append((position, position + len(piece)))
                position += len(piece)
        elif _HANGUL.search(text, start, end):
            spans += [run.span() for run in _MIXED_RUN.finditer(text, start, end)]
        else:
            spans.append((start, end))
    return spans


@lru_cache(maxsize=4096)
def _segment(run: str, language: str | None) -> tuple[str, ...]:
    from icu4py.breakers import WordBreaker

    locale = (language or "zh").split("-")[0] if language in UNSPACED else "zh"
    return tuple(str(piece) for piece in WordBreaker(run, locale))


def normalise(word: str) -> str:
    """The form under which a word is looked up: NFKC, lower case. Never used for offsets."""
    # Lower case of İ is an i with a dot above it, which nobody types.
    return unicodedata.normalize("NFKC", word).lower().translate(_JOINERS).replace("i\u0307", "i")


_JOINERS = str.maketrans({"’": "'", "ʼ": "'", "\u200c": None, "\u200d": None})


def fold(word: str) -> str:
    """A normalised word without accents, for people who type without them; in Devanagari in one spelling of several."""
    if word.isascii():
        return word
    if _KEEP_MARKS.search(word):
        return _one_spelling(word)
    decomposed = unicodedata.normalize("NFKD", word)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


# Hindi writes a nasal before a consonant as that letter or as a dot, has a moon or a dot over a vowel, and keeps or
# drops the dot that marks foreign sounds: हिन्दी and हिंदी, गाँव and गांव, फ़ीस and फीस.
_NASALS = regex.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])|ँ")
_NUKTA = "\u093c"


def _one_spelling(word: str) -> str:
    if not "\u0900" <= word[0] <= "\u097f":
        return word
    return _NASALS.sub("ं", unicodedata.normalize("NFD", word).replace(_NUKTA, ""))


_LETTERS = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})
