"""Quotes in another language: what a person has reviewed, else what a translator says of the sentences around them."""

from __future__ import annotations

from collections.abc import Sequence

from polycite.components.entities.violation import Violation, trust
from polycite.components.evidence import Citation, Original, QuoteTranslation, Span
from polycite.components.projecting import SpanProjector
from polycite.components.stores.connection import StoreConnection
from polycite.components.text.sentences import sentences
from polycite.components.translation.high_stakes import is_high_stakes
from polycite.components.translation.reviewed_translating import ReviewedTranslator
from polycite.components.translation.translation import Translation

_AROUND = 1000  # code points on either side of a quote among which its sentences are looked for


class QuoteTranslator:
    """Translates quotes inside the sentences they stand in.

    Of a document marked high-stakes only what was reviewed is given.

    Args:
        connection: the store that holds the originals.
        translator: what translates, and what was reviewed.
        projector: finds the words of a quote in the translation of its sentences.
    """

    def __init__(self, connection: StoreConnection, translator: ReviewedTranslator, projector: SpanProjector) -> None:
        self._connection, self._translator, self._projector = connection, translator, projector

    def translate(self, citations: Sequence[Citation], wanted: str) -> list[tuple[QuoteTranslation, bool] | None]:
        """The translation of each quote, and whether everything in it survived; None where there is none to show.

        Raises:
            StoreError: an original cannot be read.
            ModelError: a model cannot be loaded.
        """
        originals = [self._connection.store.original(citation.original_id) for citation in citations]
        made = [self._reviewed(c, original, wanted) for c, original in zip(citations, originals, strict=True)]
        rest = [i for i, one in enumerate(made) if one is None and not is_high_stakes(originals[i].metadata)]
        places = [self._sentences(citations[i]) for i in rest]
        found = self._translator.translate(
            [place.of(originals[i].text) for i, place in zip(rest, places, strict=True)],
            [citations[i].language for i in rest],
            wanted,
            [self._translator.tenant_of(originals[i].metadata) for i in rest],
        )
        for i, place, one in zip(rest, places, found, strict=True):
            made[i] = self._aligned(citations[i], place, one) if one and not one.untranslated else None
        return made

    def _reviewed(self, citation: Citation, original: Original, wanted: str) -> tuple[QuoteTranslation, bool] | None:
        """What was reviewed as the translation of the quote itself; of a high-stakes document else of its sentences.

        Of those all is shown: words cut out of a reviewed sentence are not reviewed.
        """
        tenant = self._translator.tenant_of(original.metadata)
        places = [citation.span, self._sentences(citation)] if is_high_stakes(original.metadata) else [citation.span]
        for place in places:
            made = self._translator.reviewed(place.of(original.text), citation.language, wanted, tenant)
            if made:
                return QuoteTranslation(
                    made.text, made.target_language, made.text, 0, len(made.text), place.start, place.end,
                    made.engine, made.route, 1.0,
                ), True  # fmt: skip
        return None

    def _sentences(self, citation: Citation) -> Span:
        """The sentences of the original that the quote touches."""
        text = self._connection.store.original(citation.original_id).text
        low, high = max(0, citation.start - _AROUND), min(len(text), citation.end + _AROUND)
        found = [span.shift(low) for span in sentences(text[low:high], citation.language)]
        touched = [span for span in found if span.overlap(citation.span)] or [citation.span]
        return Span(min(touched[0].start, citation.start), max(touched[-1].end, citation.end))

    def _aligned(self, citation: Citation, place: Span, made: Translation) -> tuple[QuoteTranslation, bool]:
        within = citation.span.shift(-place.start)
        if within.start == 0 and within.end == len(made.source):
            start, end, confidence = 0, len(made.text), 1.0
        else:
            found = self._projector.project(
                made.source,
                made.text,
                within.start,
                within.end,
                made.source_language,
                made.target_language,
                made.sentences,
            )
            start, end, confidence = found.start, found.end, found.confidence
        said = made.text[start:end]
        broken = any(
            (v.start < within.end and v.end > within.start) or (v.found or "\0") in said for v in made.violations
        )
        translation = QuoteTranslation(
            said, made.target_language, made.text, start, end, place.start, place.end, made.engine,
            made.route, round(confidence * trust(made.violations), 4), tuple(map(_in_words, made.violations)),
        )  # fmt: skip
        return translation, not broken


def _in_words(violation: Violation) -> str:
    if violation.found is None:
        return f"{violation.kind} {violation.text!r} is missing"
    if violation.start < 0:
        return f"{violation.kind} {violation.found!r} is only in the translation"
    return f"{violation.kind} {violation.text!r} became {violation.found!r}"
