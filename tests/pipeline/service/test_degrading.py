"""Answers under pressure: what is left out is said, what hangs is not waited for."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from polycite.components.errors import StoreError
from polycite.components.evidence import Answer
from polycite.pipeline import CrossLingualQA, Settings
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.degrading import Budget, CallerLeftError, StageTimes
from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.service.settings import ServiceSettings

QUESTION = "How long does the battery of the camera C-7 last?"
ROW = {"id": "hi/camera", "text": "कैमरा C-7 की बैटरी आठ घंटे चलती है। इसे चार्ज होने में दो घंटे लगते हैं।", "language": "hi"}


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that takes connections and never says anything."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listener:
        yield listener.getsockname()[1]


def test_time_that_is_spent_ends_the_work() -> None:
    now = [0.0]
    budget = Budget(10.0, StageTimes(), clock=lambda: now[0])
    budget.check()
    now[0] = 10.0
    with pytest.raises(ProblemError) as raised:
        budget.check()
    assert raised.value.status == 504
    budget.cancelled.set()
    with pytest.raises(CallerLeftError):
        budget.check()


def test_what_there_is_no_time_for_is_left_out() -> None:
    now, times = [0.0], StageTimes()
    budget = Budget(10.0, times, clock=lambda: now[0])
    assert budget.allows("second view")  # nothing is known of how long it takes
    times.measured({"reading": 4.0, "translation": 2.0, "citing": 0.5})
    assert budget.allows("second view")
    now[0] = 5.0
    assert not budget.allows("second view")
    assert budget.allows("translation")
    now[0] = 8.0
    assert not budget.allows("translation")


def test_an_answer_says_what_was_left_out(qa: CrossLingualQA) -> None:
    *_, last = qa.stream(QUESTION, allows=lambda what: False)
    answer: Answer = last.answer  # type: ignore[union-attr]
    assert answer.text == "आठ घंटे"
    assert "degraded: read in the original alone, there was no time for its English gloss" in answer.notes
    assert "degraded: not translated, there was no time for it" in answer.notes
    original = qa.original(answer.citations[0].original_id)
    assert original.text[answer.citations[0].start : answer.citations[0].end] == answer.citations[0].quote


def test_a_translator_that_hangs_costs_its_time_limit_and_then_nothing(tmp_path: Path, silent_port: int) -> None:
    settings = Settings(
        abstain_below=0.0, translator=f"chat:http://127.0.0.1:{silent_port}/v1#m", translation_cache=None
    )
    with CrossLingualQA.open(tmp_path / "kb.polycite", settings) as qa:
        qa.index_texts([ROW])
        app = create_app(qa, ServiceSettings(translation_timeout=0.05, timeout=300))
        with TestClient(app) as client:
            for _ in range(5):
                answer = client.post("/v1/ask", json={"question": QUESTION}).json()
                assert answer["text"] == "आठ घंटे"
                assert "degraded: not translated, the translator did not answer" in answer["notes"]
            answer = client.post("/v1/ask", json={"question": QUESTION}).json()
            assert any("left alone for a while" in note for note in answer["notes"])
            ready = client.get("/health/ready")
            assert ready.status_code == 200  # it still answers
            (name,) = set(ready.json()["breakers"]) - {"store"}
            assert ready.json()["breakers"] == {"store": "closed", name: "open"}
            figures = client.get("/metrics").text
            assert f'polycite_breaker_state{{name="{name}"}} 2.0' in figures
            assert "polycite_degraded_answers_total 6.0" in figures
            assert 'polycite_cache_total{result="hit"}' not in figures  # half an answer is not kept


def test_a_store_that_fails_is_left_alone(qa: CrossLingualQA, monkeypatch: pytest.MonkeyPatch) -> None:
    with TestClient(create_app(qa, ServiceSettings(timeout=300))) as client:

        def gone(*_: object, **__: object) -> None:
            raise StoreError("http://10.0.0.7:6333 cannot be reached.", "Check the server.")

        monkeypatch.setattr(type(qa._connection.store), "search", gone)
        for _ in range(5):
            response = client.post("/v1/ask", json={"question": QUESTION})
            assert response.status_code == 503
            assert "10.0.0.7" not in response.text
        response = client.post("/v1/ask", json={"question": QUESTION})
        assert (response.status_code, response.json()["type"]) == (503, "urn:polycite:problem:store-unavailable")
        assert 0 < int(response.headers["retry-after"]) <= 30
        assert client.get("/health/ready").json()["breakers"]["store"] == "open"
