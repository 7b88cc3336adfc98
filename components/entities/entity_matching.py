"""Whether the other side of a translation has an entity too, in whatever form its language gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

import regex

from polycite.components.entities.dates import named_months
from polycite.components.entities.entity_kinds import VERBATIM, Entity, entities
from polycite.components.entities.measures import Measure, spelled_units
from polycite.components.entities.number_words import spellings
from polycite.components.entities.numerals import flat
from polycite.components.languages.locale_words import plain
from polycite.components.sounds import romanise
from polycite.components.text.words import UNSPACED


@dataclass(frozen=True)
class Side:
    """One side of a translation, read once and asked often."""

    text: str
    language: str | None
    entities: list[Entity] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "entities", entities(self.text, self.language))

    def has(self, entity: Entity) -> bool:
        """Whether something here stands for ``entity`` of the other side."""
        if entity.kind in VERBATIM:
            return self._repeats(entity)
        if entity.moment is not None:
            return self._agrees(entity) or self._says(entity) or self._writes(entity.text)
        return self._counts(entity)

    def other_unit(self, entity: Entity) -> Entity | None:
        """The same number here with another unit than that of ``entity``; None when its unit is here, or may be."""
        measure = entity.measure
        if measure is None or not measure.units or measure.number.spelled:
            return None
        same = [found for value in measure.number.values for found in self._by_value.get(value, {}).items()]
        if not same or any(measure.units & units for units, _ in same) or measure.units & self._units:
            return None
        known = [other for units, other in same if units]
        return known[0] if known else same[0][1] if measure.symbol else None

    def _repeats(self, entity: Entity) -> bool:
        key = entity.key
        if key in self._keys:
            return True
        if entity.kind == "code":
            return any(_stands(key, text, _WORDLIKE) for text in self._joined)
        folded = self._even.casefold() if entity.kind in ("url", "email") else self._even
        return _stands(key, folded, _WORDLIKE)

    def _agrees(self, entity: Entity) -> bool:
        return any(e.moment.agrees(entity.moment) for e in self.entities if e.moment and entity.moment)

    def _says(self, entity: Entity) -> bool:
        """Whether the numbers of a date or time are here outside another date or time."""
        moment = entity.moment
        if moment is None:
            return False
        if moment.minutes:
            return any(map(self._reads, moment.minutes))
        return all(map(self._counted, map(Decimal, moment.numbers)))

    def _reads(self, minutes: int) -> bool:
        hour, minute = divmod(minutes, 60)
        hours = self._counted(Decimal(hour)) or self._counted(Decimal(hour % 12 or 12))
        return (hours and (minute == 0 or self._counted(Decimal(minute)))) or _clock(minutes) in self._numbers

    def _counted(self, value: Decimal) -> bool:
        return value in self._numbers or self._spelled(value)

    def _counts(self, entity: Entity) -> bool:
        if entity.measure is None:
            return False
        number = entity.measure.number
        if number.negative and not _MINUS.search(self._even):
            return False
        if any(map(self._number, number.values)) or (number.parts and all(map(self._number, number.parts))):
            return True
        return self._writes(_digits(entity.text, entity.measure))

    def _writes(self, text: str) -> bool:
        return _stands(flat(text), self._even, _NUMERIC)

    def _number(self, value: Decimal) -> bool:
        return value in self._values or self._spelled(value)

    def _spelled(self, value: Decimal) -> bool:
        """Whether a word here begins with a spelling of ``value``: "dreimal", "kolmesta", "두개"."""
        if value != value.to_integral_value() or self.language is None:
            return False
        words = spellings(self.language).get(int(value), ()) if value <= 1000 else ()
        if self.language in UNSPACED or self.language == "ko":
            return any(len(word) > 1 and word in self._plain for word in words)
        return any(len(word) > 2 and f" {word}" in self._plain for word in words)

    @cached_property
    def _even(self) -> str:
        return flat(self.text)

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset(other.key for other in self.entities if other.kind in VERBATIM)

    @cached_property
    def _joined(self) -> tuple[str, str]:
        """The text in capitals without what stands inside codes, as it is and in Latin letters: "Р - 330" is R330."""
        return _INSIDE.sub("", self._even.upper()), _INSIDE.sub("", romanise(self.text).upper())

    @cached_property
    def _plain(self) -> str:
        return f" {_BETWEEN.sub(' ', plain(self.text))} "

    @cached_property
    def _units(self) -> frozenset[str]:
        return spelled_units(self.text, self.language)

    @cached_property
    def _by_value(self) -> dict[Decimal, dict[frozenset[str], Entity]]:
        """By value and by units, the first number."""
        found: dict[Decimal, dict[frozenset[str], Entity]] = {}
        for entity in self.entities:
            if entity.measure:
                for value in entity.measure.number.values:
                    found.setdefault(value, {}).setdefault(entity.measure.units, entity)
        return found

    @cached_property
    def _numbers(self) -> frozenset[Decimal]:
        """Values outside dates and times, and of months that are named."""
        found = {Decimal(month) for month in named_months(self.text, self.language)}
        for entity in self.entities:
            if entity.measure:
                found.update(entity.measure.number.values, entity.measure.number.parts)
        return frozenset(found)

    @cached_property
    def _values(self) -> frozenset[Decimal]:
        """All values, those that dates and times are written with among them."""
        found = set(self._numbers)
        for entity in self.entities:
            if entity.moment:
                found.update(map(Decimal, entity.moment.numbers))
                if len(entity.moment.numbers) == 2:  # "Python 3.1." is no third of January
                    found.add(Decimal("{}.{}".format(*entity.moment.numbers)))
                for minutes in entity.moment.minutes:
                    found.update((Decimal(minutes // 60), _clock(minutes)))
        return frozenset(found)


def _clock(minutes: int) -> Decimal:
    """A time of day as a number: 14:30 is 14.30."""
    return Decimal(minutes // 60) + Decimal(minutes % 60) / 100


_BETWEEN = regex.compile(r"[^\p{L}\p{M}\p{N}']+")
_INSIDE = regex.compile(r"(?<=[A-Z0-9])(?:-| ?)(?=[0-9])|(?<=[0-9])-(?=[A-Z])|(?<=[A-Z])-(?=[A-Z])")
_WORDLIKE = regex.compile(r"[A-Za-z0-9]")
_NUMERIC = regex.compile(r"\d|[.,](?=\d)|(?<=\d)[.,]")


def _stands(wanted: str, text: str, joins: regex.Pattern[str]) -> bool:
    """Whether ``wanted`` is in ``text`` with nothing on either side that ``joins`` it to more."""
    start = text.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        before = start > 0 and joins.match(text, start - 1) is not None
        if not before and joins.match(text, end) is None:
            return True
        start = text.find(wanted, start + 1)
    return False


def _digits(text: str, measure: Measure) -> str:
    """The number of ``text``, which is that of ``measure``, as it is written, without its unit."""
    start = measure.number.start - measure.start
    return text[start : start + measure.number.end - measure.number.start]


# A sign, or a word that stands for one.
_MINUS = regex.compile(
    r"-\d|minus|moins|menos|meno\b|минус|мінус|eksi|\bâm\b|negativ|零下|负|負|マイナス|氷点下|마이너스|영하|माइनस|ऋण"
    r"|ناقص|سالب|تحت الصفر|منفی|zero|zéro|cero|null|нуля|sıfır|dưới|शून्य",
    regex.I,
)
