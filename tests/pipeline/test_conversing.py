"""Turns without the service: what a streaming caller relies on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from polycite.components.answers.abstentions import abstention
from polycite.components.chat.chat_history import ChatMessage
from polycite.components.chat.chat_phrases import chat_phrase
from polycite.components.errors import SettingsError
from polycite.components.evidence import Answer
from polycite.pipeline import CrossLingualQA, Settings
from polycite.pipeline.conversing import Conversation


@pytest.fixture(scope="module")
def conversation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Conversation]:
    """Over an empty store: what the documents say is given by hand."""
    with CrossLingualQA.open(tmp_path_factory.mktemp("conversing") / "kb", Settings(translator="none")) as qa:
        yield Conversation(qa)


def answer(question: str, language: str, abstained: bool = False, confidence: float = 0.9) -> Answer:
    text = abstention(language) if abstained else "8 h"
    return Answer(question, text, language, language, abstained=abstained, confidence=confidence)


def test_a_caller_that_asks_himself_gets_the_same_turn(conversation: Conversation) -> None:
    understood = conversation.understand("Wie lange hält der Akku des X-100?")
    assert understood.question is not None
    turn = conversation.conclude(understood, answer(understood.question.question, "de"))
    assert (turn.reply.text, turn.hand_over) == ("8 h", None)
    after = conversation.understand("Und beim X-200?", turn.said)
    assert after.number == 2
    assert after.question is not None
    assert after.question.question == "Wie lange hält der Akku des X-200?"


@pytest.mark.parametrize(("abstained", "confidence"), [(True, 0.0), (False, 0.1)])
def test_two_replies_that_are_none_hand_over(conversation: Conversation, abstained: bool, confidence: float) -> None:
    history: tuple[ChatMessage, ...] = ()
    reasons = []
    for message in ("Wer hat die Weltmeisterschaft gewonnen?", "Danke", "Wie hoch ist der Mount Everest?"):
        understood = conversation.understand(message, history)
        asked = understood.question
        turn = conversation.conclude(understood, answer(message, "de", abstained, confidence) if asked else None)
        reasons.append(turn.hand_over and turn.hand_over.reason)
        history += turn.said
    assert reasons == [None, None, "no answer"]
    assert turn.reply.text.endswith(chat_phrase("hand_over", "de"))
    assert turn.hand_over is not None
    assert [entry.text for entry in turn.hand_over.transcript] == [said.text for said in history]


def test_a_good_reply_between_two_bad_ones_hands_over_nothing(conversation: Conversation) -> None:
    history: tuple[ChatMessage, ...] = ()
    for message, bad in (("Who won the cup?", True), ("How heavy is the B-5?", False), ("Who invented tea?", True)):
        turn = conversation.conclude(conversation.understand(message, history), answer(message, "en", bad))
        history += turn.said
    assert turn.hand_over is None


def test_a_history_that_a_caller_sends_is_understood_as_one_that_was_kept(conversation: Conversation) -> None:
    texts = ["Hola", "¡Hola!", "¿Cuánto dura la batería del X-100?", abstention("es"), "¿Cuánto pesa?", "2 kg"]
    history = [ChatMessage("assistant" if i % 2 else "user", text) for i, text in enumerate(texts)]
    understood = conversation.understand("¿Y el X-200?", history)
    assert understood.number == 4
    assert understood.question is not None
    assert understood.question.question == "X-200: ¿Cuánto pesa?"
    kept = understood.history
    assert [one.intent for one in kept[::2]] == ["greeting", "question", "question"]
    assert kept[3].doubtful is True


def test_a_long_history_is_cut_and_still_counted(conversation: Conversation) -> None:
    known = ChatMessage("user", "How long?", "en", "question", "How long is the warranty?", "en")
    history = [known, ChatMessage("assistant", "2 years", "en", doubtful=False)] * 60
    understood = conversation.understand("Thank you", history)
    assert understood.number == 61
    assert len(understood.history) == 40


@pytest.mark.parametrize(("message", "language"), [("", None), (" \n", None), ("a" * 2_001, None), ("Hi", "tlh")])
def test_what_cannot_be_read_is_named(conversation: Conversation, message: str, language: str | None) -> None:
    with pytest.raises(SettingsError):
        conversation.understand(message, answer_language=language)
