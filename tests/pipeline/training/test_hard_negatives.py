from __future__ import annotations

from polycite.pipeline.training.hard_negatives import hard_negatives

CONTEXTS = [
    "The battery of the lamp lasts ten hours.",
    "The warranty of the lamp is two years.",
    "Rain fell over the hills.",
    "The battery of the router lasts one day.",
]


def test_the_passages_that_share_rare_words_come_first() -> None:
    many = CONTEXTS + [f"Filler number {i} says nothing." for i in range(40)]
    found = hard_negatives({"en": ["How long does the battery of the lamp last?"]}, {"en": many}, keep=2)
    assert set(found["en"][0]) == {0, 3}
    assert found["en"][0][0] == 0


def test_a_question_without_a_shared_word_has_none() -> None:
    assert hard_negatives({"en": ["Quo vadis?"]}, {"en": CONTEXTS}, keep=2) == {"en": [()]}


def test_languages_found_side_by_side_are_found_as_one_after_another() -> None:
    questions = {"en": ["What of the battery?"], "de": ["Wie lange hält der Akku?"]}
    contexts = {"en": CONTEXTS * 9, "de": ["Der Akku hält lange.", *(f"Text {i}" for i in range(30))]}
    assert hard_negatives(questions, contexts, 3, workers=2) == hard_negatives(questions, contexts, 3)
