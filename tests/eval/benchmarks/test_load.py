"""The load command counts what a service answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from fastapi import FastAPI, Response

from polycite.eval.benchmarks.load import Load, run, table


@pytest.fixture
def address() -> Iterator[str]:
    """A service that refuses every third question and has kept every other answer."""
    app, asked = FastAPI(), [0]

    @app.post("/v1/ask")
    async def ask(body: dict[str, str], response: Response) -> dict[str, str]:
        asked[0] += 1
        if asked[0] % 3 == 0:
            response.status_code = 503
            response.headers["Retry-After"] = "0"
        response.headers["X-Cache"] = "hit" if asked[0] % 2 else "miss"
        return body

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


async def test_answers_and_refusals_are_counted(address: str) -> None:
    load = await run(address, clients=4, seconds=0.5, questions=["a", "b"])
    figures = load.figures()
    assert figures["answers"] == load.statuses["200"] > 0
    assert set(load.statuses) == {"200", "503"}
    assert 0 < load.kept < load.statuses["200"]
    assert figures["p50_ms"] <= figures["p95_ms"] <= figures["p99_ms"]
    assert table([figures]).row_count == 1


async def test_a_service_that_is_not_there_is_counted_too() -> None:
    load = await run("http://127.0.0.1:9", clients=1, seconds=0.05, questions=["a"])
    assert load.statuses["ConnectError"] > 0
    assert load.figures()["answers"] == 0


def test_percentiles_are_of_the_answers_alone() -> None:
    figures = Load(1, 10.0, [n / 100 for n in range(1, 101)]).figures()
    assert figures["p50_ms"] == pytest.approx(505.0)
    assert figures["answers_per_second"] == 10.0
