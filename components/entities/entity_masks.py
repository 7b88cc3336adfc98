"""Masks that stand in a text for what must not be translated, and their way back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from polycite.components.entities.entity_kinds import verbatim
from polycite.components.entities.numerals import flat
from polycite.components.entities.violation import Violation

# A mask ends in Z; its first letter must differ, or "ZX5" before a mask would read as one.
_STEMS = ("XQ", "QX", "XJ", "JX", "QJ", "JQ", "XV", "VX", "QV", "VQ")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Something at half-open ``[start, end)`` code points of the unmasked text, and what is put back for it."""

    kind: str
    start: int
    end: int
    text: str
    restored: str


@dataclass(frozen=True, slots=True)
class Protected:
    """A text whose addresses, code, placeholders and glossary terms are masks like "XQ0Z".

    Machine translation takes such a mask for an unknown word and keeps it: Apertium does in every pair that was
    tried, in place and unchanged.
    """

    text: str
    hidden: tuple[Hidden, ...]
    stem: str

    def restore(self, translated: str) -> str:
        """``translated`` with every mask replaced by what it stands for: the original, or a term's translation.

        A mask is known in any case, with spaces inside it, and with digits of any script. One that is lost cannot
        be put back: :meth:`lost` tells.
        """
        pieces, position = [], 0
        for start, end, number in self._masks(translated):
            pieces += [translated[position:start], self.hidden[number].restored]
            position = end
        return "".join(pieces) + translated[position:]

    def lost(self, translated: str) -> tuple[Violation, ...]:
        """What stands behind the masks that ``translated`` lacks; places are those of the text before masking."""
        kept = {number for _, _, number in self._masks(translated)}
        return tuple(
            Violation(one.kind, one.start, one.end, one.text, None)
            for number, one in enumerate(self.hidden)
            if number not in kept
        )

    def _masks(self, text: str) -> list[tuple[int, int, int]]:
        """Half-open places of masks in ``text``, and the numbers of what they hide."""
        found = [
            (match.start(), match.end(), int(regex.sub(r"\s", "", match.group(1))))
            for match in _mask(self.stem).finditer(flat(text))
        ]
        return [one for one in found if one[2] < len(self.hidden)]


def protect(text: str, terms: Iterable[tuple[int, int, str]] = ()) -> Protected:
    """Put masks in place of the verbatim entities of ``text`` and of ``terms``.

    Args:
        text: what is to be translated.
        terms: half-open code points and what shall stand there in the translation; an entity that overlaps one
            goes before it.
    """
    hidden = [Hidden(one.kind, one.start, one.end, one.text, one.text) for one in verbatim(text)]
    for start, end, translation in terms:
        if all(end <= one.start or start >= one.end for one in hidden):
            hidden.append(Hidden("term", start, end, text[start:end], translation))
    hidden.sort(key=lambda one: one.start)
    outside = flat(_with(text, hidden, ["\n"] * len(hidden)))
    stem = next((stem for stem in _STEMS if not _mask(stem).search(outside)), None)
    if stem is None:
        return Protected(text, (), _STEMS[0])
    masks = [f"{stem}{number}Z" for number in range(len(hidden))]
    return Protected(_with(text, hidden, masks), tuple(hidden), stem)


@lru_cache
def _mask(stem: str) -> regex.Pattern[str]:
    return regex.compile(rf"{stem[0]}\s*{stem[1]}\s*([0-9](?:\s*[0-9]){{0,3}})\s*Z", regex.I)


def _with(text: str, hidden: Sequence[Hidden], instead: Sequence[str]) -> str:
    """``text`` with something ``instead`` of each hidden thing."""
    pieces, position = [], 0
    for one, replacement in zip(hidden, instead, strict=True):
        pieces += [text[position : one.start], replacement]
        position = one.end
    return "".join(pieces) + text[position:]
