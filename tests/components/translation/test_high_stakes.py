"""Nothing of a document marked high-stakes is shown but its own words and their reviewed translations."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from haystack.components.generators.chat import MockChatGenerator

from polycite.components.answer_translating import AnswerTranslator
from polycite.components.chat.chat_history import ChatMessage
from polycite.components.chat.hand_over import HandOverWriter
from polycite.components.citing import cite
from polycite.components.evidence import Answer, Original, Passage, Segment, Span
from polycite.components.generating import GenerativeReader
from polycite.components.glossing import Glosser
from polycite.components.stores.connection import StoreConnection
from polycite.components.translating import Translator
from polycite.components.translation.high_stakes import is_high_stakes
from polycite.components.translation.translation_memory import TranslationMemory

FIRST, SECOND = "Tome dos pastillas al día.", "No conduzca después de tomar la pastilla."
TEXT = f"{FIRST} {SECOND}"
MARKED = Original("es/pills", TEXT, language="es", metadata={"high_stakes": True})
FREE = Original("es/free", TEXT, language="es")
MACHINE = "The machine says something about it in English."


class Scripted:
    """An engine from Spanish to English that says the same of everything."""

    name = "scripted"

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset({("es", "en")})

    def missing(self) -> str:
        return ""

    def version(self, source: str, target: str) -> str:
        return ""

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return [MACHINE for _ in sentences]


@pytest.fixture
def memory(tmp_path: Path) -> TranslationMemory:
    return TranslationMemory(tmp_path / "memory.sqlite3")


def translated(memory: TranslationMemory | None, quote: str, original: Original = MARKED) -> Answer:
    originals = {one.id: one for one in (MARKED, FREE)}
    connection = cast("StoreConnection", SimpleNamespace(store=SimpleNamespace(original=originals.__getitem__)))
    component = AnswerTranslator(connection, Translator([Scripted()], cache=None), memory=memory)
    start = TEXT.index(quote)
    citation = cite(original, Span(start, start + len(quote)))
    answer = Answer("May I drive?", quote, "es", "en", (Segment(0, len(quote), (citation,)),))
    found: Answer = component.run(answer, "en")["answer"]
    return found


def test_without_a_review_the_original_is_shown(memory: TranslationMemory) -> None:
    for given in (None, memory):
        found = translated(given, "No conduzca")
        assert (found.text, found.language) == ("No conduzca", "es")
        assert found.citations[0].translation is None
        assert any("high-stakes" in note for note in found.notes)
        assert "machine" not in str(found.to_dict())


def test_other_documents_are_translated_as_ever() -> None:
    found = translated(None, SECOND, FREE)
    assert (found.text, found.language) == (MACHINE, "en")


def test_a_reviewed_sentence_is_shown_whole(memory: TranslationMemory) -> None:
    memory.put(SECOND, "es", "en", "Do not drive after taking the pill.")
    found = translated(memory, "conduzca después")
    made = found.citations[0].translation
    assert made is not None
    assert (found.text, found.language, made.engine) == ("Do not drive after taking the pill.", "en", "reviewed")
    assert TEXT[made.source_start : made.source_end] == SECOND
    assert found.notes == ("a reviewed translation, es → en",)


def test_a_reviewed_quote_goes_before_its_sentence(memory: TranslationMemory) -> None:
    memory.put(SECOND, "es", "en", "Do not drive after taking the pill.")
    memory.put("No conduzca", "es", "en", "Do not drive")
    assert translated(memory, "No conduzca").text == "Do not drive"


def test_a_quote_over_two_sentences_needs_both(memory: TranslationMemory) -> None:
    memory.put(SECOND, "es", "en", "Do not drive after taking the pill.")
    assert translated(memory, TEXT).text == TEXT
    memory.put(FIRST, "es", "en", "Take two pills a day.")
    assert translated(memory, TEXT).text == "Take two pills a day. Do not drive after taking the pill."


def test_a_reviewer_is_believed_about_numbers(memory: TranslationMemory) -> None:
    memory.put(FIRST, "es", "en", "Take 2 pills a day.")
    found = translated(memory, FIRST, FREE)
    made = found.citations[0].translation
    assert made is not None
    assert (found.text, made.violations, made.confidence) == ("Take 2 pills a day.", (), 1.0)


@pytest.mark.parametrize("quote", [FIRST, "dos pastillas"])
def test_whoever_takes_over_reads_the_original(quote: str) -> None:
    start = TEXT.index(quote)
    citation = cite(MARKED, Span(start, start + len(quote)))
    said = (
        ChatMessage("user", "¿Cuántas pastillas tomo?", "es"),
        ChatMessage("assistant", quote, "es", citations=(citation,)),
    )
    for engines in ([Scripted()], "none"):
        writer = HandOverWriter(Translator(cast("Any", engines), cache=None), Glosser(), lambda name: name == MARKED.id)
        found = writer.write("person", said, (), "en", "en")
        asked, replied = found.transcript
        assert asked.agent is not None
        assert replied.agent is None
        assert (found.evidence[0].customer, found.evidence[0].agent) == (None, None)


@pytest.mark.parametrize(
    ("marked", "is_marked"),
    [(True, True), (False, False), (None, False), ("true", True), ("yes", True), (" False ", False), ("no", False),
     (1, True), (0, False), ("", False), (["x"], True)],
)  # fmt: skip
def test_whatever_does_not_deny_it_is_a_mark(marked: object, is_marked: bool) -> None:
    assert is_high_stakes({"high_stakes": marked}) is is_marked


def written(draft: str, marked: bool) -> tuple[Answer, str]:
    text = "Its warranty is 36 months from the date of purchase. The router supports up to 64 devices."
    original = Original("router", text, language="en", metadata={"high_stakes": marked})
    connection = cast("StoreConnection", SimpleNamespace(store=SimpleNamespace(original={"router": original}.get)))
    passage = Passage("router", 0, len(text), text, "en", sha256=original.sha256, metadata=original.metadata)
    found = GenerativeReader(MockChatGenerator(draft), connection).run("?", [passage], "de")
    return found["answer"], found["state"]


def test_no_model_puts_it_into_words_of_its_own() -> None:
    draft = "Der Router unterstützt bis zu 64 Geräte [2]."
    assert written(draft, marked=False)[1] == "answered"
    answer, state = written(draft, marked=True)
    assert (answer.abstained, state) == (True, "high-stakes")
    assert "high-stakes" in answer.reason
