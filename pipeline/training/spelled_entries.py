"""Numbers, measures, currencies, months and weekdays in words, as the Unicode locale data spells them.

What people ask for, and what neither dictionaries nor software's texts hold: of the numbers to a hundred no dictionary
here knew a word for "twenty" in Czech, German, Greek, Hindi or Russian. Through ICU's message formats.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import product
from typing import Any

import regex

from polycite.components.text.words import word_spans

_NUMBERS = (*range(101), *range(200, 1000, 100), 1000, 1_000_000)
_GENDERS = ("", "-masculine", "-feminine", "-neuter")
_CASES = ("", "-genitive", "-dative", "-accusative", "-instrumental", "-locative", "-prepositional", "-ablative")
_CARDINALS = tuple(
    f"%spellout-cardinal{kind}"
    for kind in ("-native-attributive", "-native", *(gender + case for gender in _GENDERS for case in _CASES))
)
_ORDINALS = ("%spellout-ordinal", *(f"%spellout-ordinal{gender}" for gender in _GENDERS[1:]))
_LENGTHS = "millimeter centimeter meter kilometer mile foot inch square-meter square-kilometer hectare"
_WEIGHTS = "milliliter liter gram kilogram metric-ton"
_TIMES = "second minute hour day week month year"
_OTHERS = "celsius percent watt kilowatt volt ampere byte megabyte gigabyte kilometer-per-hour"
_CURRENCIES = "EUR USD GBP CHF RUB UAH TRY PLN CZK HUF RON INR PKR BDT LKR CNY JPY KRW SEK DKK NOK THB VND IDR ILS IRR"
_COUNTS = (1, 2, 3, 5, 11)  # one of each plural form at least
_AMOUNT = regex.compile(r"[\p{N}\p{Sc}.,٫٬\u00a0\u202f]+")
_FIGURE = regex.compile(r"\p{N}")
_INVISIBLE = regex.compile("[\u00ad\u200b\u200e\u200f]")
_YEAR = 2024


def spelled_entries(language: str) -> list[tuple[str, str]]:
    """(English, ``language``) of every such name that is one word of the language, each once.

    Args:
        language: BCP 47 code; one that the locale data lacks has none.
    """
    found = dict.fromkeys(
        (english, bare)
        for english, foreign in (*_numbers(language), *_measures(language), *_dates(language))
        if len(word_spans(bare := _INVISIBLE.sub("", foreign).strip(), language)) == 1
    )
    # Where a locale lacks a rule, the root's English or figures come instead; one letter is no name of a unit.
    return [
        (english, foreign)
        for english, foreign in found
        if foreign.casefold() != english.casefold()
        and not _FIGURE.search(foreign)
        and not (len(foreign) == 1 and foreign.isascii())
    ]


def _numbers(language: str) -> Iterator[tuple[str, str]]:
    for number in _NUMBERS:
        cardinals = {_spelled(language, number, rules) for rules in ("", *_CARDINALS)}
        english = _spelled("en", number, "").replace("-", " ")
        yield from ((english, foreign) for foreign in sorted(cardinals))
        ordinals = {_spelled(language, number, rules) for rules in _ORDINALS} - cardinals
        english = _spelled("en", number, "%spellout-ordinal").replace("-", " ")
        yield from ((english, foreign) for foreign in sorted(ordinals))
    one = {_spelled(language, 1, rules) for rules in ("", *_CARDINALS)}
    for power, english in ((100, "hundred"), (1000, "thousand"), (1_000_000, "million")):
        before, _, name = _spelled(language, power, "").rpartition(" ")
        if before in one:  # "one hundred" in two words: no single word was found for it above
            yield english, name


def _measures(language: str) -> Iterator[tuple[str, str]]:
    names = [f"unit/{unit}" for unit in f"{_LENGTHS} {_WEIGHTS} {_TIMES} {_OTHERS}".split()] + [
        f"currency/{code}" for code in _CURRENCIES.split()
    ]
    for name in names:
        widths = ("full-name", "short") if name.startswith("unit") else ("full-name",)
        for count, width in product(_COUNTS, widths):
            pattern = f"{{n,number,::{name} unit-width-{width}}}"
            english, foreign = (_AMOUNT.sub("", _formatted(code, pattern, n=count)) for code in ("en", language))
            yield english.strip(), foreign


def _dates(language: str) -> Iterator[tuple[str, str]]:
    months = [datetime(_YEAR, month, 15) for month in range(1, 13)]
    days = [datetime(_YEAR, 1, day) for day in range(1, 8)]
    for month in months:
        english, alone = (_formatted(code, "{d,date,::MMMM}", d=month) for code in ("en", language))
        yield english, alone
        if not _FIGURE.search(alone):  # with a day it may be in another case; 3월 has no name
            yield english, _AMOUNT.sub("", _formatted(language, "{d,date,::MMMMd}", d=month))
    for day in days:
        english, foreign = (_formatted(code, "{d,date,::EEEE}", d=day) for code in ("en", language))
        yield english, foreign


def _spelled(language: str, number: int, rules: str) -> str:
    return _formatted(language, f"{{n,spellout{',' * bool(rules)}{rules}}}", n=number)


def _formatted(language: str, pattern: str, **values: object) -> str:
    return str(_message(language, pattern).format(values))


@lru_cache(maxsize=4096)
def _message(language: str, pattern: str) -> Any:
    from icu4py.messageformat import MessageFormat

    return MessageFormat(pattern, language)
