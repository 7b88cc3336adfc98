from __future__ import annotations

from collections.abc import Sequence

from polycite.components.chat.chat_history import ChatMessage
from polycite.components.chat.hand_over import HandOverWriter
from polycite.components.evidence import Citation, Passage, sha256_of
from polycite.components.glossing import Glosser
from polycite.components.translating import Translator

TEXT = "Der Akku hält acht Stunden."
CITATION = Citation("akku", 14, 26, "acht Stunden", sha256_of(TEXT), language="de")
SAID = (
    ChatMessage("user", "¿Cuánto dura la batería?", "es"),
    ChatMessage("assistant", "acht Stunden", "de", citations=(CITATION,)),
)


class Spanish:
    """An engine that knows one pair and a handful of sentences."""

    name = "spanish"

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset({("es", "fr")})

    def missing(self) -> str:
        return ""

    def version(self, source: str, target: str) -> str:
        return "1"

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return ["Combien de temps dure la batterie ?" if "batería" in sentence else "" for sentence in sentences]


def writer(*engines: Spanish) -> HandOverWriter:
    return HandOverWriter(Translator(list(engines) or "none", cache=None), Glosser())


def test_originals_always_and_translations_where_a_translator_knows_the_pair() -> None:
    found = writer(Spanish()).write("person", SAID, (), "es", "fr")
    asked, replied = found.transcript
    assert (asked.text, asked.language) == ("¿Cuánto dura la batería?", "es")
    assert asked.agent is not None
    assert (asked.agent.method, asked.agent.language, asked.agent.engine) == ("translation", "fr", "spanish")
    assert asked.agent.text == "Combien de temps dure la batterie ?"
    assert (replied.text, replied.agent) == ("acht Stunden", None)
    (evidence,) = found.evidence
    assert (evidence.quote, evidence.cited, evidence.customer, evidence.agent) == ("acht Stunden", True, None, None)
    assert TEXT[evidence.start : evidence.end] == evidence.quote


def test_a_gloss_is_named_one() -> None:
    found = writer().write("complaint", SAID, (), "es", "en")
    renderings = [entry.agent for entry in found.transcript]
    assert [rendering and rendering.method for rendering in renderings] == ["gloss", "gloss"]
    agent = found.evidence[0].agent
    assert agent is not None
    assert "hours" in agent.text.lower()
    assert agent.engine == ""


def test_nothing_is_rendered_into_its_own_language() -> None:
    found = writer().write("person", [ChatMessage("user", "A person, please", "en")], (), "en", "en")
    assert found.transcript[0].agent is None


def test_where_nothing_was_cited_the_first_passages_stand_in() -> None:
    passages = [Passage(f"p{i}", 0, len(TEXT), TEXT, "de", sha256=sha256_of(TEXT)) for i in range(5)]
    found = writer().write("no answer", [ChatMessage("user", "Warum?", "de")], passages, "de", "en")
    assert [one.original_id for one in found.evidence] == ["p0", "p1", "p2"]
    assert not any(one.cited for one in found.evidence)
    assert all(one.quote == TEXT for one in found.evidence)
