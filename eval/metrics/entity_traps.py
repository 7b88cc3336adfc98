"""Entities that tell one thing from its near twin: whether another text lacks them and has others in their place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from polycite.components.entities.entity_kinds import Entity
from polycite.components.entities.entity_matching import Side
from polycite.components.entities.proper_names import names
from polycite.components.text.words import fold, normalise

# In German every noun has a capital.
_NO_NAMES = frozenset({"de"})
# Endings that a name may change: "Москва", "Москвы".
_ENDING, _SHORTEST = 2, 4


@dataclass(frozen=True, slots=True)
class Telling:
    """What a question names and a right original has too; ``names`` are stems in lower case without accents."""

    entities: tuple[Entity, ...] = ()
    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entities or self.names)


def telling(question: str, language: str, right: Sequence[tuple[str, str | None]]) -> Telling:
    """What tells the thing that ``question`` asks about from others.

    Args:
        question: as it is asked.
        language: its language.
        right: the texts of the right originals and their languages.
    """
    entities = [entity for entity in _side(question, language).entities if not _weak(entity)]
    stems = _names(question, language)
    return Telling(
        tuple(entity for entity in entities if any(_side(*one).has(entity) for one in right)),
        tuple(stem for stem in sorted(stems) if any(stem in _folded(text) for text, of in right if of == language)),
    )


def is_trap(wanted: Telling, language: str, text: str, text_language: str | None) -> bool:
    """Whether ``text`` lacks something that is wanted and has another of its kind in its place."""
    other = _side(text, text_language)
    asked = {entity.text for entity in wanted.entities}
    for entity in wanted.entities:
        alike = (one for one in other.entities if _kind(one) == _kind(entity) and not _weak(one))
        if not other.has(entity) and any(one.text not in asked for one in alike):
            return True
    if text_language != language:
        return False
    missing = [stem for stem in wanted.names if stem not in _folded(text)]
    return bool(missing) and bool(_names(text, language) - set(wanted.names))


def _kind(entity: Entity) -> str:
    return "quantity" if entity.measure or entity.moment else entity.kind


def _weak(entity: Entity) -> bool:
    """Whether a number is in words: these are articles, pronouns and parts of names in some language or other."""
    return entity.measure is not None and entity.measure.number.spelled


@lru_cache(maxsize=4096)
def _side(text: str, language: str | None) -> Side:
    return Side(text, language)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(normalise(text))


@lru_cache(maxsize=4096)
def _names(text: str, language: str) -> frozenset[str]:
    if language in _NO_NAMES:
        return frozenset()
    folded = (fold(normalise(name.text)) for name in names(text, language))
    return frozenset(name[: max(_SHORTEST, len(name) - _ENDING)] for name in folded)
