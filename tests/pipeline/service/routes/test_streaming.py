"""``POST /v1/ask/stream``: events in order, problems before and after the start, callers that leave."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.degrading import Budget
from polycite.pipeline.service.settings import ServiceSettings
from polycite.pipeline.streaming import AnswerFound

Serve = Callable[[FastAPI], AbstractContextManager[str]]
QUESTION = "Wie schwer ist der Heimspeicher B-5?"


def events_in(text: str) -> list[tuple[str, Any]]:
    found = []
    for block in text.split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.split("\n") if line and not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


@pytest.fixture
def app(qa: CrossLingualQA) -> FastAPI:
    return create_app(qa, ServiceSettings(workers=1, waiting=0, timeout=300))


@pytest.fixture
def address(app: FastAPI, serve: Serve) -> Iterator[str]:
    with serve(app) as url:
        yield url


def test_events_come_in_order_and_agree_with_the_answer(client: TestClient, qa: CrossLingualQA) -> None:
    for _ in range(2):  # the second time it is a kept answer
        response = client.post("/v1/ask/stream", json={"question": QUESTION})
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/event-stream")
        events = events_in(response.text)
        assert [name for name, _ in events] == ["language", "passages", "segment", "done"]
        language, passages, segment, done = (data for _, data in events)
        assert language == {"language": "de"}
        for passage in passages["passages"]:
            text = qa.original(passage["original_id"]).text
            assert text[passage["start"] : passage["end"]] == passage["text"]
        assert done["text"][segment["start"] : segment["end"]] == segment["text"]
        (citation, *_) = segment["citations"]
        quoted = qa.original(citation["original_id"]).text[citation["start"] : citation["end"]]
        assert quoted == citation["quote"]
        assert done["citations"][0] == citation
        assert client.post("/v1/ask", json={"question": QUESTION}).json()["segments"] == done["segments"]


def test_parts_of_a_question_make_up_the_whole_text(client: TestClient) -> None:
    body = {"question": "How many devices does the router R-310 support? How heavy is the B-5?"}
    events = events_in(client.post("/v1/ask/stream", json=body).text)
    done = events[-1][1]
    segments = [data for name, data in events if name == "segment"]
    assert "".join(data["lead"] + data["text"] for data in segments) == done["text"]
    assert [(data["start"], data["end"]) for data in segments] == [(s["start"], s["end"]) for s in done["segments"]]


def test_a_mistake_has_a_status_not_an_event(client: TestClient) -> None:
    for body in ({"question": " "}, {"question": "What?", "answer_language": "xx"}, {"question": ""}, {}):
        response = client.post("/v1/ask/stream", json=body)
        assert response.status_code == 422
        assert response.headers["content-type"] == "application/problem+json"


def test_out_of_time_is_told_whether_the_stream_has_begun_or_not(app: FastAPI) -> None:
    with TestClient(app) as client:
        service = app.state.service
        retriever = service.qa.pipeline("query").get_component("retriever")
        search, budgets, make = retriever.run, [], service.answers._budget

        def remembered() -> Budget:
            budgets.append(make())
            return budgets[-1]

        def slowly(**given: Any) -> Any:
            budgets[-1]._end = 0.0
            return search(**given)

        service.answers._budget, retriever.run = remembered, slowly
        try:
            response = client.post("/v1/ask/stream", json={"question": f"{QUESTION} Heute"})
        finally:
            retriever.run = search
        (first, _), (last, problem) = events_in(response.text)[0], events_in(response.text)[-1]
        assert (first, last) == ("language", "problem")
        assert problem["status"] == 504
        assert problem["type"] == "urn:polycite:problem:timeout"


def test_a_full_queue_is_refused_before_the_start(app: FastAPI) -> None:
    go = threading.Event()
    with TestClient(app) as client:
        service = app.state.service
        assert client.portal is not None
        client.portal.call(begin_waiting, service, go)
        response = client.post("/v1/ask/stream", json={"question": QUESTION})
        go.set()
    assert response.status_code == 503
    assert response.headers["retry-after"]


async def begin_waiting(service: Any, go: threading.Event) -> None:
    service.admission.begin(lambda: go.wait(60))


def test_work_stops_and_the_place_is_freed_when_the_caller_leaves(app: FastAPI, address: str) -> None:
    service = app.state.service
    left = threading.Event()
    pipeline = service.qa.pipeline("query")
    reader, read = pipeline.get_component("reader"), []
    retriever = pipeline.get_component("retriever")
    run, search = reader.run, retriever.run

    def searching(**given: Any) -> Any:
        left.wait(60)  # the caller leaves while passages are sought
        return search(**given)

    reader.run = lambda **given: read.append(1) or run(**given)
    retriever.run = searching
    try:
        with (
            httpx.Client(timeout=60) as client,
            client.stream("POST", f"{address}/v1/ask/stream", json={"question": f"{QUESTION} Bitte."}) as response,
        ):
            assert response.status_code == 200
            assert next(response.iter_lines()) == "event: language"
            assert service.admission.inside == 1
        time.sleep(0.5)  # for the server to see the connection end
        left.set()
        while service.admission.inside:
            time.sleep(0.01)
        assert read == []
        cancelled = service.answers.metrics.registry.get_sample_value(
            "polycite_questions_total", {"outcome": "cancelled", "language": "other"}
        )
        assert cancelled == 1
        assert httpx.post(f"{address}/v1/ask", json={"question": QUESTION}, timeout=300).status_code == 200
    finally:
        reader.run, retriever.run = run, search


async def test_python_api_streams_what_it_answers(qa: CrossLingualQA) -> None:
    events = list(qa.stream(QUESTION))
    awaited = [event async for event in qa.stream_async(QUESTION)]
    asked = qa.ask(QUESTION)
    assert [type(event) for event in events] == [type(event) for event in awaited]
    for last in (events[-1], awaited[-1]):
        assert isinstance(last, AnswerFound)
        assert last.answer.segments == asked.segments
        assert last.answer.notes == asked.notes
