"""A translated text that knows, sentence by sentence, which characters of the source it stands for.

Every offset is half-open and counts Unicode code points.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from polycite.components.evidence import Span

if TYPE_CHECKING:
    from polycite.components.entities.entities import Violation


@dataclass(frozen=True, slots=True)
class SentencePair:
    """A sentence and its translation: ``[start, end)`` of the source, ``[target_start, target_end)`` of the text."""

    start: int
    end: int
    target_start: int
    target_end: int


@dataclass(frozen=True, slots=True)
class Translation:
    """``text`` is ``source`` translated sentence by sentence; what stands between sentences is kept.

    Attributes:
        source: the text that was translated.
        text: its translation.
        source_language: BCP 47 code.
        target_language: BCP 47 code.
        sentences: in order; every character of ``source`` and of ``text`` outside them is the same in both.
        engine: name of what translated.
        route: languages passed through, first the source's: ``("fr", "en")``, or ``("fr", "es", "en")`` by a pivot.
        violations: entities that did not survive, where a guard compared them.
        untranslated: indices into ``sentences`` of those that stay in the source language, because the
            engine failed on them or gave back nothing, a copy, or another language.
    """

    source: str
    text: str
    source_language: str
    target_language: str
    sentences: tuple[SentencePair, ...]
    engine: str
    route: tuple[str, ...]
    violations: tuple[Violation, ...] = ()
    untranslated: tuple[int, ...] = ()

    def to_source(self, span: Span) -> Span | None:
        """The whole source sentences behind the sentences of the text that ``span`` touches; None when it touches none.

        This is the ``sentence`` method of a citation; :mod:`polycite.components.projecting` finds the words.
        """
        hit = [pair for pair in self.sentences if pair.target_start < span.end and pair.target_end > span.start]
        return Span(hit[0].start, hit[-1].end) if hit else None
