"""What a single word says about its language: which lists of which languages hold it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from polycite.components.languages.content_words import ENGLISH_WORDS, INTERNATIONAL, STEMS
from polycite.components.languages.function_words import FUNCTION_WORDS, ROMANISED
from polycite.components.text.scripts import SCRIPTS, script_runs
from polycite.components.text.words import UNSPACED, fold, normalise

Index = dict[str, frozenset[str]]

# Languages whose function words are not set apart by spaces, or hang on the word before them.
AGGLUTINATED = UNSPACED | {"ko"}

_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\u200c\u200d]*(?:['’](?=\p{L}))?")


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


def _index(pairs: Iterable[tuple[str, str]]) -> Index:
    codes = defaultdict(set)
    for key, code in pairs:
        codes[key].add(code)
    return {key: frozenset(value) for key, value in codes.items()}


_LISTS = {code: frozenset(map(normalise, words)) for code, words in FUNCTION_WORDS.items()}
_EXACT = _index((word, code) for code, words in _LISTS.items() if code not in AGGLUTINATED for word in words)
_FOLDED = _index((fold(word), code) for word, codes in _EXACT.items() for code in codes)
_STEMS = [(fold(stem), code) for code, stems in STEMS.items() for stem in stems]
_WHOLE = _index((stem, code) for stem, code in _STEMS if stem[0] != "-" != stem[-1])
_BEGIN = _index((stem[:-1], code) for stem, code in _STEMS if stem[0] != "-" == stem[-1])
_END = _index((stem[1:], code) for stem, code in _STEMS if stem[0] == "-" != stem[-1])
_INSIDE = _index((stem[1:-1], code) for stem, code in _STEMS if stem[0] == "-" == stem[-1])
_LONGEST = max(map(len, (*_BEGIN, *_END)))
_NONE: frozenset[str] = frozenset()
_ROMANISED = {
    code: words.difference(*(_LISTS[latin] for latin in SCRIPTS["Latin"])) for code, words in ROMANISED.items()
}


def languages_of(word: str) -> dict[str, frozenset[str]]:
    """The languages for which a normalised ``word`` is evidence, by the kind of evidence.

    The kinds are "function words", "folded words", "content words" and "endings", as in
    ``language_evidence.EVIDENCE``. A function word of a language is nothing else for it.
    """
    exact = _EXACT.get(word, _NONE)
    folded = fold(word)
    reach = range(1, min(len(folded), _LONGEST) + 1)
    content = _WHOLE.get(folded, _NONE).union(*(_BEGIN.get(folded[:length], _NONE) for length in reach))
    endings = _NONE.union(
        *(_END.get(folded[-length:], _NONE) for length in reach),
        *(codes for piece, codes in _INSIDE.items() if piece in folded),
    )
    if _is_english_content(word):
        content |= {"en"}
    return {
        "function words": exact,
        "folded words": _FOLDED.get(folded, _NONE) - exact,
        "content words": content - exact,
        "endings": endings - exact,
    }


def is_english(word: str) -> bool:
    """Whether a normalised ``word``, inflected or not, is in the English lists or an international one."""
    return word in INTERNATIONAL or word in _LISTS["en"] or _is_english_content(word)


def agglutinated_words(text: str, words: Sequence[Token], code: str) -> int:
    """How many function words of ``code``, one of :data:`AGGLUTINATED`, stand in ``text``."""
    if code == "ko":
        endings = tuple(_LISTS[code])
        return sum(token.word.endswith(endings) for token in words)
    return sum(text.count(word) for word in _LISTS[code])


def romanised_words(words: Sequence[Token]) -> dict[str, int]:
    """How many of ``words`` are function words of a language with another script, and of no Latin one."""
    return {code: sum(token.word in listed for token in words) for code, listed in _ROMANISED.items()}


def _is_english_content(word: str) -> bool:
    if word in ENGLISH_WORDS:
        return True
    if len(word) < 5:
        return False
    stems = set()
    if word.endswith("s") and not word.endswith(("ss", "es")):
        stems.add(word[:-1])
    if word.endswith(("ied", "ies")):
        stems.add(word[:-3] + "y")
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            stems |= {stem, stem + "e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem}
    return not stems.isdisjoint(ENGLISH_WORDS)
