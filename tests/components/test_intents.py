from __future__ import annotations

import json
from pathlib import Path

import pytest

from polycite.components.chat.intent_examples import read_examples, shipped_examples
from polycite.components.errors import LoadingError
from polycite.components.intents import IntentClassifier


@pytest.fixture(scope="module")
def classifier() -> IntentClassifier:
    return IntentClassifier()


# None of these is in data/intents.
SAID = [
    ("person", "de", "Geben Sie mir bitte einen echten Menschen"),
    ("person", "fr", "Je voudrais parler avec un employé"),
    ("person", "es", "Quiero que me atienda una persona real"),
    ("person", "ar", "أريد أن أتحدث مع موظف"),
    ("person", "hi", "मुझे किसी कर्मचारी से बात करनी है"),
    ("person", "zh", "我想跟真人说话"),
    ("person", "ru", "Позовите живого человека"),
    ("person", "tr", "Gerçek bir kişiyle konuşmak istiyorum"),
    ("thanks", "pt", "Obrigado pela ajuda"),
    ("thanks", "ja", "どうもありがとうございました"),
    ("thanks", "th", "ขอบคุณมาก"),
    ("thanks", "cs", "Děkuji moc"),
    ("greeting", "it", "Salve"),
    ("greeting", "ko", "안녕하세요!"),
    ("identity", "ro", "Ești un robot?"),
    ("identity", "hu", "Ki vagy te?"),
    ("goodbye", "da", "Farvel"),
    ("complaint", "nl", "Dit is belachelijk"),
    ("complaint", "ca", "Això és una vergonya"),
    ("question", "de", "Wie lange ist die Lieferzeit?"),
    ("question", "en", "Hello, how do I reset the R-310?"),
    ("question", "en", "And for the X-200?"),
    ("question", "zh", "X-200呢？"),
    ("question", "en", "4711"),
    ("question", "fr", "Merci, mais comment changer le mot de passe ?"),
    ("question", "ar", "كيف أغير كلمة المرور؟"),
    ("question", "en", "Who may open the housing?"),
]


@pytest.mark.parametrize(("intent", "language", "text"), SAID)
def test_intents_are_told_in_languages_that_no_example_is_in(
    classifier: IntentClassifier, intent: str, language: str, text: str
) -> None:
    (found,) = classifier.classify([text], [language])
    assert found.name == intent
    assert sum(found.probabilities.values()) == pytest.approx(1, abs=0.01)
    assert found.confidence == max(found.probabilities.values())


def test_a_long_message_and_none_at_all(classifier: IntentClassifier) -> None:
    assert classifier.classify([], []) == []
    long = "The inverter makes a noise every evening when the sun is gone. " * 30
    assert classifier.classify([long], ["en"])[0].name == "question"


def test_a_team_may_add_intents(tmp_path: Path) -> None:
    own = ["Where is your shop?", "How do I get to your store?", "Your address please", "Which street are you in?"]
    rows = [{"intent": "shop", "text": text} for text in [*own, "Where can I visit you?", "Where is your store?"]]
    path = tmp_path / "intents.jsonl"
    path.write_text(shipped_examples().read_text("utf-8") + "\n".join(map(json.dumps, rows)), "utf-8")
    found = IntentClassifier(str(path)).classify(["Wo ist euer Laden?", "Wie lange hält der Akku?"], ["de", "de"])
    assert [intent.name for intent in found] == ["shop", "question"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('{"intent": "greeting"}\n', "line 1"),
        ("nonsense\n", "line 1"),
        ('{"intent": "question", "text": "How?"}\n', "1 examples of the intent 'question'"),
        (
            '{"intent": "question", "text": "How?"}\n' * 5 + '{"intent": "a", "text": "b"}',
            "1 examples of the intent 'a'",
        ),
    ],
)
def test_examples_that_cannot_be_used_are_named(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "intents.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(LoadingError, match=says):
        read_examples(path)
    with pytest.raises(LoadingError, match="cannot be read"):
        read_examples(tmp_path / "none.jsonl")
