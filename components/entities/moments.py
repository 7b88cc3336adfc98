"""Dates and times of day by value: 2024-03-05, 5 March 2024, 5.3.2024 and 2024年3月5日 are the same day."""

from __future__ import annotations

from dataclasses import dataclass

from polycite.components.entities.clock_times import clock_times
from polycite.components.entities.dates import Day, dates
from polycite.components.entities.numerals import flat


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a time of day at half-open ``[start, end)`` code points.

    ``days`` are what a date may mean: 05/03/2024 is in March or in May. ``minutes`` are those since midnight
    that a time may mean: 2:30 is in the morning or the afternoon. One of the two is empty. ``numbers`` are those
    it is written with, the month among them.
    """

    start: int
    end: int
    days: frozenset[Day] = frozenset()
    minutes: frozenset[int] = frozenset()
    numbers: tuple[int, ...] = ()

    def agrees(self, other: Moment) -> bool:
        """Whether both can mean the same; what only one of them says (a year) is no contradiction."""
        return bool(self.minutes & other.minutes) or any(_same(a, b) for a in self.days for b in other.days)


def moments(text: str, language: str | None) -> list[Moment]:
    """The dates and times of ``text``, in order, not overlapping. Months are named as in ``language``.

    Usage::

        moments("am 5. März 2024 um 14:30 Uhr", "de")    # 2024-03-05 at [3, 15), 14:30 at [19, 28)
    """
    even = flat(text)
    every = [Moment(*span, days=days, numbers=numbers) for span, days, numbers in dates(text, even, language)]
    every += [Moment(*span, minutes=minutes, numbers=numbers) for span, minutes, numbers in clock_times(even)]
    found: list[Moment] = []
    taken: set[int] = set()
    for moment in every:
        if taken.isdisjoint(range(moment.start, moment.end)):
            found.append(moment)
            taken.update(range(moment.start, moment.end))
    return sorted(found, key=lambda moment: moment.start)


def _same(first: Day, second: Day) -> bool:
    (year, month, day), (other_year, other_month, other_day) = first, second
    years = year is None or other_year is None or bool(_years(year) & _years(other_year))
    return years and month == other_month and (day is None or other_day is None or day == other_day)


def _years(year: int) -> set[int]:
    """A year as written; of the last or this century when short; of ours when from the Buddhist calendar."""
    return {year, 1900 + year, 2000 + year} if year < 100 else {year, year - 543}
