"""What the person gets who takes over a conversation: what was said and the evidence, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from polycite.components.chat.chat_history import ChatMessage, Role
from polycite.components.errors import PolyciteError
from polycite.components.evidence import Citation, Passage
from polycite.components.glossing import Glosser
from polycite.components.translating import Translator

HandOverReason = Literal["person", "complaint", "no answer", "repeated question"]
"""The customer asked for a person; complained after a reply that did not help; two answers in a row were missing or
doubtful; the same question came again."""

GLOSS_LANGUAGE = "en"
_PASSAGES = 3


@dataclass(frozen=True, slots=True)
class Rendering:
    """A text in another ``language``. A "gloss" is each word's likeliest English word, not a translation."""

    text: str
    language: str
    method: Literal["translation", "gloss"]
    engine: str = ""


@dataclass(frozen=True, slots=True)
class TranscriptEntry:
    """What was said, in its own words; ``agent`` renders it in the agent's language, None where it cannot be or is."""

    role: Role
    text: str
    language: str | None
    agent: Rendering | None = None


@dataclass(frozen=True, slots=True)
class HandOverEvidence:
    """Original characters, ``original.text[start:end] == quote``, half-open, in Unicode code points.

    ``cited`` tells what an answer cited from a passage that was only found. ``customer`` and ``agent`` render the
    quote in their languages, None where it cannot be or is in that language.
    """

    original_id: str
    start: int
    end: int
    quote: str
    sha256: str
    source: str
    language: str | None
    cited: bool
    customer: Rendering | None = None
    agent: Rendering | None = None


@dataclass(frozen=True, slots=True)
class HandOver:
    """A conversation on its way to a person."""

    reason: HandOverReason
    customer_language: str
    agent_language: str
    transcript: tuple[TranscriptEntry, ...]
    evidence: tuple[HandOverEvidence, ...]


class HandOverWriter:
    """Renders a conversation for a person, by translation where there is a translator, else as an English gloss.

    Args:
        translator: of what pairs it knows.
        glosser: for an agent or a customer who reads English.
        keeps_its_words: whether the original of an id may be shown in its own words only, as one marked high-stakes.
    """

    def __init__(
        self, translator: Translator, glosser: Glosser, keeps_its_words: Callable[[str], bool] = lambda _: False
    ) -> None:
        self._translator, self._glosser, self._keeps_its_words = translator, glosser, keeps_its_words

    def write(
        self,
        reason: HandOverReason,
        said: Sequence[ChatMessage],
        passages: Sequence[Passage],
        customer_language: str,
        agent_language: str,
    ) -> HandOver:
        """The hand-over of a conversation.

        Args:
            reason: why.
            said: all of it, oldest first, the last reply included.
            passages: what was found for the last question; the first of them stand in where nothing was cited.
            customer_language: code of the customer's language.
            agent_language: code of the language of whoever takes over.
        """
        cited = list(dict.fromkeys(citation for message in said for citation in message.citations))
        found = [_cited(citation) for citation in cited] or [_found(passage) for passage in passages[:_PASSAGES]]
        shut = {
            name
            for name in {c.original_id for c in cited} | {f.original_id for f in found}
            if self._keeps_its_words(name)
        }
        # In a language that nobody knows nothing is rendered.
        lines = self._render(
            [(m.text, None if any(c.original_id in shut for c in m.citations) else m.language) for m in said],
            agent_language,
        )
        quotes = [(one.quote, None if one.original_id in shut else one.language) for one in found]
        customers = self._render(quotes, customer_language)
        agents = self._render(quotes, agent_language)
        transcript = tuple(
            TranscriptEntry(message.role, message.text, message.language, line)
            for message, line in zip(said, lines, strict=True)
        )
        evidence = tuple(
            _with(one, customer, agent) for one, customer, agent in zip(found, customers, agents, strict=True)
        )
        return HandOver(reason, customer_language, agent_language, transcript, evidence)

    def _render(self, texts: Sequence[tuple[str, str | None]], language: str) -> list[Rendering | None]:
        translations = self._translated(texts, language)
        found: list[Rendering | None] = []
        for (text, code), translation in zip(texts, translations, strict=True):
            if translation is None and language == GLOSS_LANGUAGE != code and self._glosser.covers(code):
                found.append(Rendering(self._glosser.gloss(text, code).text, GLOSS_LANGUAGE, "gloss"))
            else:
                found.append(translation)
        return found

    def _translated(self, texts: Sequence[tuple[str, str | None]], language: str) -> list[Rendering | None]:
        wanted = [i for i, (_, code) in enumerate(texts) if code is not None and code != language]
        found: list[Rendering | None] = [None] * len(texts)
        try:
            made = self._translator.translate([texts[i][0] for i in wanted], [texts[i][1] for i in wanted], language)
        except PolyciteError:
            return found  # a person waits: the originals go out, whatever became of the translator
        for i, translation in zip(wanted, made, strict=True):
            if translation is not None and len(translation.untranslated) < len(translation.sentences):
                found[i] = Rendering(translation.text, language, "translation", translation.engine)
        return found


def _cited(citation: Citation) -> HandOverEvidence:
    c = citation
    return HandOverEvidence(c.original_id, c.start, c.end, c.quote, c.sha256, c.source, c.language, True)


def _found(passage: Passage) -> HandOverEvidence:
    p = passage
    return HandOverEvidence(p.original_id, p.start, p.end, p.text, p.sha256, p.source, p.language, False)


def _with(one: HandOverEvidence, customer: Rendering | None, agent: Rendering | None) -> HandOverEvidence:
    place = (one.original_id, one.start, one.end, one.quote, one.sha256, one.source, one.language, one.cited)
    return HandOverEvidence(*place, customer, agent)
