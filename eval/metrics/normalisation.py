"""Answers as tokens, language by language, so that they can be compared fairly.

As the evaluation of MLQA (Lewis et al. 2020, "MLQA: Evaluating Cross-lingual Extractive Question
Answering") defines it: lower case, no punctuation (every character of a Unicode category P, and the ASCII
symbols), no articles, then tokens at white space, or single characters in scripts written without spaces
with the rest of such a text still at white space ("mixed segmentation").

Ours differs from it in three ways, each on purpose: NFKC first, so that full-width digits and composed
accents are equal to their plain forms; articles only as whole tokens (MLQA takes ال out of the middle of
Arabic words, so that مالطا "Malta" falls apart; Arabic writes its article onto the word, so nothing is taken);
and more languages.
"""

from __future__ import annotations

import string
import unicodedata
from functools import lru_cache

import regex

# Chinese, Japanese, Thai, Khmer, Lao, Burmese: one token a character.
CHARACTER_LANGUAGES = frozenset({"zh", "zh-hant", "ja", "th", "km", "lo", "my"})
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー々\p{Thai}\p{Khmer}\p{Lao}\p{Myanmar}]")

# en, es, de and vi are MLQA's (the Vietnamese ones are classifiers and particles).
ARTICLES: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "a an the",
        "es": "un una unos unas el la los las",
        "de": "ein eine einen einem eines einer der die das den dem des",
        "vi": "của là cái chiếc những",
        "fr": "un une des le la les",
        "pt": "o a os as um uma uns umas",
        "it": "il lo la i gli le un uno una",
        "ca": "el la els les un una uns unes",
        "gl": "o a os as un unha uns unhas",
        "nl": "de het een",
        "ro": "un o unei unui niște",
        "el": "ο η το οι τα του της των τον την τους τις ένας μια μία ένα ενός μιας",
        "sv": "en ett",
        "da": "en et",
        "nb": "en ei et",
        "hu": "a az egy",
    }.items()
}
_NONE: frozenset[str] = frozenset()


def tokens(text: str, language: str) -> list[str]:
    """The tokens of ``text`` that are compared, in order.

    >>> tokens("The 2.5 kW battery!", "en")
    ['25', 'kw', 'battery']
    >>> tokens("約30分 (Wi-Fi)", "ja")
    ['約', '30', '分', 'wifi']
    """
    found = words(text, language)
    if language not in CHARACTER_LANGUAGES:
        return found
    return _UNSPACED.sub(r" \g<0> ", " ".join(found)).split()


def words(text: str, language: str) -> list[str]:
    """The same before characters are set apart: what stands between white space, without punctuation and articles."""
    # Before and after: ‾ turns into a mark that is no punctuation, ⑴ into one in brackets.
    bare = _without_punctuation(unicodedata.normalize("NFKC", _without_punctuation(text)).lower())
    articles = ARTICLES.get(language, _NONE)
    return [word for word in bare.split() if word not in articles]


def normalise(text: str, language: str) -> str:
    """The tokens joined by spaces: two answers match exactly when these are equal."""
    return " ".join(tokens(text, language))


def _without_punctuation(text: str) -> str:
    return "".join(character for character in text if not _is_punctuation(character))


@lru_cache(maxsize=4096)
def _is_punctuation(character: str) -> bool:
    return character in string.punctuation or unicodedata.category(character).startswith("P")
