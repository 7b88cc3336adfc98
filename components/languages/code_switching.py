"""Stretches of another language inside a text, as in "Deploy model này lên GPU server như thế nào?".

The matrix language is the one that carries the grammar; the stretches are what it holds of others,
most often English terms. Every offset is half-open and counts code points of the text as given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import regex

from polycite.components.languages.content_words import HOMOGRAPHS, INTERNATIONAL
from polycite.components.languages.function_words import ROMANISED
from polycite.components.languages.language_evidence import quoted_spans
from polycite.components.languages.word_evidence import is_english, languages_of, tokens
from polycite.components.text.scripts import (
    LETTER_WEIGHT,
    SCRIPTS,
    SCRIPTS_OF,
    SPECIAL,
    UNUSED,
    is_vietnamese_syllable,
)
from polycite.components.text.technical import mask, technical_spans
from polycite.components.text.words import normalise

# The language of a stretch among some candidates, and how sure; None where nothing tells.
Identify = Callable[[str, Sequence[str]], tuple[str | None, float]]


@dataclass(frozen=True, slots=True)
class LanguageSpan:
    """The code points ``[start, end)`` of a text are in ``language``."""

    start: int
    end: int
    language: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word or a technical stretch, and how much more likely it is English than the matrix language."""

    start: int
    end: int
    kind: str  # "word", "script" (of another script), "name", "acronym", "model" or "code"
    foreign: float = 0.0
    script: str = ""


# What each kind of evidence adds to the log odds of English against the matrix language, and the
# price of a switch; chosen by hand on the code-switched questions of data/questions/language.jsonl.
_ENGLISH = {"function words": 0.9, "content words": 2.2, "folded words": 0.0, "endings": 0.0}
_MATRIX = {"function words": -2.6, "content words": -1.2, "folded words": -1.0, "endings": -0.5}
_UNKNOWN, _HOMOGRAPH, _UNUSED_LETTER, _OWN_LETTER, _NO_SYLLABLE = -0.7, -2.1, 1.0, -4.0, 2.5
_SWITCH = 1.1
_SURE = 0.75

_JOINED = regex.compile(r"[\s\-/'’&+]*")


def foreign_spans(text: str, matrix: str, candidates: Sequence[str], identify: Identify) -> tuple[LanguageSpan, ...]:
    """The stretches of ``text`` in one of ``candidates`` other than its ``matrix`` language.

    Model names, code and addresses are no language; an acronym belongs to the English words it
    stands beside ("GPU server").
    """
    pieces = _pieces(text, matrix)
    spans = [
        LanguageSpan(start, end, _language(text[start:end], script, matrix, candidates, identify))
        for start, end, script in _stretches(text, pieces)
    ]
    for start, end in _strange(text, pieces, matrix):
        if not any(start < span.end and span.start < end for span in spans):
            code, confidence = identify(text[start:end], candidates)
            if code not in (None, matrix) and confidence >= _SURE:
                spans.append(LanguageSpan(start, end, str(code)))
    return tuple(sorted((span for span in spans if span.language in candidates), key=lambda span: span.start))


def _pieces(text: str, matrix: str) -> list[_Piece]:
    technical = technical_spans(text)
    words = tokens(mask(text, technical))
    # A language of another script whose words are in Latin letters here is typed in them.
    romanised = "Latin" if not any(token.script in SCRIPTS_OF[matrix] for token in words) else ""
    found = [_Piece(start, end, kind) for start, end, kind in technical]
    for token in words:
        capital = text[token.start].isupper() and not is_english(token.word)
        if token.script in SCRIPTS_OF[matrix] or token.script == romanised:
            odds = _log_odds(token.word, token.script, matrix)
            # A capital inside the text marks a name, which may be foreign and is yet no switch.
            odds = min(0.0, odds) if capital and token.start else odds
            found.append(_Piece(token.start, token.end, "word", odds, token.script))
        elif token.script in SCRIPTS and (len(token.word) > 1 or token.script in LETTER_WEIGHT):
            name = token.script == "Latin" and capital
            script = "Han" if token.script == "Kana" else token.script
            found.append(_Piece(token.start, token.end, "name" if name else "script", 1.0, script))
    return sorted(found, key=lambda piece: piece.start)


def _log_odds(word: str, script: str, matrix: str) -> float:
    """How much more likely ``word`` is English than the ``matrix`` language; negative for the matrix."""
    if matrix == "en" or script != "Latin":
        return -1.0
    kinds = languages_of(word)
    odds = sum(_ENGLISH[kind] for kind, languages in kinds.items() if "en" in languages)
    if script in SCRIPTS_OF[matrix]:
        odds += sum(_MATRIX[kind] for kind, languages in kinds.items() if matrix in languages)
    elif word in ROMANISED.get(matrix, ()):
        odds += _MATRIX["function words"]
    if SPECIAL["Latin"].intersection(word):
        odds += _OWN_LETTER
    elif matrix == "vi":
        odds += _UNKNOWN if is_vietnamese_syllable(word) else _NO_SYLLABLE
    elif not HOMOGRAPHS.get(matrix, frozenset()).isdisjoint((word, word.removesuffix("s"))):
        odds += _HOMOGRAPH
    elif word in INTERNATIONAL:
        odds = 0.0
    elif odds == 0:
        odds = _UNKNOWN
    if odds > 0 and UNUSED.get(matrix, frozenset()).intersection(word):
        odds += _UNUSED_LETTER
    return odds if len(word) > 2 else min(odds, 0.0)


def _stretches(text: str, pieces: Sequence[_Piece]) -> Iterator[tuple[int, int, str]]:
    """Maximal runs of foreign pieces, with the script of their words."""
    foreign = _switched(pieces)
    index = taken = 0
    while index < len(pieces):
        if not foreign[index]:
            index += 1
            continue
        last = index
        for i in range(index + 1, len(pieces)):
            if not _touch(text, pieces[i - 1], pieces[i]) or not (foreign[i] or pieces[i].kind in _BRIDGES):
                break
            if foreign[i] and pieces[i].script == pieces[index].script:
                last = i
            elif foreign[i]:
                break
        first, end = index, last
        while first > taken and pieces[first - 1].kind in _JOINING and _touch(text, pieces[first - 1], pieces[first]):
            first -= 1
        while end + 1 < len(pieces) and pieces[end + 1].kind in _JOINING and _touch(text, pieces[end], pieces[end + 1]):
            end += 1
        yield pieces[first].start, pieces[end].end, pieces[index].script
        index = taken = end + 1


_BRIDGES = frozenset({"acronym", "model", "name", "code"})
_JOINING = frozenset({"acronym", "name"})


def _touch(text: str, left: _Piece, right: _Piece) -> bool:
    return _JOINED.fullmatch(text, left.end, right.start) is not None


def _switched(pieces: Sequence[_Piece]) -> list[bool]:
    """Which pieces are foreign: the likeliest sequence of two states (Viterbi) over the words."""
    best, paths = (0.0, -_SWITCH), ([], [])  # type: tuple[float, float], tuple[list[bool], list[bool]]
    for piece in pieces:
        if piece.kind != "word":
            paths = [*paths[0], piece.kind == "script"], [*paths[1], piece.kind == "script"]
            continue
        stay, leave = best[0], best[1]
        enter, remain = best[0] - _SWITCH, best[1]
        paths = (
            [*(paths[0] if stay >= leave else paths[1]), False],
            [*(paths[1] if remain >= enter else paths[0]), True],
        )
        best = max(stay, leave), max(enter, remain) + piece.foreign
    return paths[0] if best[0] >= best[1] else paths[1]


def _language(stretch: str, script: str, matrix: str, candidates: Sequence[str], identify: Identify) -> str:
    """The language of a foreign stretch: English where it is in Latin letters, unless another is plain."""
    others = [code for code in candidates if script in SCRIPTS_OF[code] and code != matrix]
    if script == "Latin" and ("en" in others) and any(is_english(token.word) for token in tokens(stretch)):
        return "en"
    if len(others) == 1:
        return others[0]
    code, confidence = identify(stretch, others)
    if code is not None and (confidence >= _SURE or script != "Latin"):
        return code
    return "en" if "en" in others else ""


def _strange(text: str, pieces: Sequence[_Piece], matrix: str) -> Iterator[tuple[int, int]]:
    """Stretches that may be in another language of the same script.

    In an English text: two words or more that English does not know; in any text what stands in
    quotation marks.
    """
    for start, end in quoted_spans(text):
        quote = text[start:end]
        if quote.strip():
            yield start + len(quote) - len(quote.lstrip()), start + len(quote.rstrip())
    if matrix == "en":
        run: list[_Piece] = []
        for piece in [*pieces, _Piece(len(text), len(text), "end")]:
            word = text[piece.start : piece.end]
            strange = piece.kind == "word" and not is_english(normalise(word))
            if strange and (not run or _touch(text, run[-1], piece)):
                run.append(piece)
                continue
            if len(run) > 1 and not all(text[p.start].isupper() for p in run):
                yield run[0].start, run[-1].end
            run = [piece] if strange else []
