from __future__ import annotations

from pathlib import Path

import pytest

from polycite.components.chat.intent_examples import IntentExample, read_examples, shipped_examples
from polycite.components.errors import LoadingError
from polycite.components.intents import IntentClassifier
from polycite.pipeline.training.adaptation.intent_report import ALL, AdaptedIntents
from polycite.pipeline.training.adaptation.intents import adapt_intents, shipped_messages

SHOP = (
    "Wo ist euer Laden?", "Wie komme ich zu eurem Geschäft?", "In welcher Straße seid ihr?",
    "Kann ich bei euch im Laden vorbeikommen?", "Wann hat der Laden in der Stadt offen?", "Wo finde ich euer Geschäft?",
)  # fmt: skip
WRONG = IntentExample("shop", "Hallo, guten Tag!", "de")
OWN = [*(IntentExample("shop", text, "de") for text in SHOP), WRONG]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("intents") / "intents.jsonl"


@pytest.fixture(scope="module")
def adapted(file: Path) -> AdaptedIntents:
    return adapt_intents(OWN, file, shipped_messages()[::27])


def test_a_new_intent_is_told_by_the_file_that_is_written(adapted: AdaptedIntents, file: Path) -> None:
    found = IntentClassifier(str(file)).classify(["Where is your shop?", "Wie lange hält der Akku?"], ["en", "de"])
    assert [intent.name for intent in found] == ["shop", "question"]
    shipped, written = read_examples(shipped_examples()), read_examples(file)
    assert written[: len(shipped)] == shipped
    assert set(written[len(shipped) :]) == set(OWN)
    assert len(written) == len(shipped) + adapted.weight * len(OWN)


def test_accuracy_is_told_before_and_after(adapted: AdaptedIntents) -> None:
    assert set(adapted.own) == {"de", ALL}
    own, kept = adapted.own[ALL], adapted.kept
    assert own.messages == len(OWN)
    assert own.before == 0  # the shipped examples know no such intent
    assert own.after > 0.5
    assert kept.messages == 24
    assert kept.after >= kept.before - 0.01
    assert adapted.better


def test_a_mistake_among_the_examples_is_pointed_out(adapted: AdaptedIntents) -> None:
    assert (WRONG, "greeting") in [(doubt.example, doubt.found) for doubt in adapted.doubtful]
    assert len(adapted.doubtful) < len(OWN) / 2


def test_examples_that_are_too_few_are_named(tmp_path: Path) -> None:
    with pytest.raises(LoadingError, match="4 examples of the intent 'shop'"):
        adapt_intents(OWN[:4], tmp_path / "out.jsonl")
    with pytest.raises(LoadingError, match="no examples"):
        adapt_intents([], tmp_path / "out.jsonl")
    assert not list(tmp_path.iterdir())
