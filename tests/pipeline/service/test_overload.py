"""Far more callers than there is room for, over real connections."""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.degrading import THREAD
from polycite.pipeline.service.settings import ServiceSettings

Serve = Callable[[FastAPI], AbstractContextManager[str]]
WORKERS, WAITING = 1, 2


async def test_ten_times_capacity_gets_answers_or_clean_refusals(qa: CrossLingualQA, serve: Serve) -> None:
    app = create_app(qa, ServiceSettings(workers=WORKERS, waiting=WAITING, timeout=300, cache_answers=0))
    with serve(app) as url:
        async with httpx.AsyncClient(base_url=url, timeout=300) as client:
            body = {"question": "How many devices does the router R-310 support?"}
            paths = ("/v1/ask", "/v1/ask/stream")
            many = 10 * (WORKERS + WAITING)
            found = await asyncio.gather(*(client.post(paths[i % 2], json=body) for i in range(many)))
            statuses = Counter(response.status_code for response in found)
            assert set(statuses) == {200, 503}
            assert statuses[200] >= WORKERS + WAITING
            for response in found:
                if response.status_code == 503:
                    assert response.headers["content-type"] == "application/problem+json"
                    assert int(response.headers["retry-after"]) > 0
                    assert response.json()["type"] == "urn:polycite:problem:queue-full"
                elif response.headers["content-type"].startswith("text/event-stream"):
                    assert "event: done" in response.text
                else:
                    assert response.json()["text"] == "up to 64"
            admission = app.state.service.admission
            async with asyncio.timeout(30):
                while admission.inside:  # a place is given back a moment after its answer
                    await asyncio.sleep(0.01)
            assert (await client.get("/health/ready")).status_code == 200
            figures = (await client.get("/metrics")).text
            assert f'polycite_refused_total{{reason="queue-full"}} {statuses[503]}.0' in figures
            assert (await client.post("/v1/ask", json=body)).status_code == 200


def test_a_question_that_would_wait_in_vain_is_refused_at_once(qa: CrossLingualQA) -> None:
    app, go = create_app(qa, ServiceSettings(workers=1, timeout=300)), threading.Event()
    with TestClient(app) as client:
        service = app.state.service

        async def occupy(calls: int) -> None:
            for _ in range(calls):
                service.admission.begin(lambda: go.wait(60))

        assert client.portal is not None
        service.answers._times.measured({THREAD: 100.0})
        client.portal.call(occupy, 4)
        for path in ("/v1/ask", "/v1/ask/stream"):
            response = client.post(path, json={"question": "How heavy is the B-5?"})
            assert (response.status_code, response.headers["retry-after"]) == (503, "200")
            assert response.json()["type"] == "urn:polycite:problem:queue-full"
        go.set()
