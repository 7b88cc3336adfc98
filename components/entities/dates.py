"""Dates in figures and with named months, and what days they may mean."""

from __future__ import annotations

from functools import lru_cache

import regex

from polycite.components.languages.locale_words import month_words, plain
from polycite.components.text.words import UNSPACED, word_spans

Day = tuple[int | None, int, int | None]
"""Year, month, day; a year or a day that is not said is None."""
Span = tuple[int, int]
Dated = tuple[Span, frozenset[Day], tuple[int, ...]]


def dates(text: str, even: str, language: str | None) -> list[Dated]:
    """The dates of ``text``: where, the days each may mean, the numbers it is written with.

    Months that are named come first; later ones may overlap earlier ones, which go before them.

    Args:
        text: the text.
        even: the same with even digits, as :func:`polycite.components.entities.numerals.flat` makes it.
        language: whose names of months are looked for.
    """
    return [*_named(text, even, language), *_numeric(even)]


_ISO = regex.compile(r"(?<![\d.:/-])(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})(?![\d:/-]|\.\d)")
_SHORT = regex.compile(r"(?<![\d.:/-])(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?![\d:/-]|\.\d)")
_DAY_MONTH = regex.compile(r"(?<![\d.:/-])(\d{1,2})\. ?(\d{1,2})\.(?! ?\d)")
_CJK = regex.compile(
    r"(?:(?<!\d)(?P<y>\d{4}|\d{2})\s?[年년]\s?)?(?<!\d)(?P<m>\d{1,2})\s?[月월]"
    r"(?:\s?(?P<d>\d{1,2})\s?[日일号號])?(?!\p{L}*間)"
)
_VIETNAMESE = regex.compile(r"(?:(?P<d>\d{1,2}) )?tháng (?P<m>\d{1,2})(?!\d)(?:(?: năm |, ?|/)(?P<y>\d{4}))?", regex.I)


def _numeric(text: str) -> list[Dated]:
    found: list[Dated] = []
    for match in _ISO.finditer(text):
        y, m, d = int(match[1]), int(match[3]), int(match[4])
        found += _dated(match.span(), {(y, m, d), (y, d, m)}, (y, m, d))
    for match in _SHORT.finditer(text):
        a, b, y = int(match[1]), int(match[3]), int(match[4])
        days: set[Day] = {(y, b, a), (y, a, b)}
        if len(match[4]) == 2:
            if match[2] == ".":
                continue  # 1.2.10 is a version
            days.add((a, b, y))
        found += _dated(match.span(), days, (a, b, y))
    for match in _DAY_MONTH.finditer(text):
        a, b = int(match[1]), int(match[2])
        found += _dated((match.start(), match.end() - 1), {(None, b, a)}, (a, b))
    for pattern in (_CJK, _VIETNAMESE):
        for match in pattern.finditer(text):
            day: Day = _number(match["y"]), int(match["m"]), _number(match["d"])
            if day[0] is not None or day[2] is not None:
                found += _dated(match.span(), {day}, tuple(n for n in day if n is not None))
    return found


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


def _dated(span: Span, days: set[Day], numbers: tuple[int, ...]) -> list[Dated]:
    valid = frozenset(day for day in days if 1 <= day[1] <= 12 and (day[2] is None or 1 <= day[2] <= 31))
    return [(span, valid, numbers)] if valid else []


# Short words that join a month to its day and year: "5 de marzo de 2024", "5. března", "2024 m. kovo 5 d."
_JOIN = r"(?:[ .,'/-]|\b(?:de|del|di|d|do|da|of|the|a|e|er|m|an|ko|th|st|nd|rd|g|год|года|на|dne|وں|کی|को|की|का)\b|º|ª)"
_BEFORE = regex.compile(
    rf"(?<!\d)(?:(\d{{4}})(?:{_JOIN}|년){{1,5}})?(?:(\d{{1,2}})(?:st|nd|rd|th|er|ère|º|ª|-?го|-?е)?{_JOIN}{{1,5}})?\Z"
)
_AFTER = regex.compile(
    rf"\p{{M}}*(?:{_JOIN}{{1,3}}(\d{{1,2}})(?![\d:]|[.,]\d)(?:st|nd|rd|th)?)?"
    rf"(?:{_JOIN}{{1,8}}(?:พ\.ศ\. ?|ค\.ศ\. ?)?(\d{{4}})(?!\d))?"
)


def _named(text: str, even: str, language: str | None) -> list[Dated]:
    found = []
    for start, end, month in _months(text, language):
        before = _BEFORE.search(even, max(0, start - 24), start)
        after = _AFTER.match(even, end)
        first_year, first_day = (before[1], before[2]) if before else (None, None)
        last_day, last_year = (after[1], after[2]) if after else (None, None)
        if first_day and last_day:
            last_day, last_year = None, None
        y, d = first_year or last_year, first_day or last_day
        if y is None and d is None:
            continue
        begin = before.start() if before and (first_year or first_day) else start
        stop = after.end() if after and (last_day or last_year) else end
        day: Day = _number(y), month, _number(d)
        found += _dated((begin, stop), {day}, tuple(n for n in day if n is not None))
    return found


def _months(text: str, language: str | None) -> list[tuple[int, int, int]]:
    """Where months are named: half-open span and number."""
    table = month_words(language or "en")
    if not table:
        return []
    if language in UNSPACED:
        pattern = "|".join(sorted(map(regex.escape, table), key=len, reverse=True))
        return [(m.start(), m.end(), table[m.group()]) for m in regex.finditer(pattern, text)]
    spans = word_spans(text, language)
    months = ((start, end, _month(text[start:end], language or "en")) for start, end in spans)
    return [(start, end, month) for start, end, month in months if month]


@lru_cache(maxsize=65536)
def _month(surface: str, language: str) -> int | None:
    """The month that a word names, perhaps with another ending than those the table has."""
    word, table = plain(surface), month_words(language)
    if word in table or len(word) < 4:
        return table.get(word)
    for known in sorted(table, key=len, reverse=True):
        shared = max(4, len(known) - 2)
        if word[:shared] == known[:shared] and len(word) <= len(known) + 4:
            return table[known]
    return None


def named_months(text: str, language: str | None) -> frozenset[int]:
    """The months that ``text`` names in words, inside dates or not."""
    return frozenset(month for _, _, month in _months(text, language))
