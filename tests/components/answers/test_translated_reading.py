"""Strategies that translate: what is found in a translation is a span of the original."""

from __future__ import annotations

from pathlib import Path

import pytest

from polycite.components.evidence import Passage
from polycite.components.passage_translating import PassageTranslator
from polycite.components.question_translating import QuestionTranslator, TranslatedQuestion
from polycite.components.reading import ExtractiveReader
from polycite.components.stores.connection import StoreConnection
from polycite.components.translating import Translator
from tests.components.test_answer_translating import Scripted

TEXT = "La batería dura hasta diez horas. La garantía es de 36 meses desde la compra."
PASSAGE = Passage("es/manual", 5, 5 + len(TEXT), TEXT, "es")
GERMAN = Passage("de/manual", 0, 25, "Der Akku hält zehn Tage.", "de")


def test_what_is_read_in_a_translation_is_cited_in_the_original() -> None:
    found = PassageTranslator(Translator([Scripted()], cache=None)).run([PASSAGE, GERMAN], "translate-test")
    assert [bool(made) for made in found["translations"]] == [True, False]
    assert found["notes"] == [
        "passages read in translation: es → en",
        "no translator from de to en: read in the original and glossed",
    ]
    spans = ExtractiveReader().run(
        "How long is the warranty?", [PASSAGE], "en", "translate-test", translations=found["translations"][:1]
    )["spans"]
    best = spans[0]
    assert best.method in ("projected", "sentence")
    assert TEXT[best.start - 5 : best.end - 5] == best.text
    assert "36" in best.text


def test_no_other_strategy_translates_passages() -> None:
    assert PassageTranslator(Translator("none")).run([PASSAGE], "auto") == {"translations": [None], "notes": []}


@pytest.mark.parametrize("strategy", ["auto", "direct", "gloss"])
def test_no_other_strategy_translates_questions(strategy: str, tmp_path: Path) -> None:
    asked = QuestionTranslator(StoreConnection(str(tmp_path / "s")), Translator("none"))
    assert asked.run("¿Cuánto dura?", "es", strategy) == {"questions": [], "notes": []}


def test_a_question_is_put_into_the_languages_that_can_be_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Corpus:
        def languages(self, where: object = None) -> dict[str | None, int]:
            return {"en": 3, "de": 2, "es": 1, None: 1}

    connection = StoreConnection(str(tmp_path / "s"))
    monkeypatch.setattr(StoreConnection, "store", property(lambda self: Corpus()))
    scripted = Scripted(lambda _: "How long does the battery last?")
    found = QuestionTranslator(connection, Translator([scripted], cache=None)).run(
        "¿Cuánto tiempo dura la batería?", "es", "translate-query"
    )
    assert found["questions"] == [TranslatedQuestion("How long does the battery last?", "en", ("es", "en"))]
    assert found["notes"] == ["no translator from es to de: asked there as it is"]


def test_a_passage_is_asked_in_its_own_language() -> None:
    passage = Passage("en/manual", 0, 34, "The battery lasts up to ten hours.", "en")
    questions = [TranslatedQuestion("How long does the battery last?", "en", ("xx", "en"))]
    reader = ExtractiveReader(gloss_model=None)
    asked_so = reader.run("Quanto?", [passage], None, "translate-query", questions=questions)["spans"]
    assert asked_so[0].text.endswith("ten hours")
    assert asked_so[0].score == reader.run("How long does the battery last?", [passage], "en")["spans"][0].score
