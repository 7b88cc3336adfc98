"""An answer in the asker's language, its every claim beside the original's characters.

A short quote alone translates badly, so the sentences it stands in are translated, and the words that say what
the quote says are found in the translation. What cannot be translated, or was translated wrongly, stays the
original quote and is marked as such. What a person has reviewed goes before what a translator says, and of a
document marked high-stakes nothing else is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from haystack import component, default_from_dict, default_to_dict

from polycite.components.citing import verify_answer
from polycite.components.evidence import Answer, Citation, Segment
from polycite.components.language import LanguageDetector
from polycite.components.projecting import SpanProjector
from polycite.components.stores.connection import StoreConnection
from polycite.components.timing import stage
from polycite.components.translating import Translator
from polycite.components.translation.high_stakes import is_high_stakes
from polycite.components.translation.quote_translating import QuoteTranslator
from polycite.components.translation.reviewed_translating import ReviewedTranslator
from polycite.components.translation.translation_memory import REVIEWED, TranslationMemory

_TELLING = 40  # letters from which on the language of an answer is checked


@component
class AnswerTranslator:
    """Puts an answer into the language it was asked in, or asked for.

    Usage::

        answer = AnswerTranslator(connection, Translator()).run(answer, "en")["answer"]
        answer.text, answer.language
        answer.citations[0].translation.sentence     # beside answer.citations[0].quote

    Args:
        connection: the store that holds the originals.
        translator: what translates.
        projector: finds the words of a quote in its translation.
        memory: what was reviewed; also to be set later, and not written to YAML.
    """

    def __init__(
        self,
        connection: StoreConnection,
        translator: Translator,
        projector: SpanProjector | None = None,
        memory: TranslationMemory | None = None,
    ) -> None:
        self.connection = connection
        self.translator = translator
        self.projector = projector or SpanProjector()
        self.reviewed = ReviewedTranslator(translator, memory)
        self._quotes = QuoteTranslator(connection, self.reviewed, self.projector)
        self._detector = LanguageDetector()

    @component.output_types(answer=Answer)
    def run(self, answer: Answer, answer_language: str | None = None) -> dict[str, Answer]:
        """The same answer in ``answer_language``, None for the question's.

        Raises:
            EvidenceError: a citation does not hold; a defect of polycite, never an answer.
        """
        wanted = answer_language or answer.question_language or "en"
        if answer.abstained or not answer.segments:
            return {"answer": answer}
        with stage("translation"):
            return {"answer": self._answered(answer, wanted)}

    def _answered(self, answer: Answer, wanted: str) -> Answer:
        citations = answer.citations
        foreign = [c for c in citations if c.language != wanted and not is_neutral(c.quote)]
        made = dict(zip(foreign, self._quotes.translate(foreign, wanted), strict=True))
        translated = {c: replace(c, translation=pair[0]) if (pair := made.get(c)) else c for c in citations}
        relied_on = {translated[c] for c, pair in made.items() if pair and pair[1]}
        parts = [
            _said(segment, answer, [translated[c] for c in segment.citations], relied_on, wanted)
            for segment in answer.segments
        ]
        # One language for all: an answer half translated would be in none.
        whole = all(text is not None for text, _ in parts)
        if whole and self._is_in(wanted, " ".join(text or "" for text, s in parts if not _is_reviewed(s))):
            found = _joined(answer, [(text or "", segment) for text, segment in parts], wanted)
        else:
            whole = False
            kept = [(answer.text[s.start : s.end], part) for s, (_, part) in zip(answer.segments, parts, strict=True)]
            found = _joined(answer, kept, answer.language)
        found = replace(found, notes=(*found.notes, *self._notes(found, wanted, whole)))
        verify_answer(found, self.connection.store.original)
        return found

    def _is_in(self, wanted: str, text: str) -> bool:
        if sum(c.isalpha() for c in text) < _TELLING:
            return True
        return self._detector.detect(text).language == wanted

    def _notes(self, answer: Answer, wanted: str, whole: bool) -> list[str]:
        made = [c.translation for c in answer.citations if c.translation]
        notes = [f"{_by(t.engine)}, {' → '.join(t.route)}" for t in made]
        notes += [f"the translation of a quote differs from it: {what}" for t in made for what in t.violations]
        if not whole:
            language = answer.language or "unknown"
            why = "the translation cannot be relied on" if made else f"no translator to {wanted}"
            if self._withheld(answer, wanted):
                why = f"its document is marked high-stakes, and no translation to {wanted} was reviewed"
            notes.append(f"quoted in the original language ({language}): {why}")
        return list(dict.fromkeys(notes))

    def _withheld(self, answer: Answer, wanted: str) -> bool:
        """Whether a translation is missing because only a reviewed one would do."""
        return any(
            c.translation is None
            and c.language != wanted
            and is_high_stakes(self.connection.store.original(c.original_id).metadata)
            for c in answer.citations
        )

    def to_dict(self) -> dict[str, Any]:
        """For YAML."""
        return default_to_dict(self, connection=self.connection.to_dict(), translator=self.translator.to_dict())

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> AnswerTranslator:
        """The inverse of :meth:`to_dict`."""
        given = data["init_parameters"]
        given["connection"] = StoreConnection.from_dict(given["connection"])
        given["translator"] = default_from_dict(Translator, given["translator"])
        return default_from_dict(cls, data)


def is_neutral(quote: str) -> bool:
    """Whether a quote reads alike in every language: numbers, codes and addresses, no word."""
    words = [word.strip(".,;:!?()[]{}\"'«»“”") for word in quote.split()]
    return all(not any(c.isalpha() for c in word) or _is_code(word) for word in words)


def _is_code(word: str) -> bool:
    """Digits and capitals in one, an address, or a unit's symbol that is written alike everywhere."""
    return any(c.isdigit() for c in word) or "@" in word or "://" in word or word in _SYMBOLS


_SYMBOLS = {
    "°C", "°F", "mm", "cm", "m", "km", "g", "kg", "V", "A", "W", "kW", "kWh", "Hz", "kHz", "MHz", "GHz", "dB",
    "kB", "KB", "MB", "GB", "TB", "Mbit/s", "Gbit/s", "USB", "Wi-Fi",
}  # fmt: skip


def _said(
    segment: Segment, answer: Answer, citations: Sequence[Citation], relied_on: set[Citation], wanted: str
) -> tuple[str | None, Segment]:
    """What a segment says in the language wanted, None where nothing can be relied on; and it with its citations."""
    own = answer.text[segment.start : segment.end]
    kept = replace(segment, citations=tuple(citations))
    if answer.language == wanted or is_neutral(own):
        return own, kept
    at_home = next((c.quote for c in citations if c.language == wanted), None)
    first = citations[0]
    said = first.translation.text if first.translation and first in relied_on else None
    return at_home or said, kept


def _is_reviewed(segment: Segment) -> bool:
    """Whether a person vouches for the language of what a segment says."""
    made = segment.citations[0].translation
    return made is not None and made.engine == REVIEWED


def _by(engine: str) -> str:
    return "a reviewed translation" if engine == REVIEWED else f"translated by {engine}"


def _joined(answer: Answer, parts: Sequence[tuple[str, Segment]], language: str) -> Answer:
    """The answer with these texts for its segments; what stood between them is kept."""
    segments: list[Segment] = []
    text, position = "", 0
    for old, (said, segment) in zip(answer.segments, parts, strict=True):
        text += answer.text[position : old.start]
        segments.append(Segment(len(text), len(text) + len(said), segment.citations))
        text += said
        position = old.end
    return replace(answer, text=text + answer.text[position:], segments=tuple(segments), language=language)
