"""The official OpenAI client, unmodified, against a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import httpx
import openai
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

Serve = Callable[[FastAPI], AbstractContextManager[str]]
QUESTION = "How many devices does the router R-310 support?"


@pytest.fixture(scope="module")
def address(qa: CrossLingualQA, serve: Serve) -> Iterator[str]:
    with serve(create_app(qa, ServiceSettings(timeout=300))) as url:
        yield url


@pytest.fixture(scope="module")
def openai_client(address: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{address}/v1", api_key="none", max_retries=0, timeout=300) as client:
        yield client


def test_client_streams_a_cited_answer(openai_client: openai.OpenAI, qa: CrossLingualQA, address: str) -> None:
    text, annotations, finished = "", [], []
    stream = openai_client.chat.completions.create(
        model="polycite", messages=[{"role": "user", "content": QUESTION}], stream=True, temperature=0
    )
    for chunk in stream:
        choice = chunk.choices[0]
        text += choice.delta.content or ""
        annotations += (choice.delta.model_extra or {}).get("annotations", [])
        finished.append(choice.finish_reason)
    assert text == "up to 64"
    assert finished[-1] == "stop"
    assert set(finished[:-1]) == {None}
    (first, *_) = annotations
    assert first["type"] == "url_citation"
    cited = first["url_citation"]
    assert text[cited["start_index"] : cited["end_index"]] == "up to 64"
    ours = first["polycite"]
    assert qa.original(ours["original_id"]).text[ours["start"] : ours["end"]] == ours["quote"] == "up to 64"
    # The address in the annotation leads to the cited characters.
    assert cited["url"].startswith(address)
    assert httpx.get(cited["url"]).text == "up to 64"


def test_client_reads_a_whole_answer(openai_client: openai.OpenAI) -> None:
    reply = openai_client.chat.completions.create(
        model="polycite-direct",
        messages=[
            {"role": "system", "content": "You are a pirate."},
            {"role": "user", "content": [{"type": "text", "text": QUESTION}]},
        ],
        max_tokens=5,
        user="someone",
    )
    message = reply.choices[0].message
    assert message.content == "up to 64"
    assert message.annotations is not None
    assert message.annotations[0].url_citation.end_index == len("up to 64")
    assert reply.model_extra is not None
    assert reply.model_extra["polycite"]["answer"]["abstained"] is False


def test_history_is_understood(openai_client: openai.OpenAI) -> None:
    reply = openai_client.chat.completions.create(
        model="polycite",
        messages=[
            {"role": "user", "content": "How long is the battery life of the camera C-7?"},
            {"role": "assistant", "content": "eight hours"},
            {"role": "user", "content": "And how many devices does the router R-310 support?"},
        ],
    )
    assert "64" in (reply.choices[0].message.content or "")


def test_client_lists_models(openai_client: openai.OpenAI) -> None:
    names = [model.id for model in openai_client.models.list()]
    assert names[0] == "polycite"
    assert "polycite-direct" in names
    assert "polycite-generate" not in names  # no language model is set


def test_unknown_model_is_not_found(openai_client: openai.OpenAI) -> None:
    with pytest.raises(openai.NotFoundError):
        openai_client.chat.completions.create(model="gpt-4o", messages=[{"role": "user", "content": QUESTION}])


@pytest.mark.parametrize(
    "messages",
    [[], [{"role": "assistant", "content": "Hello"}], [{"role": "user", "content": " "}], [{"role": "user"}]],
)
def test_chat_without_a_question_is_refused(client: TestClient, messages: list[dict[str, str]]) -> None:
    response = client.post("/v1/chat/completions", json={"model": "polycite", "messages": messages})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
