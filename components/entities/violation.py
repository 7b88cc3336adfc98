"""What a translation lost, changed or invented, and how much less it deserves to be believed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod


@dataclass(frozen=True, slots=True)
class Violation:
    """An entity that one side of a translation has and the other lacks.

    ``kind`` is a key of :data:`TRUST`. ``start`` and ``end`` are half-open code points of the source, ``text`` what
    stands there; a thing only in the translation has ``start == end == -1`` and ``text`` empty. ``found`` is what
    the translation has in its place, None when nothing is.
    """

    kind: str
    start: int
    end: int
    text: str
    found: str | None


TRUST = {
    "number": 0.5, "date": 0.5, "time": 0.5, "code": 0.5, "unit": 0.6, "url": 0.6, "email": 0.6, "path": 0.7,
    "snippet": 0.7, "placeholder": 0.7, "term": 0.8, "name": 0.8,
}  # fmt: skip
"""By kind, what one violation leaves of a translation's confidence.

Set by judgement: a wrong number, date or code misleads whoever acts on it; an address is at least seen to be broken;
a name may have been translated in a way the guard does not know.
"""


def trust(violations: Iterable[Violation]) -> float:
    """The factor in [0, 1] by which ``violations`` lower a translation's confidence: 1 for none.

    Usage::

        confidence *= trust(translation.violations)
    """
    return prod((TRUST[violation.kind] for violation in violations), start=1.0)
