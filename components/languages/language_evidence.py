"""What speaks for each language a text may be in: one row of evidence a language.

The kinds of evidence are the columns :data:`EVIDENCE`; ``language.py`` weighs them.
"""

from __future__ import annotations

import math
import threading
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import regex

from polycite.components.languages.content_words import INTERNATIONAL
from polycite.components.languages.word_evidence import (
    AGGLUTINATED,
    Token,
    agglutinated_words,
    languages_of,
    romanised_words,
    tokens,
)
from polycite.components.text.scripts import (
    ALPHABETS,
    FOREIGN_HAN,
    LETTER_WEIGHT,
    SCRIPTS,
    SCRIPTS_OF,
    SPECIAL,
    UNUSED,
)
from polycite.components.text.technical import mask, technical_spans

EVIDENCE = (
    "script",  # log share of the letters that are of the language's script
    "py3langid",  # log probability among the languages of the script
    "function words",  # how many words are function words, as written
    "folded words",  # how many are so only once accents are taken away
    "content words",  # how many are words or begin with stems of the support vocabulary
    "endings",  # how many end, or are spelt, as words of the language often do
    "share known",  # which share of the words are function or content words
    "own letters",  # how many letters are particular to few languages, this one among them
    "foreign letters",  # how many letters of other languages the language does not write
    "unused letters",  # how many basic letters it writes in loan words only
    "romanised words",  # function words of a language that has a script of its own
    "prior",  # how often people write it, in three steps
)

_QUOTED = regex.compile(
    r"\"([^\"\n]{2,80})\"|[“„]([^“”„\n]{2,80})[“”]|«([^«»\n]{2,80})»|»([^«»\n]{2,80})«|「([^「」\n]{2,80})」"
    r"|(?<!\w)['‘]([^'‘’\n]{2,80})['’](?!\w)"
)
_FREQUENT = frozenset(
    ["en", "es", "pt", "fr", "de", "it", "nl", "pl", "tr", "ru", "uk", "ar", "fa", "hi", "vi", "id", "zh", "ja", "sv"]
)
_RARE = frozenset(["gl", "eu", "af", "ha", "yo", "cy", "sw", "is", "az", "be", "kk", "mr", "ne"])
_ENOUGH_WORDS = 12.0  # beyond these many words more of them are no surer sign
_KNOWN = frozenset(["function words", "content words"])
_FEW_BYTES = 20  # py3langid is surest of single words, with the least reason
_LETTERS_AT_MOST = 4.0
_HAN_SURENESS = 2.0  # a Han character of another standard is a plainer sign than an accent
# Scripts between whose languages py3langid is asked to choose.
_FAMILIES = (("Latin",), ("Cyrillic",), ("Arabic",), ("Devanagari",), ("Han", "Kana"))
# Beside another script, Latin letters are mostly names and borrowed terms.
_LATIN_BESIDE = 0.4
# A text in Latin letters is seldom in a language with another script: it takes two words that only that one has.
_ROMANISED_SHARE = 0.05
_ROMANISED_WORDS = 2

# py3langid's labels for our codes, where they differ.
_PY3LANGID = {"nb": ("no", "nn"), "zh": ("zh", "wuu"), "zh-hant": ("zh", "yue"), "ar": ("ar", "ary", "arz"),
              "hr": ("hr", "bs")}  # fmt: skip
_LOCK = threading.Lock()

Matrix = npt.NDArray[np.float64]


def gather(text: str, candidates: Sequence[str]) -> tuple[list[str], Matrix]:
    """The evidence in ``text`` for those of ``candidates`` whose script it uses.

    Returns:
        The codes and an array of shape (codes, len(EVIDENCE)); both empty when the text, without
        its technical material, has no letter of a candidate's script.
    """
    clean, words = telling_words(text)
    shares = _shares(words)
    romanised = romanised_words(words)
    codes = [
        code for code in candidates if SCRIPTS_OF[code] & shares.keys() or romanised.get(code, 0) >= _ROMANISED_WORDS
    ]
    rows = np.zeros((len(codes), len(EVIDENCE)))
    column = {name: rows[:, index] for index, name in enumerate(EVIDENCE)}
    homes = [max(sorted(SCRIPTS_OF[code]), key=lambda script: shares.get(script, 0.0)) for code in codes]
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
    _spell(clean, codes, homes, column)
    _count(clean, words, codes, column)
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
    return [match.span(match.lastindex or 0) for match in _QUOTED.finditer(text)]


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
    scaled = best / math.sqrt(_FEW_BYTES + len(text.strip().encode("utf-8", "surrogatepass")))
    column["py3langid"][at] = scaled - np.logaddexp.reduce(scaled)


def _spell(text: str, codes: list[str], homes: list[str], column: dict[str, Matrix]) -> None:
    """How the letters of ``text`` agree with the spelling of each language in the script it has here."""
    letters = unicodedata.normalize("NFC", text).lower()
    seen = {script: special.intersection(letters) for script, special in SPECIAL.items()}
    basic = set(letters).intersection("abcdefghijklmnopqrstuvwxyz")
    for i, (code, script) in enumerate(zip(codes, homes, strict=True)):
        if code in FOREIGN_HAN:
            strange = sum(letter in FOREIGN_HAN[code] for letter in letters)
            column["foreign letters"][i] = _HAN_SURENESS * min(_LETTERS_AT_MOST, strange)
        elif script in SPECIAL:
            own = _alphabet(code, script)
            rarity = sum(_rarity(script, letter) for letter in seen[script] & own)
            column["own letters"][i] = min(_LETTERS_AT_MOST, rarity)
            column["foreign letters"][i] = min(_LETTERS_AT_MOST, len(seen[script] - own))
        if script == "Latin":
            column["unused letters"][i] = min(_LETTERS_AT_MOST, len(basic & UNUSED.get(code, frozenset())))


def _alphabet(code: str, script: str) -> frozenset[str]:
    return ALPHABETS.get(f"{code}-{script.lower()}", ALPHABETS.get(code, frozenset()))


@cache
def _rarity(script: str, letter: str) -> float:
    """1 for a letter of one language of ``script``, 0 for a letter that all of them use."""
    users = sum(letter in _alphabet(code, script) for code in SCRIPTS[script])
    return math.log(len(SCRIPTS[script]) / users) / math.log(len(SCRIPTS[script]))


def _count(text: str, words: Sequence[Token], codes: list[str], column: dict[str, Matrix]) -> None:
    """How many of ``words`` the lists of each language hold."""
    scale = min(1.0, _ENOUGH_WORDS / max(1, len(words)))
    place = {code: i for i, code in enumerate(codes)}
    for token in words:
        for kind, languages in languages_of(token.word).items():
            for code in languages & place.keys():
                column[kind][place[code]] += scale
                if kind in _KNOWN:
                    column["share known"][place[code]] += 1 / len(words)
    for code in AGGLUTINATED & place.keys():
        hits = agglutinated_words(text, words, code)
        column["function words"][place[code]] = min(_ENOUGH_WORDS, hits) if code != "ko" else scale * hits


@cache
def _load_py3langid() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _py3langid() -> Any:
    with _LOCK:
        return _load_py3langid()
