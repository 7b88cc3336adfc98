"""A text with each word replaced by its likeliest English word, which knows the characters it stands for.

The bridge that lets small English-strong models retrieve and read in every language without a
translation model. A gloss is read by machines; it is never shown as a translation.
"""

from __future__ import annotations

from dataclasses import dataclass

from haystack import component

from polycite.components.evidence import Span
from polycite.components.lexicon import Lexicon, Table, Unit
from polycite.components.sounds import romanise
from polycite.components.text.words import UNSPACED, fold, word_spans

_SENTENCE_MARKS = frozenset(".?!¿¡。！？।؟…")


@dataclass(frozen=True, slots=True)
class Gloss:
    """A glossed text. ``words`` are ``(start, end, original_start, original_end)``, in order.

    All four count code points and are half-open: the first two in ``text``, the last two in the
    text that was glossed.
    """

    text: str
    words: tuple[tuple[int, int, int, int], ...]

    def to_original(self, span: Span) -> Span | None:
        """The original characters that the gloss words touched by ``span`` stand for; None when it touches none."""
        hit = [word for word in self.words if word[0] < span.end and word[1] > span.start]
        return Span(hit[0][2], hit[-1][3]) if hit else None

    def from_original(self, span: Span) -> Span | None:
        """The gloss words that stand for characters of ``span``; None when there are none."""
        hit = [word for word in self.words if word[2] < span.end and word[3] > span.start]
        return Span(hit[0][0], hit[-1][1]) if hit else None


@component
class Glosser:
    """Glosses texts into English, word for word in their own order.

    Names are kept or romanised, numbers kept, unknown words tried by stem, compound and
    beginning, else romanised. English, and a language without a table, stays as it is.

    Usage::

        gloss = Glosser().gloss("Wie lange hält der Akku?", "de")
        gloss.text                                   # "How long holds the battery?"
        gloss.to_original(Span(19, 26))              # the span of "Akku"
    """

    def __init__(self, lexicon: str = "shipped/lexicon") -> None:
        self.lexicon = lexicon
        self._tables = Lexicon(lexicon)

    @component.output_types(glosses=list[Gloss])
    def run(self, texts: list[str], languages: list[str | None]) -> dict[str, list[Gloss]]:
        """Gloss each text, whose language is given beside it."""
        return {"glosses": [self.gloss(text, language) for text, language in zip(texts, languages, strict=True)]}

    def covers(self, language: str | None) -> bool:
        """Whether there is a table for ``language``."""
        return language in self._tables.languages

    def coverage(self, text: str, language: str | None) -> float:
        """The share, in [0, 1], of the words of ``text`` that the table knows; 0 where there is none."""
        table = self._tables.table(language)
        if table is None:
            return 0.0
        words = [unit for unit in table.units(text) if any(c.isalpha() for c in text[unit.start : unit.end])]
        return sum(any(map(table.best, table.resolve(unit.key))) for unit in words) / max(1, len(words))

    def gloss(self, text: str, language: str | None) -> Gloss:
        """Gloss one text."""
        table = self._tables.table(language)
        if table is None:
            return Gloss(text, tuple((a, b, a, b) for a, b in word_spans(text, language)))
        pieces: list[str] = []
        words: list[tuple[int, int, int, int]] = []
        length = previous = 0
        for unit in table.units(text):
            gap = text[previous : unit.start] or (" " if words else "")
            opens = not words or gap.strip()[-1:] in _SENTENCE_MARKS or "\n" in gap
            english = _english(table, unit, text[unit.start : unit.end], opens)
            pieces += [gap, english]
            length += len(gap)
            words.append((length, length + len(english), unit.start, unit.end))
            length += len(english)
            previous = unit.end
        return Gloss("".join([*pieces, text[previous:]]), tuple(words))


def _english(table: Table, unit: Unit, surface: str, opens_sentence: bool) -> str:
    capital = surface[:1].isupper() and not opens_sentence
    code = any(c.isdigit() for c in surface)
    if surface.isascii() and (code or table.language in UNSPACED or (capital and not table.knows(unit.key))):
        return surface  # a name, a number, a code, English inside another script
    found = [english for part in table.resolve(unit.key) if (english := table.best(part))]
    if found and not (code and not fold(surface).isascii()):
        english = " ".join(found)
        return english[:1].upper() + english[1:] if capital else english
    sound = romanise(surface).strip() or surface
    return sound[:1].upper() + sound[1:] if capital else sound
