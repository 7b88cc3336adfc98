"""Marks by which a draft names its evidence: [1], [1, 2], 【1】, ［１］, ¹, in the digits of any script."""

from __future__ import annotations

from dataclasses import dataclass

import regex

_LABEL = (
    r"(?:(?:evidence|sources?|src|refs?|references?|docs?|sentences?|citations?|no|n|belege?|quellen?|preuves?|fuentes?"
    r"|evidencias?|fontes?|fonti?|prove|bron|dowody?|источник\w*|доказательств\w*|证据|證據|来源|來源|出典|証拠|根拠|근거"
    r"|출처|المصدر|مصدر|स्रोत|प्रमाण|nguồn|kaynak)\s?[.:#=]?\s?|[\^#])"
)
_SEPARATOR = r"\s*[,;，、；،&+/]\s*"
_NUMBERS = rf"\d{{1,4}}(?:(?:{_SEPARATOR}|\s*[-–—~～]\s*|\s)(?:{_LABEL})?\d{{1,4}})*"
_BRACKETED = rf"\\?[\[［【〔⟦]\s*{_LABEL}?(?P<numbers>{_NUMBERS})\s*(?:†[^\]】\n]{{0,80}})?\s*\\?[\]］】〕⟧]"
_LINK = r"(?:\([^()\s]{0,300}\))?"  # "[1](#source)": a link of the model's own must not stay behind
# Raised digits are a mark after a word or the end of a sentence; after "m" and "10" they are a power.
_RAISED = (
    r"(?<=\p{L}{4}|\p{Han}|\p{Hiragana}|\p{Katakana}|[.!?。！？।؟…»”\"'’)）\]])"
    r"(?P<raised>[⁰¹²³⁴-⁹]{1,3}(?:[,˒⸴ ]?[⁰¹²³⁴-⁹]{1,3})*)"
)
_MARK = regex.compile(f"(?:{_BRACKETED}{_LINK}|{_RAISED})", regex.IGNORECASE)
_RANGE = regex.compile(r"(\d{1,4})\s*[-–—~～]\s*(\d{1,4})")
_NUMBER = regex.compile(r"\d{1,4}")
_RAISED_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_WIDEST = 20  # numbers of one range


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at half-open ``[start, end)`` code points and the numbers it names, each once, in order."""

    start: int
    end: int
    numbers: tuple[int, ...]


def marks(text: str) -> list[Mark]:
    """The marks of ``text``, in order.

    Usage::

        [mark.numbers for mark in marks("Er hält 10 Stunden [1, 3]. Er wiegt 2 kg.【４】")]   # [(1, 3), (4,)]
    """
    return [Mark(match.start(), match.end(), _numbers(match)) for match in _MARK.finditer(text)]


def _numbers(match: regex.Match[str]) -> tuple[int, ...]:
    written = match.group("numbers") or match.group("raised").translate(_RAISED_DIGITS)
    found: list[int] = []
    position = 0
    for piece in _RANGE.finditer(written):
        found += _each(written[position : piece.start()])
        first, last = int(piece.group(1)), int(piece.group(2))
        found += range(first, last + 1) if first <= last < first + _WIDEST else (first, last)
        position = piece.end()
    return tuple(dict.fromkeys([*found, *_each(written[position:])]))


def _each(written: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(written)]
