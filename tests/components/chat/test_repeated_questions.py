from __future__ import annotations

import pytest

from polycite.components.chat.follow_ups import Asked
from polycite.components.chat.repeated_questions import RepeatedQuestions
from polycite.components.embedding import TextEmbedder

REPEATED = RepeatedQuestions(TextEmbedder())


@pytest.mark.parametrize(
    ("language", "first", "again"),
    [
        ("de", "Wie setze ich den Router zurück?", "wie kann man den router zurücksetzen"),
        ("en", "How do I reset the router?", "how to reset router"),
        ("fr", "Combien coûte la livraison ?", "Quel est le prix de la livraison ?"),
        ("ru", "Сколько длится гарантия?", "Какой срок гарантии?"),
        ("zh", "保修期多久？", "保修多长时间？"),
        ("en", "What does E-16 mean?", "WHAT DOES E-16 MEAN"),
    ],
)
def test_the_same_in_other_words(language: str, first: str, again: str) -> None:
    other = Asked("Where is the serial number?", "en")
    assert REPEATED.find(Asked(again, language), [Asked(first, language), other]) == 0


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("What does E-16 mean?", "What does E-14 mean?"),
        ("How long does the battery of the X-100 last?", "How long does the battery of the X-200 last?"),
        ("Can I open the cover?", "Can I close the cover?"),
        ("How much does shipping cost?", "How long does shipping take?"),
        ("How much is shipping to Norway?", "How much is shipping to Sweden?"),
        ("Does it work at 5 °C?", "Does it work at 10 °C?"),
    ],
)
def test_another_question_that_sounds_alike(first: str, again: str) -> None:
    assert REPEATED.find(Asked(again, "en"), [Asked(first, "en")]) is None


def test_nothing_was_asked() -> None:
    assert REPEATED.find(Asked("Why?", "en"), []) is None
