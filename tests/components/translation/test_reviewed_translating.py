from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from polycite.components.translating import Translator
from polycite.components.translation.reviewed_translating import ReviewedTranslator
from polycite.components.translation.translation_memory import TranslationMemory

FIRST, SECOND = "La batería dura hasta diez horas.", "La garantía es de 36 meses desde la compra."
MACHINE = {
    FIRST: "The battery hard until ten hours.",
    SECOND: "The warranty is 63 months from the purchase.",
}
PERSON = "The battery lasts up to ten hours."


class Scripted:
    """An engine from Spanish to English that says what it was told to."""

    name = "scripted"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset({("es", "en")})

    def missing(self) -> str:
        return ""

    def version(self, source: str, target: str) -> str:
        return ""

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        self.asked += sentences
        return [MACHINE.get(sentence, "Something else altogether.") for sentence in sentences]


@pytest.fixture
def memory(tmp_path: Path) -> TranslationMemory:
    made = TranslationMemory(tmp_path / "memory.sqlite3")
    made.put(FIRST, "es", "en", PERSON)
    return made


def test_what_was_reviewed_goes_before_any_engine(memory: TranslationMemory) -> None:
    engine = Scripted()
    translator = ReviewedTranslator(Translator([engine], cache=None), memory)
    (found,) = translator.translate([FIRST], ["es"], "en", [""])
    assert found is not None
    assert (found.text, found.engine, found.route) == (PERSON, "reviewed", ("es", "en"))
    assert engine.asked == []


def test_the_rest_of_a_text_is_translated_and_both_are_named(memory: TranslationMemory) -> None:
    text = f"{FIRST} {SECOND}"
    translator = ReviewedTranslator(Translator([Scripted()], cache=None), memory)
    found, other = translator.translate([text, SECOND], ["es", "es"], "en", ["", ""])
    assert found is not None
    assert other is not None
    assert found.text == f"{PERSON} {MACHINE[SECOND]}"
    assert (found.engine, other.engine) == ("reviewed + scripted", "scripted")
    assert [text[p.start : p.end] for p in found.sentences] == [FIRST, SECOND]
    assert [found.text[p.target_start : p.target_end] for p in found.sentences] == [PERSON, MACHINE[SECOND]]
    assert [text[v.start : v.end] for v in found.violations if v.start >= 0] == ["36 meses"]


def test_what_was_reviewed_needs_no_translator(memory: TranslationMemory) -> None:
    translator = ReviewedTranslator(Translator("none", cache=None), memory)
    whole, half = translator.translate([FIRST, f"{FIRST} {SECOND}"], ["es", "es"], "en", ["", ""])
    assert whole is not None
    assert whole.text == PERSON
    assert half is not None
    assert half.text == f"{PERSON} {SECOND}"
    assert half.untranslated == (1,)


def test_marks_of_lists_and_headings_are_kept_around_a_reviewed_sentence(memory: TranslationMemory) -> None:
    translator = ReviewedTranslator(Translator("none", cache=None), memory)
    (found,) = translator.translate([f"- {FIRST}"], ["es"], "en", [""])
    assert found is not None
    assert found.text == f"- {PERSON}"


def test_only_a_whole_text_was_reviewed(memory: TranslationMemory) -> None:
    translator = ReviewedTranslator(Translator([Scripted()], cache=None), memory)
    found = translator.reviewed(FIRST, "es", "en", "")
    assert found is not None
    assert found.text == PERSON
    assert translator.reviewed(f"{FIRST} {SECOND}", "es", "en", "") is None
    assert translator.reviewed(FIRST, None, "en", "") is None
    assert translator.reviewed(FIRST, "es", "en", "acme") is None


def test_without_a_memory_it_is_the_translator() -> None:
    translator = Translator([Scripted()], cache=None)
    given = [FIRST, SECOND], ["es", "es"], "en"
    assert ReviewedTranslator(translator).translate(*given, ["", ""]) == translator.translate(*given)
