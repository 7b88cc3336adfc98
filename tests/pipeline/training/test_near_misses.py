from __future__ import annotations

from polycite.pipeline.training.near_misses import near_misses
from polycite.pipeline.training.reading_examples import Example

BATTERY = "The battery of the lamp lasts ten hours."
ROUTER = "Der Akku des Routers hält einen Tag."
RAIN = "Rain fell over the hills of the north."


def test_a_passage_in_another_language_that_is_about_the_same_is_nearer_than_one_that_is_not() -> None:
    asked = "How long does the battery of the lamp last?"
    examples = [
        Example("en", asked, BATTERY, 30, 39),
        Example("de", "Wie lange hält der Router?", ROUTER, 26, 35),
        Example("en", "Where did it rain?", RAIN, 10, 38),
    ]
    told: list[tuple[int, int]] = []
    found = near_misses(examples, "shipped/retriever", 2, lambda done, total: told.append((done, total)))
    assert found[asked] == (ROUTER, RAIN)
    assert told[-1] == (6, 6)


def test_no_passage_a_question_was_written_for_is_a_near_miss() -> None:
    examples = [Example("en", "How long?", context, -1, -1) for context in (BATTERY, ROUTER)]
    examples.append(Example("en", "Where did it rain?", RAIN, 10, 38))
    assert near_misses(examples, "shipped/retriever", 2)["How long?"] == (RAIN,)
