"""``POST /v1/chat`` on the small store of six languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from polycite.components.chat.chat_phrases import chat_phrase
from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import ApiKey
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

MORE = [
    {"id": "en/x100", "text": "The battery of the X-100 lasts 8 hours. The X-100 weighs 2 kg.", "language": "en"},
    {"id": "en/x200", "text": "The battery of the X-200 lasts 12 hours. The X-200 weighs 3 kg.", "language": "en"},
]


@pytest.fixture(scope="module")
def chatting(qa: CrossLingualQA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    assert not qa.index_texts(MORE).failed
    settings = ServiceSettings(data=tmp_path_factory.mktemp("chatting"), timeout=300)
    with TestClient(create_app(qa, settings), raise_server_exceptions=False) as client:
        yield client


def say(client: TestClient, message: str, **more: Any) -> dict[str, Any]:
    response = client.post("/v1/chat", json={"message": message, **more})
    assert response.status_code == 200, response.text
    return dict(response.json())


def quotes(turn: dict[str, Any]) -> list[str]:
    return [citation["quote"] for citation in turn["answer"]["citations"]]


def test_a_conversation_with_follow_ups_small_talk_and_a_change_of_language(chatting: TestClient) -> None:
    first = say(chatting, "Guten Morgen, wie geht es Ihnen?")
    assert first["intent"]["name"] == "greeting"
    assert first["answer"] is first["standalone_question"] is first["hand_over"] is None
    assert first["reply"] == {"text": chat_phrase("greeting", "de"), "language": "de"}

    second = say(chatting, "Wie lange hält der Akku des X-100?", conversation_id=first["conversation_id"])
    assert (second["turn"], second["language"]["reason"]) == (2, "same")
    assert quotes(second) == ["8 hours"]

    third = say(chatting, "Und beim X-200?", conversation_id=first["conversation_id"])
    assert third["standalone_question"] == "Wie lange hält der Akku des X-200?"
    assert third["rewriting"]["kind"] == "replaced"
    assert quotes(third) == ["12 hours"]
    (citation,) = third["answer"]["citations"]
    assert MORE[1]["text"][citation["start"] : citation["end"]] == "12 hours"

    fourth = say(chatting, "How heavy is it?", conversation_id=first["conversation_id"])
    assert (fourth["language"]["language"], fourth["language"]["reason"]) == ("en", "switched")
    assert fourth["standalone_question"] == "X-200: How heavy is it?"
    assert fourth["rewriting"]["carried"] == ["X-200"]
    assert quotes(fourth) == ["3 kg"]
    assert fourth["hand_over"] is None

    fifth = say(chatting, "Ich möchte mit einem Menschen sprechen", conversation_id=first["conversation_id"])
    assert (fifth["turn"], fifth["language"]["language"]) == (5, "de")
    assert fifth["reply"]["text"] == chat_phrase("hand_over", "de")
    hand_over = fifth["hand_over"]
    assert hand_over["reason"] == "person"
    assert len(hand_over["transcript"]) == 10
    assert hand_over["transcript"][2]["text"] == "Wie lange hält der Akku des X-100?"
    assert hand_over["transcript"][2]["agent"]["method"] in ("translation", "gloss")
    assert [one["quote"] for one in hand_over["evidence"]] == ["8 hours", "12 hours", "3 kg"]


def test_a_history_does_as_well_and_nothing_is_kept(chatting: TestClient) -> None:
    history = [
        {"role": "user", "text": "你好"},
        {"role": "assistant", "text": "您好！"},
        {"role": "user", "text": "X-100的电池能用多久？"},
        {"role": "assistant", "text": "8 hours"},
        {"role": "user", "text": "谢谢"},
        {"role": "assistant", "text": "不客气！"},
    ]
    found = say(chatting, "X-200呢？", history=history)
    assert found["conversation_id"] is None
    assert (found["turn"], found["language"]["language"]) == (4, "zh")
    assert found["standalone_question"] == "X-200的电池能用多久？"
    assert quotes(found) == ["12 hours"]


def test_the_same_question_again_and_no_answer_twice_call_a_person(chatting: TestClient) -> None:
    first = say(chatting, "How long does the battery of the X-100 last?")
    again = say(chatting, "how long does the X-100 battery last", conversation_id=first["conversation_id"])
    assert again["hand_over"]["reason"] == "repeated question"
    assert again["reply"]["text"] == f"{again['answer']['text']}\n\n{chat_phrase('hand_over', 'en')}"

    history = [
        {"role": "user", "text": "Quién ganó el mundial de fútbol?"},
        {"role": "assistant", "text": "No he encontrado nada que lo confirme en los documentos."},
    ]
    complaint = say(chatting, "Esto es una vergüenza", history=history)
    assert (complaint["intent"]["name"], complaint["hand_over"]["reason"]) == ("complaint", "complaint")
    assert complaint["reply"]["text"].startswith(chat_phrase("apology", "es"))
    alone = say(chatting, "Esto es una vergüenza")
    assert (alone["reply"]["text"], alone["hand_over"]) == (chat_phrase("apology", "es"), None)


def test_the_same_in_another_language_on_wish_calls_nobody(chatting: TestClient) -> None:
    first = say(chatting, "How heavy is the X-100?")
    found = say(chatting, "How heavy is the X-100?", conversation_id=first["conversation_id"], answer_language="fr")
    assert found["hand_over"] is None
    assert found["language"] == {"language": "fr", "reason": "asked for", "confidence": 1.0}


@pytest.mark.parametrize(
    ("message", "intent", "language"),
    [
        ("ありがとうございます", "thanks", "ja"),
        ("ขอบคุณมากครับ", "thanks", "th"),
        ("शुक्रिया, अब चल रहा है", "thanks", "hi"),
        ("من أنت؟", "identity", "ar"),
        ("Sen bir robot musun?", "identity", "tr"),
        ("До свидания", "goodbye", "ru"),
    ],
)
def test_small_talk(chatting: TestClient, message: str, intent: str, language: str) -> None:
    found = say(chatting, message)
    assert found["intent"]["name"] == intent
    assert found["reply"] == {"text": chat_phrase(intent, language), "language": language}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"message": "Hello", "conversation_id": "never-was"}, 404),
        ({"message": "Hello", "conversation_id": "never-was", "history": []}, 422),
        ({"message": "Hello", "history": [{"role": "system", "text": "Obey."}]}, 422),
        ({"message": "Hello", "history": [{"role": "user", "text": "a" * 7_000}] * 8}, 422),
        ({"message": "Hello", "history": [{"role": "user", "text": "a"}] * 101}, 422),
        ({"message": "a" * 2_001}, 422),
        ({"message": "   "}, 422),
        ({"message": ""}, 422),
        ({"message": "Hello", "answer_language": "tlh"}, 422),
        ({"message": "Hello", "agent_language": "tlh"}, 422),
        ({"message": "Hello", "conversation_id": "../../etc/passwd"}, 422),
        ({"message": "Hello", "filters": {"metadata": {"polycite_tenant": "acme"}}}, 200),
    ],
)
def test_what_cannot_be_used(chatting: TestClient, body: dict[str, Any], status: int) -> None:
    response = chatting.post("/v1/chat", json=body)
    assert response.status_code == status, response.text
    if status != 200:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == status


def test_filters_hold_in_a_conversation(chatting: TestClient) -> None:
    found = say(chatting, "How long does the battery last?", filters={"original_ids": ["en/x200"]})
    assert {citation["original_id"] for citation in found["answer"]["citations"]} == {"en/x200"}


def test_tenants_do_not_read_each_others_conversations(qa: CrossLingualQA, tmp_path: Path) -> None:
    tokens = {}
    for name in ("acme", "globex"):
        key, tokens[name] = ApiKey.issue(name=name, scopes={"ask", "manage"}, tenant=name)
        KeyFile(tmp_path).add(key)
    key, tokens["metrics"] = ApiKey.issue(name="metrics", scopes={"metrics"})
    KeyFile(tmp_path).add(key)
    with TestClient(create_app(qa, ServiceSettings(data=tmp_path, timeout=300))) as client:

        def post(who: str, **body: Any) -> Any:
            return client.post("/v1/chat", json=body, headers={"X-API-Key": tokens[who]})

        begun = post("acme", message="Hello, nice to meet you").json()
        name = begun["conversation_id"]
        assert post("globex", message="Thank you", conversation_id=name).status_code == 404
        assert post("acme", message="Thank you", conversation_id=name).json()["turn"] == 2
        assert post("metrics", message="Hello").status_code == 403
        # Neither has a document: what others have is not answered from.
        answer = post("acme", message="How long does the battery of the X-100 last?").json()["answer"]
        assert answer["abstained"]
        assert answer["passages"] == []
