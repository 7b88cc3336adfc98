"""``POST /v1/chat/stream``: what ``POST /v1/chat`` replies, told part by part."""

from __future__ import annotations

import json
from typing import Any

from fastapi.testclient import TestClient


def _events(client: TestClient, message: str, **more: Any) -> list[tuple[str, dict[str, Any]]]:
    response = client.post("/v1/chat/stream", json={"message": message, **more})
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("text/event-stream")
    found: list[tuple[str, dict[str, Any]]] = []
    for block in response.text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def test_question_is_answered_part_by_part(client: TestClient) -> None:
    events = _events(client, "How many devices does the router R-310 support?")
    names = [name for name, _ in events]
    assert names[:2] == ["language", "passages"]
    assert set(names[2:-1]) == {"segment"}
    assert names[-1] == "done"
    done = events[-1][1]
    streamed = "".join(data["lead"] + data["text"] for name, data in events if name == "segment")
    assert streamed == done["answer"]["text"]
    assert done["turn"] == 1
    assert done["conversation_id"]


def test_small_talk_asks_no_document(client: TestClient) -> None:
    events = _events(client, "Guten Morgen, wie geht es Ihnen?")
    assert [name for name, _ in events] == ["done"]
    assert events[0][1]["answer"] is None
    assert events[0][1]["language"]["language"] == "de"


def test_conversation_goes_on_in_both_ways_of_asking(client: TestClient) -> None:
    first = _events(client, "How many devices does the router R-310 support?")[-1][1]
    again = {"conversation_id": first["conversation_id"]}
    second = client.post("/v1/chat", json={"message": "How long do I hold the reset button?", **again}).json()
    assert second["turn"] == 2
    assert _events(client, "And the camera C-7?", **again)[-1][1]["turn"] == 3


def test_unknown_conversation_is_a_problem_before_anything_is_streamed(client: TestClient) -> None:
    response = client.post("/v1/chat/stream", json={"message": "Hello there", "conversation_id": "none"})
    assert response.status_code == 404
    assert response.json()["type"] == "urn:polycite:problem:no-conversation"


def test_history_of_the_caller_is_kept_nowhere(client: TestClient) -> None:
    history = [{"role": "user", "text": "How many devices does the router R-310 support?"}]
    done = _events(client, "And for how long do I hold its reset button?", history=history)[-1][1]
    assert (done["conversation_id"], done["turn"]) == (None, 2)
