"""Numbers, dates, codes and addresses of a claim that its evidence does not have."""

from __future__ import annotations

from collections.abc import Sequence

from polycite.components.entities.entity_kinds import Entity
from polycite.components.entities.entity_matching import Side


def invented(
    text: str, language: str | None, evidence: Sequence[tuple[str, str | None]], titles: Sequence[str] = ()
) -> tuple[str, ...]:
    """The parts of ``text`` that stand for a value which no sentence of ``evidence`` has, as they are written.

    Values compare across languages, scripts and spellings (30, ٣٠, thirty), as in
    :mod:`polycite.components.entities.entity_matching`; the same number with another unit is another value. "One" may
    be an article and passes.

    Usage::

        invented("The warranty is 36 months.", "en", [("Die Garantie beträgt 24 Monate.", "de")])   # ("36 months",)

    Args:
        text: a claim.
        language: its BCP 47 code, None where unknown.
        evidence: sentences, each with its language.
        titles: of the documents they are from. A code that stands only there counts where the evidence names
            no other: "It has four antennas" says so of the R-330 under the title "R-330".
    """
    sides = [Side(sentence, code) for sentence, code in evidence]
    named = any(entity.kind == "code" for side in sides for entity in side.entities)
    above = [] if named else [Side(title, None) for title in titles]
    return tuple(entity.text for entity in Side(text, language).entities if not _found(entity, sides, above))


def _found(entity: Entity, sides: Sequence[Side], above: Sequence[Side]) -> bool:
    if entity.measure and entity.measure.number.spelled and entity.measure.number.values <= {1}:
        return True
    holding = [side for side in sides if side.has(entity)]
    if holding:
        return any(side.other_unit(entity) is None and not _counts_else(entity, side) for side in holding)
    return entity.kind == "code" and any(side.has(entity) for side in above)


def _counts_else(entity: Entity, side: Side) -> bool:
    """Whether every number of that value in ``side`` is followed by a unit, and none by that of ``entity``.

    For numbers in words too: five weeks are not five days.
    """
    measure = entity.measure
    if measure is None or not measure.units:
        return False
    same = [e.measure for e in side.entities if e.measure and e.measure.number.values & measure.number.values]
    return bool(same) and all(other.units and not other.units & measure.units for other in same)
