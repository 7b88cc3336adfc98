"""Units, percentages and currencies beside numbers, under one name whatever the language writes: кг is kg, Go is GB."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import regex

from polycite.components.entities.numerals import Number
from polycite.components.entities.unit_spellings import CODES, CURRENCIES, MERGED, NAMES, SYMBOLS, UNITS
from polycite.components.languages.function_words import FUNCTION_WORDS
from polycite.components.languages.locale_words import formatted, plain, without_digits
from polycite.components.text.stems import stem
from polycite.components.text.words import UNSPACED


@dataclass(frozen=True, slots=True)
class Measure:
    """A number and what it counts: ``units`` are the names its unit may have, empty when it has none known.

    ``start`` and ``end`` hold both, half-open in code points; ``symbol`` is True for a unit written as a sign or a
    short form that a translation keeps (°C, GB, €), False for one that is a word.
    """

    start: int
    end: int
    number: Number
    units: frozenset[str] = frozenset()
    symbol: bool = False


@lru_cache(maxsize=128)
def unit_words(language: str) -> Mapping[str, frozenset[str]]:
    """Spellings of units and currencies, long and short, singular and plural -> the units each may mean."""
    found: dict[str, set[str]] = {}
    for unit, width in product(UNITS, ("full-name", "short")):
        pattern = f"{{n,number,::unit/{unit} unit-width-{width}}}"
        for variant in (language, *_VARIANTS.get(language, ())):
            for text in formatted(variant, pattern, (5, 2, 1, 1.5)):
                found.setdefault(_spelling(text), set()).add(unit)
    for spelling, name in {**_currency_words(language), **NAMES.get(language.split("-")[0], {})}.items():
        found.setdefault(spelling, set()).update(name.split())
    words = FUNCTION_WORDS.get(language, frozenset())
    # "3 in 4" counts no inches, "5 в" no volts.
    grammar = {word for word in words if len(word) < 4 and _ALPHABETIC.match(word)}
    return {word: frozenset(units) for word, units in found.items() if word and units and word not in grammar}


_VARIANTS = {"en": ("en-GB",), "pt": ("pt-PT",)}  # metre, quilómetro
_ALPHABETIC = regex.compile(r"[\p{Latin}\p{Cyrillic}\p{Greek}]")


def _currency_words(language: str) -> dict[str, str]:
    """Names of currencies, and what all dollars have in common: "dollars" out of "US dollars", "Canadian dollars"."""
    named = {
        code: [
            _spelling(text)
            for text in formatted(language, f"{{n,number,::currency/{code} unit-width-full-name .}}", (5, 2, 1))
        ]
        for code in CURRENCIES
    }
    found = {word: MERGED.get(code, code) for code, words in named.items() for word in words}
    for first, second in (("USD", "CAD"), ("SEK", "NOK")):
        for a, b in zip(named[first], named[second], strict=True):
            found |= dict.fromkeys(set(a.split()) & set(b.split()), MERGED[first])
    for code in ("EUR", "GBP", "JPY", "RUB", "TRY", "INR", "KRW", "BRL", "PLN", "THB"):
        for words in named[code]:
            # "Turkish lira", "российских рублей": people leave the country out; it stands first or last.
            for word in words.split():
                if all(word not in other for key, others in named.items() if key != code for other in others):
                    found.setdefault(word, MERGED.get(code, code))
    return found


def _spelling(text: str) -> str:
    return plain(without_digits(text)[0]).strip(".-/ ")


_SIGNS = "$€£¥￥₽₺₹₩₫₪₴฿%٪％"
_AFTER = regex.compile(rf"[ \u00a0\u202f-]?((?:[°℃℉Ω{_SIGNS}]|[\p{{L}}\p{{M}}µ²³㎡][\p{{L}}\p{{M}}²³·*/⋅.23']*)[CF]?)")
_OTHER_SCRIPT = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}].*")
_MORE = regex.compile(r"[ \u00a0\u202f-][\p{L}\p{M}][\p{L}\p{M}.']*")
_BEFORE = regex.compile(
    rf"(?:[A-Z]{{0,3}}(?P<sign>[{_SIGNS}])|(?<!\p{{L}})(?P<code>[A-Z]{{3}}|Rs)\.?|(?P<word>百分之|yüzde|ehuneko))"
    r"[ \u00a0\u202f]?\Z"
)
_TOKEN = regex.compile(rf"°[CF]?|[℃℉Ω{_SIGNS}]|[\p{{L}}\p{{M}}µ][\p{{L}}\p{{M}}²³/·]*")
_BETWEEN = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_LONGEST = 3  # words of a unit: "megabits por segundo"


def measure(text: str, number: Number, language: str | None) -> Measure:
    """``number`` with the unit that stands after it, or before it ("$5", "%5", "百分之五").

    Usage::

        measure("bis 5 Go", numbers("bis 5 Go", "fr")[0], "fr").units    # {"gigabyte"}
    """
    before = _BEFORE.search(text, max(0, number.start - 8), number.start)
    # A sign that touches the number belongs to it; one with a space may close what stands before.
    touching = before is not None and before.end() > before.start() and text[number.start - 1].strip() != ""
    if not touching and (after := _after(text, number.end, language)):
        end, units, symbol = after
        return Measure(number.start, end, number, units, symbol)
    if before:
        sign, code, word = before["sign"], before["code"], before["word"]
        unit = "percent" if word else SYMBOLS[sign] if sign else {**CODES, "Rs": "INR"}.get(code)
        if unit:
            return Measure(before.start(), number.end, number, frozenset({unit}), True)
    return Measure(number.start, number.end, number)


def _after(text: str, position: int, language: str | None) -> tuple[int, frozenset[str], bool] | None:
    match = _AFTER.match(text, position)
    if match is None:
        return None
    first, start = match.group(1), match.start(1)
    if (first == "s" and start == position) or (text[position] == "-" and len(first) < 3):
        return None  # "1980s", and case endings: "60-l"
    for symbol in (first, first.rstrip(".'"), _OTHER_SCRIPT.sub("", first)):
        if unit := SYMBOLS.get(symbol) or CODES.get(symbol):
            # One letter may be another unit's short form in this language: "5 m" is five months in Czech.
            others = unit_words(language or "en").get(plain(symbol), ()) if len(symbol) == 1 else ()
            return start + len(symbol), frozenset({unit, *others}), len(symbol) > 1 or not symbol.isalpha()
    if first[0] in SYMBOLS and not first[0].isalpha():
        return start + 1, frozenset({SYMBOLS[first[0]]}), True
    table = unit_words(language or "en")
    if language in UNSPACED or language == "ko":
        return _glued(first, start, table)
    ends = [match.end()]
    while len(ends) < _LONGEST and (more := _MORE.match(text, ends[-1])):
        ends.append(more.end())
    for end in reversed(ends):
        spelling = plain(text[start:end]).strip(".-/'")
        if units := table.get(spelling):
            return start + len(text[start:end].rstrip(".-/'")), units, False
    return _inflected(plain(first).strip("."), start + len(first.rstrip(".'")), language, table)


def _glued(word: str, start: int, table: Mapping[str, frozenset[str]]) -> tuple[int, frozenset[str], bool] | None:
    """The longest unit that ``word`` begins with, where no space ends a word."""
    for length in range(min(len(word), 8), 0, -1):
        if units := table.get(plain(word[:length])):
            return start + length, units, False
    return None


def _inflected(
    word: str, end: int, language: str | None, table: Mapping[str, frozenset[str]]
) -> tuple[int, frozenset[str], bool] | None:
    if len(word) < 4 or language is None:
        return None
    units = _stems(language).get(stem(word, language))
    return (end, units, False) if units else None


@lru_cache(maxsize=128)
def _stems(language: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for word, units in unit_words(language).items():
        if len(word) > 3 and " " not in word:
            key = stem(word, language)
            found[key] = found.get(key, frozenset()) | units
    return found


def spelled_units(text: str, language: str | None) -> frozenset[str]:
    """Every unit that some word or sign of ``text`` may mean, beside a number or not."""
    table = unit_words(language or "en")
    glued = language in UNSPACED or language == "ko"
    found: set[str] = set()
    for token in _TOKEN.findall(text):
        word = plain(token)
        found.update(table.get(word, ()))
        found.update(filter(None, (SYMBOLS.get(token), CODES.get(token))))
        if language and len(word) > 3:
            found.update(_stems(language).get(stem(word, language), ()))
    words = plain(text) if glued else _BETWEEN.sub(" ", f" {plain(text)}")
    for spelling, units in table.items():
        # A word may begin with a unit ("saatlik"), not end with one: "millilitre".
        if spelling in words if glued else len(spelling) > 2 and f" {spelling}" in words:
            found.update(units)
    return frozenset(found)
