from __future__ import annotations

import json
from pathlib import Path

from polycite.components.chat.intent_examples import read_examples, shipped_examples
from polycite.components.intents import IntentClassifier
from polycite.components.languages.language_codes import SUPPORTED
from polycite.eval.experiments.intents import Message, classified, figures, shipped_messages


def test_the_messages_are_none_that_is_learnt_from() -> None:
    messages = shipped_messages()
    learnt = {example.text.casefold() for example in read_examples(shipped_examples())}
    assert not {message.text.casefold() for message in messages} & learnt
    assert len({message.id for message in messages}) == len(messages)
    assert {message.language for message in messages} <= set(SUPPORTED)
    assert len({message.language for message in messages}) >= 12
    assert {message.intent for message in messages} == {e.intent for e in read_examples(shipped_examples())}


def test_every_language_is_understood_better_than_not() -> None:
    classifier = IntentClassifier()
    messages = [message for message in shipped_messages() if message.intent in ("person", "question", "identity")]
    found = classified(messages, classifier)
    for language in {message.language for message in found}:
        own = [message for message in found if message.language == language]
        assert sum(message.right for message in own) >= 0.6 * len(own)
    assert sum(message.right for message in found) > 0.9 * len(found)
    assert figures(found)["false hand-overs"] == 0


def test_figures_count_what_would_annoy() -> None:
    rows = [
        Message("1", "", "en", "person", "person"),
        Message("2", "", "en", "person", "question"),
        Message("3", "", "en", "question", "person"),
    ]
    counted = figures(rows)
    assert (counted["false hand-overs"], counted["missed hand-overs"]) == (1, 1)


def test_no_shipped_example_comes_twice() -> None:
    lines = Path(shipped_examples()).read_text("utf-8").splitlines()
    assert len({json.loads(line)["text"].casefold() for line in lines}) == len(lines)
