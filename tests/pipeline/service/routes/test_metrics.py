"""``GET /metrics``: what happened can be read from it, and nobody can make it grow."""

from __future__ import annotations

from pathlib import Path

from fastapi.testclient import TestClient
from prometheus_client.parser import text_string_to_metric_families

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import ApiKey
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings


def samples(client: TestClient) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    response = client.get("/metrics")
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8"
    return {
        (one.name, frozenset(one.labels.items())): one.value
        for family in text_string_to_metric_families(response.text)
        for one in family.samples
    }


def test_questions_stages_and_cache_are_counted(client: TestClient) -> None:
    body = {"question": "Wie schwer ist der Heimspeicher B-5?"}
    client.post("/v1/ask", json=body)
    client.post("/v1/ask", json=body)
    found = samples(client)
    assert found["polycite_questions_total", frozenset({("outcome", "answered"), ("language", "de")})] == 1
    assert found["polycite_cache_total", frozenset({("result", "hit")})] == 1
    assert found["polycite_cache_total", frozenset({("result", "miss")})] == 1
    for stage in ("retrieval", "reading", "total"):
        assert found["polycite_stage_seconds_count", frozenset({("stage", stage), ("language", "de")})] == 1
    assert found["polycite_queue_requests", frozenset()] == 0
    assert found["polycite_queue_capacity", frozenset()] == 34
    assert found["polycite_breaker_state", frozenset({("name", "store")})] == 0
    assert found["polycite_refused_total", frozenset({("reason", "queue-full")})] == 0


def test_hand_overs_are_counted(client: TestClient) -> None:
    body = {"model": "polycite", "messages": [{"role": "user", "content": "I want to talk to a human agent, please."}]}
    reply = client.post("/v1/chat/completions", json=body).json()
    assert reply["polycite"]["hand_over"] == "person"
    assert samples(client)["polycite_handovers_total", frozenset({("reason", "person")})] == 1


def test_callers_cannot_make_labels(client: TestClient) -> None:
    counts = []
    for code in ("xx-a", "xx-b", "tlh", "aaaaaaaa"):
        assert client.post("/v1/ask", json={"question": "What?", "question_language": code}).status_code == 422
        counts.append(len(samples(client)))
    assert len(set(counts)) == 1


def test_a_key_needs_the_scope(qa: CrossLingualQA, tmp_path: Path) -> None:
    keys, tokens = KeyFile(tmp_path), {}
    for scope in ("ask", "metrics"):
        key, tokens[scope] = ApiKey.issue(name=scope, scopes={scope})
        keys.add(key)
    with TestClient(create_app(qa, ServiceSettings(data=tmp_path))) as client:
        assert client.get("/metrics").status_code == 401
        assert client.get("/metrics", headers={"X-API-Key": tokens["ask"]}).status_code == 403
        assert client.get("/metrics", headers={"X-API-Key": tokens["metrics"]}).status_code == 200
