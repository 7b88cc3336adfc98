"""What speaks for each language a text may be in: one row of evidence a language.

The kinds of evidence are the columns :data:`EVIDENCE`; ``language.py`` weighs them.
"""

from __future__ import annotations

import math
import threading
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import regex

from polycite.components.content_words import ENGLISH_WORDS, INTERNATIONAL, STEMS
from polycite.components.function_words import FUNCTION_WORDS, ROMANISED
from polycite.components.scripts import (
    ALPHABETS,
    FOREIGN_HAN,
    LETTER_WEIGHT,
    SCRIPTS,
    SCRIPTS_OF,
    SPECIAL,
    UNUSED,
    script_runs,
)
from polycite.components.technical import mask, technical_spans
from polycite.components.words import UNSPACED, fold, normalise

EVIDENCE = (
    "script",  # log share of the letters that are of the language's script
    "py3langid",  # log probability among the languages of the script
    "function words",  # how many words are function words, as written
    "folded words",  # how many are so only once accents are taken away
    "content words",  # how many are words or begin with stems of the support vocabulary
    "endings",  # how many end, or are spelt, as words of the language often do
    "own letters",  # how many letters are particular to few languages, this one among them
    "foreign letters",  # how many letters of other languages the language does not write
    "unused letters",  # how many basic letters it writes in loan words only
    "romanised words",  # function words of a language that has a script of its own
    "prior",  # how often people write it, in three steps
)

# Function words of these scripts are not set apart by spaces: they are looked for anywhere.
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\u200c\u200d]*(?:['’](?=\p{L}))?")
_QUOTED = regex.compile(
    r"\"([^\"\n]{2,80})\"|[“„]([^“”„\n]{2,80})[“”]|«([^«»\n]{2,80})»|»([^«»\n]{2,80})«|「([^「」\n]{2,80})」"
    r"|(?<!\w)['‘]([^'‘’\n]{2,80})['’](?!\w)"
)
_WORDS = {code: frozenset(map(normalise, words)) for code, words in FUNCTION_WORDS.items()}
_FOLDED = {code: frozenset(map(fold, words)) for code, words in _WORDS.items()}
_STEMS = {
    code: (
        frozenset(fold(stem) for stem in stems if not stem.startswith("-") and not stem.endswith("-")),
        tuple(fold(stem[:-1]) for stem in stems if not stem.startswith("-") and stem.endswith("-")),
        tuple(fold(stem[1:]) for stem in stems if stem.startswith("-") and not stem.endswith("-")),
        tuple(fold(stem[1:-1]) for stem in stems if stem.startswith("-") and stem.endswith("-")),
    )
    for code, stems in STEMS.items()
}
_ROMANISED = {
    code: words.difference(*(_WORDS[latin] for latin in SCRIPTS["Latin"])) for code, words in ROMANISED.items()
}
_FREQUENT = frozenset(
    ["en", "es", "pt", "fr", "de", "it", "nl", "pl", "tr", "ru", "uk", "ar", "fa", "hi", "vi", "id", "zh", "ja", "sv"]
)
_RARE = frozenset(["gl", "eu", "af", "ha", "yo", "cy", "sw", "is", "az", "be", "kk", "mr", "ne"])
_ENOUGH_WORDS = 12.0  # beyond these many words more of them are no surer sign
_LETTERS_AT_MOST = 4.0
_HAN_SURENESS = 2.0  # a Han character of another standard is a plainer sign than an accent
# Scripts between whose languages py3langid is asked to choose.
_FAMILIES = (("Latin",), ("Cyrillic",), ("Arabic",), ("Devanagari",), ("Han", "Kana"))
# Beside another script, Latin letters are mostly names and borrowed terms.
_LATIN_BESIDE = 0.4
# A text in Latin letters is seldom in a language with another script, and needs as many words to show it.
_ROMANISED_SHARE = 0.05
_ROMANISED_WORDS = 2

# py3langid's labels for our codes, where they differ.
_PY3LANGID = {"nb": ("no", "nn"), "zh": ("zh", "wuu"), "zh-hant": ("zh", "yue"), "ar": ("ar", "ary", "arz"),
              "hr": ("hr", "bs")}  # fmt: skip
_LOCK = threading.Lock()

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: half-open offsets (code points), the form it is looked up under, its script."""

    start: int
    end: int
    word: str
    script: str


def tokens(text: str) -> list[Token]:
    """The words of ``text`` in order; a word that changes script is cut there."""
    found = []
    for match in _WORD.finditer(text):
        start, word = match.start(), match.group()
        runs = list(script_runs(word))
        if len(runs) == 1:
            found.append(Token(start, match.end(), normalise(word), runs[0][2]))
        else:
            found += [Token(start + a, start + b, normalise(word[a:b]), script) for a, b, script in runs]
    return found


def gather(text: str, candidates: Sequence[str]) -> tuple[list[str], Matrix]:
    """The evidence in ``text`` for those of ``candidates`` whose script it uses.

    Returns:
        The codes and an array of shape (codes, len(EVIDENCE)); both empty when the text, without
        its technical material, has no letter of a candidate's script.
    """
    clean, words = telling_words(text)
    shares = _shares(words)
    romanised = {code: _hits(words, listed) for code, listed in _ROMANISED.items()}
    codes = [
        code for code in candidates if SCRIPTS_OF[code] & shares.keys() or romanised.get(code, 0) >= _ROMANISED_WORDS
    ]
    rows = np.zeros((len(codes), len(EVIDENCE)))
    column = {name: rows[:, index] for index, name in enumerate(EVIDENCE)}
    homes = [max(SCRIPTS_OF[code], key=lambda script: shares.get(script, 0.0)) for code in codes]
    for i, code in enumerate(codes):
        own = sum(shares.get(script, 0.0) for script in SCRIPTS_OF[code])
        if romanised.get(code, 0) >= _ROMANISED_WORDS and shares.get("Latin", 0.0) * _ROMANISED_SHARE > own:
            homes[i], own = "Romanised", shares["Latin"] * _ROMANISED_SHARE
            column["romanised words"][i] = romanised[code]
        column["script"][i] = math.log(own)
        column["prior"][i] = (code in _FREQUENT) - (code in _RARE)
    for family in _FAMILIES:
        here = [i for i, home in enumerate(homes) if home in family]
        if len(here) > 1:
            apart = [(token.start, token.end, "") for token in words if token.script not in family]
            _vote(mask(clean, apart), [codes[i] for i in here], here, column)
    for i, (code, home) in enumerate(zip(codes, homes, strict=True)):
        _spell(clean, code, home, i, column)
        _count(clean, words, code, i, column)
    return codes, rows


def telling_words(text: str) -> tuple[str, list[Token]]:
    """``text`` with blanks for what does not tell its language, and the words left.

    That is technical material, what is only quoted, and international words; the latter two stay
    when little else is there. Offsets are those of ``text``.
    """
    clean = mask(text, technical_spans(text))
    words = tokens(clean)
    outside = mask(clean, [(start, end, "") for start, end in quoted_spans(clean)])
    if 2 * len(unquoted := tokens(outside)) >= len(words) and len(unquoted) > 1:
        clean, words = outside, unquoted
    telling = [token for token in words if token.word not in INTERNATIONAL]
    if telling:
        clean = mask(clean, [(token.start, token.end, "") for token in words if token.word in INTERNATIONAL])
    return clean, telling or words


def quoted_spans(text: str) -> list[tuple[int, int]]:
    """What stands between quotation marks in ``text``, without the marks: half-open offsets (code points)."""
    spans = []
    for match in _QUOTED.finditer(text):
        index = match.lastindex or 0
        spans.append(match.span(index))
    return spans


def _shares(words: Sequence[Token]) -> dict[str, float]:
    """Share of each script in the letters of ``words``, a letter counted for what it says."""
    weights: dict[str, float] = defaultdict(float)
    for token in words:
        if token.script in SCRIPTS:
            weights[token.script] += (token.end - token.start) * LETTER_WEIGHT.get(token.script, 1.0)
    if len(weights) > 1:
        weights["Latin"] *= _LATIN_BESIDE
    total = sum(weights.values())
    return {script: weight / total for script, weight in weights.items() if weight}


def _vote(text: str, codes: list[str], at: list[int], column: dict[str, Matrix]) -> None:
    """py3langid's log probabilities of ``codes``, written to the rows ``at``."""
    scores = dict(_py3langid().rank(text))
    best = np.array([max(scores[label] for label in _PY3LANGID.get(code, (code,))) for code in codes])
    scaled = best / math.sqrt(max(1, len(text.encode("utf-8", "surrogatepass"))))
    column["py3langid"][at] = scaled - np.logaddexp.reduce(scaled)


def _spell(text: str, code: str, script: str, i: int, column: dict[str, Matrix]) -> None:
    """How the letters of ``text`` agree with the spelling of ``code``."""
    letters = unicodedata.normalize("NFC", text).lower()
    if code in FOREIGN_HAN:
        column["foreign letters"][i] = _HAN_SURENESS * min(
            _LETTERS_AT_MOST, sum(c in FOREIGN_HAN[code] for c in letters)
        )
    elif script in SPECIAL:
        own = ALPHABETS.get(f"{code}-{script.lower()}", ALPHABETS.get(code, frozenset()))
        seen = SPECIAL[script].intersection(letters)
        column["own letters"][i] = min(_LETTERS_AT_MOST, sum(_rarity(script, c) for c in seen & own))
        column["foreign letters"][i] = min(_LETTERS_AT_MOST, len(seen - own))
        if script == "Latin":
            column["unused letters"][i] = min(
                _LETTERS_AT_MOST, len(UNUSED.get(code, frozenset()).intersection(letters))
            )


@cache
def _rarity(script: str, letter: str) -> float:
    """1 for a letter of one language of ``script``, 0 for a letter that all of them use."""
    users = sum(letter in ALPHABETS.get(f"{code}-{script.lower()}", ALPHABETS[code]) for code in SCRIPTS[script])
    return math.log(len(SCRIPTS[script]) / users) / math.log(len(SCRIPTS[script]))


def _count(text: str, words: Sequence[Token], code: str, i: int, column: dict[str, Matrix]) -> None:
    """How many of ``words`` the lists of ``code`` hold."""
    scale = min(1.0, _ENOUGH_WORDS / len(words))
    if code in UNSPACED:
        column["function words"][i] = min(_ENOUGH_WORDS, sum(text.count(word) for word in _WORDS[code]))
    elif code == "ko":
        endings = tuple(_WORDS["ko"])
        column["function words"][i] = scale * sum(token.word.endswith(endings) for token in words)
    else:
        counts = Counter(kind for token in words for kind in kinds_of(token.word, code))
        for name in ("function words", "folded words", "content words", "endings"):
            column[name][i] = scale * counts[name]


@lru_cache(maxsize=32768)
def kinds_of(word: str, code: str) -> tuple[str, ...]:
    """The kinds of evidence, named as in :data:`EVIDENCE`, that a normalised word is for ``code``."""
    if word in _WORDS[code]:
        return ("function words",)
    folded = fold(word)
    found = ["folded words"] if folded in _FOLDED[code] else []
    if code == "en":
        return (*found, "content words") if not ENGLISH_WORDS.isdisjoint(_english_stems(word)) else tuple(found)
    stems = _STEMS.get(code)
    if stems is not None:
        whole, begin, end, inside = stems
        if folded in whole or folded.startswith(begin):
            found.append("content words")
        if folded.endswith(end) or any(piece in folded for piece in inside):
            found.append("endings")
    return tuple(found)


def _english_stems(word: str) -> set[str]:
    """The words of which ``word`` may be a regular English inflection, itself among them."""
    stems = {word}
    if len(word) > 4:
        if word.endswith("s") and not word.endswith(("ss", "es")):
            stems.add(word[:-1])
        for ending in ("ed", "ing"):
            if word.endswith(ending):
                stem = word.removesuffix(ending)
                stems |= {stem, stem + "e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem}
        if word.endswith(("ied", "ies")):
            stems.add(word[:-3] + "y")
    return stems


def _hits(words: Sequence[Token], listed: frozenset[str]) -> int:
    return sum(token.word in listed for token in words)


@cache
def _load_py3langid() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _py3langid() -> Any:
    with _LOCK:
        return _load_py3langid()
