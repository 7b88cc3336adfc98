"""Numbers of a text by value, in any script: ٣٠, ३०, 三十, thirty and 30 are the same."""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

import regex

from polycite.components.entities.number_multipliers import multiplied
from polycite.components.entities.number_words import HAN, han_value, number_words
from polycite.components.languages.locale_words import plain
from polycite.components.text.words import UNSPACED, word_spans

_FLAT = str.maketrans(
    {c: str(unicodedata.decimal(c)) for c in map(chr, range(128, sys.maxunicode)) if unicodedata.decimal(c, -1) >= 0}
    | {chr(c): chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
    | {"٫": ".", "٬": ",", "٪": "%", "−": "-", "‐": "-", "‑": "-", "–": "-", "’": "'", "،": ","}
    | dict.fromkeys("\u00a0\u202f\u2009\u3000", " ")
    | dict.fromkeys(map(chr, range(0x1090, 0x109A)), "၊")  # Shan digits: in Burmese text, marks of an old encoding
)
_NUMBER = regex.compile(
    r"(?<![\p{Latin}\p{Cyrillic}\p{Greek}\d_])(?<!\d[.,])"
    r"(?:\d{1,3}(?P<group>[ '.,])\d{3}(?:(?P=group)\d{3})*(?:[.,]\d+)?(?!\d)"  # 1,234.5 or 1 234,5
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?(?!\d)"  # 12,34,567.5
    r"|(?P<list>\d+(?:,\d+){2,})"
    r"|\d+[.,]\d+(?![.,]?\d)|\d+)"
)
_DIGITS = regex.compile(r"\d+")
_COUNTED = regex.compile(r"[\p{Han}\p{Hangul}]")
_MYANMAR = regex.compile(r"[\p{Myanmar}--\p{N}]", regex.V1)
_WORDS_IN_A_NUMBER = 4
_LONGEST = 18  # digits of a number that means a quantity


@dataclass(frozen=True, slots=True)
class Number:
    """A number at half-open ``[start, end)`` code points.

    ``values`` are what it may mean: "1.234" is 1234 in German and 1.234 in English, and a translator may
    keep it. ``parts`` are the numbers it is when its separator only separates ("in 7 100 files"). ``spelled`` is
    True for words. ``times`` is what a word after the digits multiplied them by: 10,000 in "3万".
    """

    start: int
    end: int
    values: frozenset[Decimal]
    parts: tuple[Decimal, ...] = ()
    spelled: bool = False
    negative: bool = False
    times: int = 1


def flat(text: str) -> str:
    """``text`` with digits, separators, dashes and full-width forms in ASCII; every character keeps its offset."""
    return text.translate(_FLAT)


def numbers(text: str, language: str | None) -> list[Number]:
    """The numbers of ``text``, in digits and in words, in order.

    Words are those of ``language``; without one only digits and Han numerals are found.

    Usage::

        numbers("Über 1.234,5 km in drei Tagen", "de")    # 1234.5 at [5, 12), 3 at [19, 23)
        numbers("約３万人", "ja")                            # 30000 at [1, 3)
    """
    written = [number for match in _NUMBER.finditer(flat(text)) for number in _written(text, match, language)]
    written = _summed(text, written)
    taken = {place for number in written for place in range(number.start, number.end)}
    spelled = [number for number in _spelled(text, language) if number.start not in taken]
    return sorted(written + spelled, key=lambda number: number.start)


def _written(text: str, match: regex.Match[str], language: str | None) -> list[Number]:
    token, start, end = match.group(), match.start(), match.end()
    if match.group("list"):
        items = _DIGITS.finditer(token)
        return [Number(start + m.start(), start + m.end(), _readings(m.group())) for m in items]
    before = text[max(0, start - 2) : start]
    if token == "0" and _MYANMAR.match(text, start - 1 if start else 0):
        return []  # the letter wa, typed as the zero that looks like it
    negative = before[-1:] in ("-", "−", "‑", "–") and not before[:-1].strip("([ \t\n\u00a0\u202f")
    values, parts = _readings(token) | _years(token, text, start, end), _parts(token)
    times, end = multiplied(text, start, end, language)
    values = frozenset(value * times for value in values)
    return [Number(start, end, values, parts, negative=negative, times=times)]


def _summed(text: str, written: list[Number]) -> list[Number]:
    """``written`` with numbers that follow a larger multiplier joined to it: "1万5千" is one number."""
    found: list[Number] = []
    for number in written:
        last = found[-1] if found else None
        if (
            last
            and last.times > number.times
            and _COUNTED.match(text, last.end - 1)
            and text[last.end : number.start] in ("", " ")
            and max(number.values) < last.times
        ):
            values = frozenset(a + b for a in last.values for b in number.values)
            found[-1] = Number(last.start, number.end, values, negative=last.negative, times=number.times)
        else:
            found.append(number)
    return found


def _years(token: str, text: str, start: int, end: int) -> frozenset[Decimal]:
    """What else an English decade or short year may be: "the 1980s" are the 80s, "'53" is 1953."""
    if len(token) == 4 and token.endswith("0") and text.startswith("s", end):
        return frozenset({Decimal(token[2:])})
    if len(token) == 2 and text[start - 1 : start] in ("'", "’") and not text[start - 2 : start - 1].isalpha():
        return frozenset({Decimal(f"19{token}"), Decimal(f"20{token}")})
    return frozenset()


def _readings(token: str) -> frozenset[Decimal]:
    digits = "".join(_DIGITS.findall(token))
    if len(digits) > _LONGEST:
        return frozenset({Decimal(digits)})
    marks = [c for c in token if not c.isdigit()]
    whole = Decimal(digits)
    if not marks:
        return frozenset({whole})
    head, _, tail = token.rpartition(marks[-1])
    fraction = Decimal(f"{digits[: len(digits) - len(tail)]}.{tail}")
    if marks[-1] in " '" or marks.count(marks[-1]) > 1:
        return frozenset({whole})
    if len(marks) > 1 or len(tail) != 3 or len(head) > 3 or head == "0":
        return frozenset({fraction})
    return frozenset({whole, fraction})


def _parts(token: str) -> tuple[Decimal, ...]:
    pieces = token.replace(",", " ").split(" ")
    return tuple(map(Decimal, pieces)) if len(pieces) > 1 and all(piece.isdigit() for piece in pieces) else ()


def _spelled(text: str, language: str | None) -> list[Number]:
    found = [
        Number(match.start(), match.end(), frozenset({Decimal(value)}), spelled=True)
        for match in HAN.finditer(text)
        if (value := han_value(match.group())) is not None
    ]
    if language is None or language.startswith("zh"):
        return found
    table = number_words(language)
    spans = word_spans(text, language)
    keys = [plain(text[start:end]) for start, end in spans]
    glue = "" if language in UNSPACED else " "
    i = 0
    while i < len(spans):
        for n in range(min(_WORDS_IN_A_NUMBER, len(spans) - i), 0, -1):
            value = table.get(glue.join(keys[i : i + n]))
            if value is not None and not HAN.match(text, spans[i][0]):
                place = spans[i][0], spans[i + n - 1][1]
                found.append(Number(*place, frozenset({Decimal(value)}), spelled=True))
                i += n - 1
                break
        i += 1
    return found
