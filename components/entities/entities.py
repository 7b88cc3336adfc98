"""What must survive a translation: numbers, dates, addresses, codes, placeholders, names and glossary terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from polycite.components.entities.entity_kinds import Entity
from polycite.components.entities.entity_masks import Protected, protect
from polycite.components.entities.entity_matching import Side
from polycite.components.entities.glossary import Glossary
from polycite.components.entities.name_sounds import Text
from polycite.components.entities.proper_names import Name, NameReader, names
from polycite.components.entities.violation import Violation, trust

__all__ = ["EntityGuard", "Protected", "Violation", "trust"]


class EntityGuard:
    """Compares a translation with its source, and protects what must not be translated.

    Usage::

        guard = EntityGuard({"Akku": "battery"})
        guard.violations("Der Akku lädt in 2,5 Stunden.", "The battery charges in 25 hours.", "de", "en")
        # (Violation("number", 17, 28, "2,5 Stunden", "25 hours"),)
        protected = guard.protect("Fehler E-16: siehe www.example.com", "de")
        protected.text                                    # "Fehler XQ0Z: siehe XQ1Z"
        protected.restore("Error XQ0Z: see XQ1Z")         # "Error E-16: see www.example.com"

    Args:
        glossary: terms of the source language and what they must become.
        lexicon: folder of the tables that translate names (Deutschland, Germany).
    """

    def __init__(self, glossary: Mapping[str, str] | None = None, lexicon: str = "shipped/lexicon") -> None:
        self._glossary = Glossary(glossary or {})
        self._names = NameReader(lexicon)

    def violations(
        self, source: str, target: str, source_language: str | None, target_language: str | None
    ) -> tuple[Violation, ...]:
        """What the translation ``target`` lost, changed or invented: those in the source by place, then the others.

        Both directions are compared: a number that only the translation has is a violation too. What reads as two
        things (1.234 is a thousand and more, or one and a little) agrees with either; a name is only missed when
        nothing is written like it, sounds like it or translates it.

        Args:
            source: the text that was translated.
            target: its translation.
            source_language: code of the language; None where unknown: then number words, months and names in other
                letters are not understood.
            target_language: likewise.
        """
        if source == target:
            return ()
        first, second = Side(source, source_language), Side(target, target_language)
        lost, invented = _missing(first, second), _missing(second, first)
        violations = _paired(lost, invented) + _units(first, second)
        violations += self._renamed(first, second)
        violations += [
            Violation("term", start, end, source[start:end], None)
            for start, end in self._glossary.missing(source, target, source_language, target_language)
        ]
        return tuple(sorted(violations, key=lambda v: (v.start < 0, v.start)))

    def protect(self, text: str, language: str | None) -> Protected:
        """``text`` with masks in place of addresses, code, placeholders and glossary terms.

        Numbers, dates and names stay: a translator inflects and formats them, and :meth:`violations` watches over
        them.
        """
        return protect(text, self._glossary.spans(text, language))

    def _renamed(self, first: Side, second: Side) -> list[Violation]:
        """Names of one side that the other lacks."""
        one, other = Text(first.text, first.language), Text(second.text, second.language)
        lost = self._names.missing(_outside(first), first.language, other)
        invented = self._names.missing(_outside(second), second.language, one)
        # A word that may be no name counts only where both sides miss one: the sign of a name exchanged.
        both = bool(lost and invented)
        gone = [missing.name for missing in lost if missing.certain or both]
        come = [missing.name.text for missing in invented if missing.certain or both]
        found = [
            Violation("name", name.start, name.end, name.text, instead)
            for name, instead in zip(gone, [*come, *[None] * len(gone)], strict=False)
        ]
        return found + [Violation("name", -1, -1, "", name) for name in come[len(gone) :]]


def _outside(side: Side) -> list[Name]:
    """The names of a side that are no part of an address, a code or a date."""
    taken = [(entity.start, entity.end) for entity in side.entities if entity.kind != "number"]
    return [
        name
        for name in names(side.text, side.language)
        if all(name.end <= start or name.start >= end for start, end in taken)
    ]


def _missing(side: Side, other: Side) -> list[Entity]:
    """The entities of ``side`` that ``other`` lacks; a placeholder must occur as often."""
    missing = [entity for entity in side.entities if not other.has(entity)]
    counts = Counter(entity.key for entity in other.entities if entity.kind == "placeholder")
    for entity in side.entities:
        if entity.kind == "placeholder" and entity not in missing:
            counts[entity.key] -= 1
            if counts[entity.key] < 0 and other.text.count(entity.text) < side.text.count(entity.text):
                missing.append(entity)
    return missing


def _weak(entity: Entity) -> bool:
    """Whether an entity may go missing alone: number words are idioms, and a single thing needs no "1"."""
    return entity.measure is not None and (entity.measure.number.spelled or entity.measure.number.values == {1})


def _paired(lost: Iterable[Entity], invented: Iterable[Entity]) -> list[Violation]:
    """What was lost with what was invented in its place, the rest alone."""
    found: list[Violation] = []
    left = list(invented)
    for entity in lost:
        alike = [other for other in left if _family(other) == _family(entity)]
        if alike:
            left.remove(alike[0])
            found.append(Violation(entity.kind, entity.start, entity.end, entity.text, alike[0].text))
        elif not _weak(entity):
            found.append(Violation(entity.kind, entity.start, entity.end, entity.text, None))
    return found + [Violation(entity.kind, -1, -1, "", entity.text) for entity in left if not _weak(entity)]


def _family(entity: Entity) -> str:
    """Kinds that stand for one another: a date may come out as plain numbers."""
    return "quantity" if entity.measure or entity.moment else entity.kind


def _units(first: Side, second: Side) -> list[Violation]:
    """Numbers that kept their value and changed what they count."""
    found, instead = [], set()
    for entity in first.entities:
        if other := second.other_unit(entity):
            instead.add(other.start)
            found.append(Violation("unit", entity.start, entity.end, entity.text, other.text))
    for entity in second.entities:
        other = None if entity.start in instead else first.other_unit(entity)
        if other:
            found.append(Violation("unit", other.start, other.end, other.text, entity.text))
    return found
