"""How a language writes numbers, months and quantities, as ICU's locale data (CLDR) know it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache

import regex

from polycite.components.text.words import normalise, word_spans

_INVISIBLE = regex.compile(r"[\u00ad\u200b\u200e\u200f\u061c\u2068\u2069]")
_DIGITS = regex.compile(r"[\d.,٫٬]*\d")
_BLANKS = regex.compile(r"\s+")


def plain(text: str) -> str:
    """The form under which spellings are kept and looked up: NFKC, lower case, no invisible marks, single spaces."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", normalise(text).replace("ʼ", "'"))).strip()


def words_of(text: str, language: str) -> list[str]:
    """The words of ``text`` in their :func:`plain` form."""
    return [plain(text[start:end]) for start, end in word_spans(text, language)]


def formatted(language: str, pattern: str, values: Iterable[float | datetime]) -> list[str]:
    """Each value of ``values`` in an ICU message ``pattern`` that calls it ``n``; dates are Gregorian.

    Usage::

        formatted("de", "{n,spellout}", [2, 3])    # ["zwei", "drei"]
        formatted("de", "{n,number,::unit/hour unit-width-full-name}", [2])    # ["2 Stunden"]
    """
    from icu4py.messageformat import MessageFormat

    locale = {"zh-hant": "zh_Hant"}.get(language, language)
    message = MessageFormat(pattern, f"{locale}@calendar=gregorian")
    return [_INVISIBLE.sub("", str(message.format({"n": value}))) for value in values]


def without_digits(text: str) -> tuple[str, bool]:
    """``text`` less the number in it, and whether there was one."""
    bare, count = _DIGITS.subn(" ", text)
    return _BLANKS.sub(" ", bare).strip(), count > 0


@lru_cache(maxsize=128)
def month_words(language: str) -> Mapping[str, int]:
    """Names and abbreviations of the months, in their forms inside and outside dates: word -> 1 to 12.

    Languages that number their months (Chinese, Japanese, Korean, Vietnamese) have none.
    """
    found: dict[str, int] = {}
    days = [datetime(2024, month, 17) for month in range(1, 13)]
    for skeleton in ("::MMMMd", "LLLL", "MMMM", "::MMMd", "LLL"):
        for month, text in enumerate(formatted(language, f"{{n,date,{skeleton}}}", days), start=1):
            bare = text.replace("17", " ")
            if any(unicodedata.decimal(c, None) is not None for c in bare.replace("१७", "").replace("۱۷", "")):
                continue
            words = [word for word in words_of(bare, language) if len(word) > 1]
            if words:
                found.setdefault(max(words, key=len), month)
    return {word: month for word, month in found.items() if word not in _NO_MONTHS}


_NO_MONTHS = frozenset({"月", "월", "tháng", "thg"})


@lru_cache(maxsize=128)
def multipliers(language: str) -> Mapping[str, int]:
    """Words that multiply the number before them: "million", "Mio", "тыс", "万" -> 10 to the n."""
    found: dict[str, int] = {}
    for width in ("compact-long", "compact-short"):
        values = [10**power * n for power in (3, 4, 5, 6, 7, 8, 9, 12) for n in (1, 2, 5)]
        for value, text in zip(values, formatted(language, f"{{n,number,::{width}}}", values), strict=True):
            bare, _ = without_digits(text)
            digits = "".join(str(unicodedata.decimal(c)) for c in text if unicodedata.decimal(c, None) is not None)
            word = plain(bare).rstrip(".")
            # One or two letters of an alphabet ("5 M", "5 mi") may as well be a metre, a mile or a size.
            if digits and word and (width == "compact-long" or len(word) > 2 or not _ALPHABET.match(word)):
                found.setdefault(word, value // int(digits))
    return {**found, **_MORE_MULTIPLIERS.get(language, {})}


_ALPHABET = regex.compile(r"[^\p{Han}\p{Hangul}]")
_MORE_MULTIPLIERS: dict[str, dict[str, int]] = {
    "en": {"lakh": 10**5, "crore": 10**7, "bn": 10**9},
    "pt": {"mil milhões": 10**9},
    "vi": {"tỉ": 10**9, "ngàn": 10**3},
    **{
        language: {million: 10**6, billion: 10**9}
        for language, million, billion in (
            ("hi", "मिलियन", "बिलियन"), ("mr", "मिलियन", "बिलियन"), ("bn", "মিলিয়ন", "বিলিয়ন"),
            ("gu", "મિલિયન", "બિલિયન"), ("pa", "ਮਿਲੀਅਨ", "ਬਿਲੀਅਨ"), ("ur", "ملین", "بلین"),
        )
    },
    "ne": {"करोड": 10**7, "मिलियन": 10**6, "बिलियन": 10**9},
}  # fmt: skip
