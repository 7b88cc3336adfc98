"""What speaks for each language a text may be in: one row of evidence a language.

The kinds of evidence are the columns :data:`EVIDENCE`; ``language.py`` weighs them.
"""

from __future__ import annotations

import math
import threading
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
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
    script_runs,
)
from polycite.components.technical import mask, technical_spans
from polycite.components.words import UNSPACED, fold, normalise

EVIDENCE = (
    "script",  # log share of the letters that are of the language's script
    "py3langid",  # log probability among the languages of the script
    "langdetect",  # the same, bounded below; 0 for all where it knows none of them
    "langdetect knows",  # 1 where langdetect has a profile of the language
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
_WORDS = {code: frozenset(map(normalise, words)) for code, words in FUNCTION_WORDS.items()}
_FOLDED = {code: frozenset(map(fold, words)) for code, words in _WORDS.items()}
_FREQUENT = frozenset(
    ["en", "es", "pt", "fr", "de", "it", "nl", "pl", "tr", "ru", "uk", "ar", "fa", "hi", "vi", "id", "zh", "ja", "sv"]
)
_RARE = frozenset(["gl", "eu", "af", "ha", "yo", "cy", "sw", "is", "az", "be", "kk", "mr", "ne"])
_FLOOR = math.log(0.003)  # langdetect's own figure is nearly always 0 or 1, right or wrong
_ENOUGH_WORDS = 12.0  # beyond these many words more of them are no surer sign
_LETTERS_AT_MOST = 4.0
# Scripts between whose languages the libraries are asked to choose.
_FAMILIES = (("Latin", "Romanised"), ("Cyrillic",), ("Arabic",), ("Devanagari",), ("Han", "Kana"))

# Labels of the two libraries for our codes, where they differ.
_PY3LANGID = {"nb": ("no", "nn"), "zh": ("zh", "wuu"), "zh-hant": ("zh", "yue"), "ar": ("ar", "ary", "arz"),
              "hr": ("hr", "bs")}  # fmt: skip
_LANGDETECT = {"nb": "no", "zh": "zh-cn", "zh-hant": "zh-tw"}
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
    romanised = {code: _hits(words, listed) for code, listed in ROMANISED.items()}
    codes = [code for code in candidates if SCRIPTS_OF[code] & shares.keys() or romanised.get(code, 0) >= 2]
    rows = np.zeros((len(codes), len(EVIDENCE)))
    column = {name: rows[:, index] for index, name in enumerate(EVIDENCE)}
    homes = [max(SCRIPTS_OF[code], key=lambda script: shares.get(script, 0.0)) for code in codes]
    for i, code in enumerate(codes):
        own = sum(shares.get(script, 0.0) for script in SCRIPTS_OF[code])
        if romanised.get(code, 0) >= 2 and shares.get("Latin", 0.0) > own:
            homes[i], own = "Romanised", shares["Latin"]
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
    """``text`` with blanks for its technical and international words, and the words left.

    International words stay when there is no other word. Offsets are those of ``text``.
    """
    clean = mask(text, technical_spans(text))
    words = tokens(clean)
    telling = [token for token in words if token.word not in INTERNATIONAL]
    if telling:
        clean = mask(clean, [(token.start, token.end, "") for token in words if token.word in INTERNATIONAL])
    return clean, telling or words


def _shares(words: Sequence[Token]) -> dict[str, float]:
    """Share of each script in the letters of ``words``, a letter counted for what it says."""
    weights: Counter[str] = Counter()
    for token in words:
        if token.script in SCRIPTS:
            weights[token.script] += (token.end - token.start) * LETTER_WEIGHT.get(token.script, 1.0)  # type: ignore[assignment]
    total = sum(weights.values())
    return {script: weight / total for script, weight in weights.items()}


def _vote(text: str, codes: list[str], at: list[int], column: dict[str, Matrix]) -> None:
    """The two libraries' log probabilities of ``codes``, written to the rows ``at``."""
    scores = dict(_py3langid().rank(text))
    best = np.array([max(scores[label] for label in _PY3LANGID.get(code, (code,))) for code in codes])
    scaled = best / math.sqrt(max(1, len(text.encode("utf-8", "surrogatepass"))))
    column["py3langid"][at] = scaled - np.logaddexp.reduce(scaled)
    known = {code: label for code in codes if (label := _LANGDETECT.get(code, code)) in _langdetect().get_lang_list()}
    if len(known) > 1:
        probabilities = _langdetect_probabilities(text, tuple(known.values()))
        for i, code in zip(at, codes, strict=True):
            column["langdetect knows"][i] = code in known
            if code in known:
                column["langdetect"][i] = max(_FLOOR, math.log(probabilities[known[code]] + 1e-12))


def _spell(text: str, code: str, script: str, i: int, column: dict[str, Matrix]) -> None:
    """How the letters of ``text`` agree with the spelling of ``code``."""
    letters = unicodedata.normalize("NFC", text).lower()
    if code in FOREIGN_HAN:
        column["foreign letters"][i] = min(_LETTERS_AT_MOST, sum(c in FOREIGN_HAN[code] for c in letters))
    elif script in SPECIAL:
        own = ALPHABETS.get(f"{code}-{script.lower()}", ALPHABETS.get(code, frozenset()))
        seen = SPECIAL[script].intersection(letters)
        column["own letters"][i] = min(_LETTERS_AT_MOST, sum(_rarity(script, c) for c in seen & own))
        column["foreign letters"][i] = min(_LETTERS_AT_MOST, len(seen - own))


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
        plain = _hits(words, _WORDS[code])
        column["function words"][i] = scale * plain
        column["folded words"][i] = scale * (sum(fold(token.word) in _FOLDED[code] for token in words) - plain)
    if code == "en":
        column["content words"][i] = scale * sum(
            token.word in ENGLISH_WORDS and token.word not in _WORDS["en"] for token in words
        )


def _hits(words: Sequence[Token], listed: frozenset[str]) -> int:
    return sum(token.word in listed for token in words)


@cache
def _load_py3langid() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


@cache
def _load_langdetect() -> Any:
    import langdetect
    from langdetect.detector_factory import DetectorFactory

    factory = DetectorFactory()
    factory.load_profile(str(Path(langdetect.__file__).parent / "profiles"))
    # Without a seed the same text gets different answers; ours alone, others' factories stay as they are.
    factory.set_seed(0)
    return factory


def _py3langid() -> Any:
    with _LOCK:
        return _load_py3langid()


def _langdetect() -> Any:
    with _LOCK:
        return _load_langdetect()


def _langdetect_probabilities(text: str, labels: tuple[str, ...]) -> dict[str, float]:
    """Seeded langdetect's probability of each of ``labels``; equal ones where it finds no feature."""
    from langdetect.lang_detect_exception import LangDetectException

    detector = _langdetect().create()
    detector.set_prior_map(dict.fromkeys(labels, 1.0))
    detector.append(text)
    try:
        detector.get_probabilities()
    except LangDetectException:
        return dict.fromkeys(labels, 1.0 / len(labels))
    found = dict(zip(detector.langlist, detector.langprob, strict=True))
    return {label: float(found[label]) for label in labels}
