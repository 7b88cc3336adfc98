"""Kept answers: found by the same question to the same documents, and by nothing else."""

from __future__ import annotations

import dataclasses

import pytest
from fastapi.testclient import TestClient

from polycite.components.evidence import Answer
from polycite.components.stores.store_points import Filter
from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.answer_cache import AnswerCache, Question

ASKED = Question("Wie schwer ist der B-5?", "de", filters=Filter(languages=("de",), metadata={"a": [1, "x"]}))
ANSWER = Answer("Wie schwer ist der B-5?", "58 kg", "de", "de", timings={"reading": 1.0})


@pytest.fixture
def cache() -> AnswerCache:
    kept = AnswerCache(2, 60.0)
    kept.put(ASKED, "1 settings", ANSWER)
    return kept


def test_white_space_and_encoding_do_not_matter(cache: AnswerCache) -> None:
    again = dataclasses.replace(ASKED, text="  Wie schwer\tist der  B-5? ")
    found = cache.get(again, "1 settings")
    assert found is not None
    assert (found.text, found.question) == ("58 kg", again.text)
    cache.put(Question("Größe?"), "1", ANSWER)
    assert cache.get(Question("Gro\u0308ße?"), "1") is not None


@pytest.mark.parametrize(
    "change",
    [
        {"text": "wie schwer ist der B-6?"},
        {"answer_language": "en"},
        {"question_language": "de"},
        {"strategy": "direct"},
        {"top_k": 3},
        {"filters": None},
        {"filters": Filter(languages=("de",), metadata={"a": ["1", "x"]})},
        {"tenant": "acme"},
    ],
)
def test_what_a_caller_decides_matters(cache: AnswerCache, change: dict[str, object]) -> None:
    assert cache.get(dataclasses.replace(ASKED, **change), "1 settings") is None  # type: ignore[arg-type]


def test_documents_and_settings_matter(cache: AnswerCache) -> None:
    assert cache.get(ASKED, "2 settings") is None
    assert cache.get(ASKED, "1 others") is None


def test_what_was_used_least_lately_goes_first(cache: AnswerCache) -> None:
    cache.put(Question("second"), "1", ANSWER)
    assert cache.get(ASKED, "1 settings")
    cache.put(Question("third"), "1", ANSWER)
    assert len(cache) == 2
    assert cache.get(Question("second"), "1") is None
    assert cache.get(ASKED, "1 settings")


def test_an_answer_is_kept_for_a_while_only() -> None:
    now = [0.0]
    cache = AnswerCache(2, 60.0, clock=lambda: now[0])
    cache.put(ASKED, "1", ANSWER)
    now[0] = 59.9
    assert cache.get(ASKED, "1")
    now[0] = 60.0
    assert cache.get(ASKED, "1") is None
    assert len(cache) == 0


def test_no_entries_keep_nothing() -> None:
    cache = AnswerCache(0, 60.0)
    cache.put(ASKED, "1", ANSWER)
    assert cache.get(ASKED, "1") is None


def test_a_change_of_the_documents_is_seen_at_once(client: TestClient, qa: CrossLingualQA) -> None:
    body = {"question": "What is the frequency of the radio Z-77?", "question_language": "en"}
    first = client.post("/v1/ask", json=body)
    assert first.headers["x-cache"] == "miss"
    again = client.post("/v1/ask", json=body)
    assert again.headers["x-cache"] == "hit"
    assert again.json()["text"] == first.json()["text"]
    qa.index_texts([{"id": "en/radio", "text": "The radio Z-77 sends at 868 MHz.", "language": "en"}])
    third = client.post("/v1/ask", json=body)
    assert third.headers["x-cache"] == "miss"
    assert third.json()["citations"][0]["original_id"] == "en/radio"
    qa.remove("en/radio")
    fourth = client.post("/v1/ask", json=body)
    assert fourth.headers["x-cache"] == "miss"
    assert all(citation["original_id"] != "en/radio" for citation in fourth.json()["citations"])
