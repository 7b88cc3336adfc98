"""The overload command notices what a service loses, and how it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import pytest
from fastapi import FastAPI, Response

from polycite.eval.benchmarks.load import Load
from polycite.eval.benchmarks.overload import Overload, figures, overload


@pytest.fixture
def address(serve: Callable[[FastAPI], AbstractContextManager[str]]) -> Iterator[str]:
    """A service that forgets the documents of every second job, and refuses every second question rudely."""
    app, asked, jobs = FastAPI(), [0], [0]
    texts: dict[str, str] = {}

    @app.post("/v1/ask")
    async def ask(response: Response) -> dict[str, str]:
        asked[0] += 1
        response.status_code = 503 if asked[0] % 2 else 200
        return {}

    @app.get("/metrics")
    async def metrics() -> Response:
        return Response(f"process_resident_memory_bytes {1e9 + asked[0]}\n")

    @app.post("/v1/documents", status_code=202)
    async def documents(body: dict[str, Any]) -> dict[str, str]:
        jobs[0] += 1
        if jobs[0] % 2:
            texts.update({one["id"]: one["text"] for one in body["documents"]})
        return {"id": str(jobs[0])}

    @app.get("/v1/jobs/{name}")
    async def job(name: str) -> dict[str, str]:
        return {"state": "done"}

    @app.get("/v1/documents/{name:path}/text")
    async def text(name: str) -> Response:
        return Response(texts.get(name))

    with serve(app) as url:
        yield url


async def test_lost_documents_and_rude_refusals_are_counted(address: str) -> None:
    load, found = await overload(address, clients=3, seconds=1.0, every=0.3, key=None)
    counted = figures(load, found)
    assert counted["jobs_accepted"] >= 2
    assert found.lost == [job for job in found.accepted if int(job) % 2 == 0]
    assert counted["rude_refusals"] == load.statuses["503"] > 0
    assert counted["memory_mb"]["first"] == 1000


def test_growth_is_of_the_last_third_over_the_second() -> None:
    found = Overload(memory=[(t, used) for t, used in enumerate([1, 5, 10, 10, 12, 12])])
    assert found.growth == pytest.approx(0.2)
    assert figures(Load(1, 1.0), found)["memory_growth"] == 0.2
