"""Latency and throughput of a running service: ``python -m polycite.eval.benchmarks.load --clients 1,8,32``.

Each of so many clients asks one question after the other, of the shipped support questions in their languages, for so
many seconds; a refusal (503) is waited out for as long as ``Retry-After`` says. This is a process of its own: what it
costs is not the service's time. Answers that the service kept from before are counted apart; to measure answering
alone, start the service with ``POLYCITE_SERVICE_CACHE_ANSWERS=0``.

A table goes to the terminal (stderr), the figures as JSON to the standard output.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table

from polycite.eval.datasets.questions import shipped_questions
from polycite.eval.environment import environment

_TIMEOUT = 120.0
_PAUSE = 0.2  # seconds after a connection that failed


@dataclass
class Load:
    """What so many clients met with. ``latencies`` are the seconds of each 200; ``statuses`` counts all answers."""

    clients: int
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    kept: int = 0
    rude: int = 0
    """Refusals that do not say when to come again, or are no problem details (RFC 9457)."""

    def figures(self) -> dict[str, Any]:
        """Milliseconds by percentile, answers a second, and what was not answered."""
        at = np.percentile(self.latencies, [50, 95, 99]) * 1000 if self.latencies else [float("nan")] * 3
        return {
            "clients": self.clients,
            "answers": len(self.latencies),
            "p50_ms": round(float(at[0]), 1),
            "p95_ms": round(float(at[1]), 1),
            "p99_ms": round(float(at[2]), 1),
            "answers_per_second": round(len(self.latencies) / self.seconds, 2),
            "kept": self.kept,
            "statuses": dict(sorted(self.statuses.items())),
        }


async def run(url: str, clients: int, seconds: float, questions: Sequence[str], key: str | None = None) -> Load:
    """Put the service under load.

    Args:
        url: of the service.
        clients: that ask at the same time, each one question at a time.
        seconds: after which no more is asked; what was asked is waited for.
        questions: asked in turn.
        key: an API key with the scope "ask".
    """
    load, upcoming = Load(clients), cycle(questions)
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=_TIMEOUT, limits=limits) as client:
        begin = time.perf_counter()
        await asyncio.gather(*(_ask(client, upcoming, begin + seconds, load) for _ in range(clients)))
        load.seconds = time.perf_counter() - begin
    return load


async def _ask(client: httpx.AsyncClient, questions: Iterator[str], end: float, load: Load) -> None:
    while (sent := time.perf_counter()) < end:
        try:
            response = await client.post("/v1/ask", json={"question": next(questions)})
        except httpx.HTTPError as error:
            load.statuses[type(error).__name__] += 1
            await asyncio.sleep(_PAUSE)
            continue
        load.statuses[str(response.status_code)] += 1
        if response.status_code == 200:
            load.latencies.append(time.perf_counter() - sent)
            load.kept += response.headers.get("x-cache") == "hit"
            continue
        again = response.headers.get("retry-after")
        clean = again is not None and response.headers["content-type"] == "application/problem+json"
        load.rude += response.status_code == 503 and not clean
        await asyncio.sleep(min(float(again or _PAUSE), max(end - time.perf_counter(), 0.0)))


def table(figures: Sequence[dict[str, Any]]) -> Table:
    """The figures for a terminal."""
    shown = Table("clients", "answers", "p50 ms", "p95 ms", "p99 ms", "answers/s", "503", "other", "kept")
    for row in figures:
        refused = row["statuses"].get("503", 0)
        other = sum(row["statuses"].values()) - row["answers"] - refused
        names = ("clients", "answers", "p50_ms", "p95_ms", "p99_ms", "answers_per_second")
        shown.add_row(*(str(row[name]) for name in names), str(refused), str(other), str(row["kept"]))
    return shown


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="of the service")
    parser.add_argument("--clients", default="1,8,32", help="numbers of clients, by commas")
    parser.add_argument("--seconds", type=float, default=30.0, help="for each number of clients")
    parser.add_argument("--key", help="an API key with the scope ask")
    given = parser.parse_args()
    questions = [question.question for question in shipped_questions()]
    figures = []
    for clients in map(int, given.clients.split(",")):
        load = asyncio.run(run(given.url, clients, given.seconds, questions, given.key))
        figures.append(load.figures())
    Console(stderr=True, width=120).print(table(figures))
    json.dump({"environment": environment(), "load": figures}, sys.stdout, indent=1)
    print()
    if not all(row["answers"] for row in figures):
        sys.exit(f"Not everybody was answered; does the service run at {given.url}?")


if __name__ == "__main__":
    main()
