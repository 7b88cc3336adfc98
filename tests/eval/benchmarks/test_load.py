"""The load command counts what a service answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from fastapi import FastAPI, Response

from polycite.eval.benchmarks.load import Load, run, table


@pytest.fixture
def address(serve: Callable[[FastAPI], AbstractContextManager[str]]) -> Iterator[str]:
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

    with serve(app) as url:
        yield url


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
