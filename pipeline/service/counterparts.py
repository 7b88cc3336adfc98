"""What a cited passage says in the asker's language: its translation where there is one, else a word-for-word gloss.

Both are linked to the passage word by word. A gloss is no translation, and is always named what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, cast

from polycite.components.evidence import Span
from polycite.components.glossing import Glosser
from polycite.components.lexicon import Lexicon
from polycite.components.translation.high_stakes import is_high_stakes

if TYPE_CHECKING:
    from polycite.components.alignment.aligning import WordAligner
    from polycite.components.answer_translating import AnswerTranslator
    from polycite.components.translation.translation import Translation
    from polycite.pipeline.qa import CrossLingualQA

GLOSSED = "en"
"""The language that the lexicon glosses into."""
Kind = Literal["translation", "gloss"]


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A passage in another language, linked to it.

    Attributes:
        kind: "translation", or "gloss": each word for itself, in the passage's own order.
        text: in ``language``.
        language: its code.
        words: half-open code point spans of the words of ``text``.
        source_words: the same of the passage, counted in the passage.
        links: pairs ``(source word, word)`` that say the same, by their places in the two lists.
        quote: the part of ``text`` that says what the quote says; None when it cannot be told.
        unknown: places in ``words`` of what the lexicon does not know and is only written by its sound.
        engine: what translated, "" for a gloss.
        route: the languages passed through.
        confidence: in [0, 1], that ``quote`` is right.
    """

    kind: Kind
    text: str
    language: str
    words: tuple[Span, ...]
    source_words: tuple[Span, ...]
    links: tuple[tuple[int, int], ...]
    quote: Span | None
    unknown: tuple[int, ...] = ()
    engine: str = ""
    route: tuple[str, ...] = ()
    confidence: float = 0.0


class Counterparts:
    """Finds the counterparts of passages. Safe to share between threads.

    Args:
        qa: whose translator and lexicon are used; its query pipeline is loaded.
    """

    def __init__(self, qa: CrossLingualQA) -> None:
        self._qa = qa
        self._lexicon = Lexicon(qa.settings.lexicon)
        self._glosser = Glosser(qa.settings.lexicon)

    @cached_property
    def _translating(self) -> AnswerTranslator:
        return cast("AnswerTranslator", self._qa.pipeline("query").get_component("answer_translator"))

    def of(
        self, text: str, quote: Span, language: str | None, wanted: str, metadata: Mapping[str, Any]
    ) -> Counterpart | None:
        """The counterpart of a passage; None when it is in the language wanted, or nothing knows its language.

        Of a document marked high-stakes there is one only where its translation was reviewed.

        Args:
            text: the passage.
            quote: in it, not empty.
            language: its code; None while unknown.
            wanted: code of the language wanted.
            metadata: of its document, as stored.
        """
        if language is None or language == wanted:
            return None
        translator = self._translating.reviewed
        tenant = translator.tenant_of(metadata)
        if is_high_stakes(metadata):
            checked = translator.reviewed(text, language, wanted, tenant)
            return self._translated(checked, quote) if checked else None
        (made,) = translator.translate([text], [language], wanted, [tenant])
        if made is not None and len(made.untranslated) < len(made.sentences):
            return self._translated(made, quote)
        return self._glossed(text, quote, language)

    def _translated(self, made: Translation, quote: Span) -> Counterpart:
        languages = made.source_language, made.target_language
        alignment = self._aligner.align(made.source, made.text, *languages, made.sentences)
        found = self._translating.projector.project(
            made.source, made.text, quote.start, quote.end, *languages, made.sentences
        )
        return Counterpart(
            "translation", made.text, made.target_language, _spans(alignment.target.words),
            _spans(alignment.source.words), alignment.links, found.span, (), made.engine, made.route, found.confidence,
        )  # fmt: skip

    @cached_property
    def _aligner(self) -> WordAligner:
        from polycite.components.alignment.aligning import WordAligner

        return WordAligner(self._qa.settings.lexicon, dtype=self._qa.settings.dtype)

    def _glossed(self, text: str, quote: Span, language: str) -> Counterpart | None:
        table = self._lexicon.table(language)
        if table is None:
            return None
        gloss = self._glosser.gloss(text, language)
        unknown = [
            place
            for place, unit in enumerate(table.units(text))
            if not any(map(table.row, table.resolve(unit.key)))
            and any(c.isalpha() for c in text[unit.start : unit.end])
            and not text[unit.start : unit.end].isascii()
        ]
        return Counterpart(
            "gloss", gloss.text, GLOSSED, _spans((a, b) for a, b, _, _ in gloss.words),
            _spans((a, b) for _, _, a, b in gloss.words), tuple((i, i) for i in range(len(gloss.words))),
            gloss.from_original(quote), tuple(unknown), "", (language, GLOSSED), 1.0,
        )  # fmt: skip


def _spans(pairs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in pairs)
