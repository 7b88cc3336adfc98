"""Ten times what a running service can hold, for ten minutes: ``python -m polycite.eval.benchmarks.overload``.

So many clients ask at once while documents are sent to be indexed. Shown are what was answered and refused, whether
every refusal said when to come again, whether every accepted job was done and its documents are there, and the
service's memory over time, from its own ``/metrics``. Start the service with ``POLYCITE_SERVICE_CACHE_ANSWERS=0``: kept
answers cost it nothing.

A table goes to the terminal (stderr), the figures as JSON to the standard output. Exit code 1: an accepted job is
lost, a refusal was rude, or memory grew by more than a twentieth between the second and the last third.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table

from polycite.eval.benchmarks.load import Load, run
from polycite.eval.datasets.questions import shipped_questions
from polycite.eval.environment import environment

_MEMORY = "process_resident_memory_bytes "
_DOCUMENTS = 20  # in a job
_IDS = 200  # documents that are sent again and again, each time with another text, so that the store does not grow
_GROWTH = 0.05


@dataclass
class Overload:
    """What became of documents and memory. ``memory`` is (seconds, bytes) by time."""

    accepted: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    refused: int = 0
    memory: list[tuple[float, float]] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """Share by which memory is more in the last third than in the second; the first third warms up.

        Nothing grew where it was not measured three times.
        """
        if len(self.memory) < 3:
            return 0.0
        thirds = [float(np.mean(third)) for third in np.array_split([used for _, used in self.memory], 3)]
        return thirds[2] / thirds[1] - 1


async def overload(url: str, clients: int, seconds: float, every: float, key: str | None) -> tuple[Load, Overload]:
    """Put the service under more load than it can take.

    Args:
        url: of the service.
        clients: that ask at the same time.
        seconds: for how long.
        every: seconds between two jobs.
        key: an API key with the scopes ask, manage and metrics.
    """
    questions = [question.question for question in shipped_questions()]
    found = Overload()
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    async with httpx.AsyncClient(base_url=url, headers=headers, timeout=120.0) as client:
        watching = asyncio.create_task(_watch(client, found))
        sending = asyncio.create_task(_send(client, found, every))
        try:
            load = await run(url, clients, seconds, questions, key)
        finally:
            watching.cancel()
            sending.cancel()
            await asyncio.gather(watching, sending, return_exceptions=True)
        await _settle(client, found)
    return load, found


async def _watch(client: httpx.AsyncClient, found: Overload) -> None:
    begin = time.perf_counter()
    while True:
        with suppress(httpx.TransportError):
            lines = (await client.get("/metrics")).text.splitlines()
            used = next(float(line.removeprefix(_MEMORY)) for line in lines if line.startswith(_MEMORY))
            found.memory.append((time.perf_counter() - begin, used))
        await asyncio.sleep(5.0)


async def _send(client: httpx.AsyncClient, found: Overload, every: float) -> None:
    number = 0
    while True:
        texts = {
            f"overload/{i % _IDS}": f"Version {i}: the gateway Q-{i} starts {i % 60 + 1} minutes after a power cut."
            for i in range(number, number + _DOCUMENTS)
        }
        number += _DOCUMENTS
        documents = [{"id": name, "text": text, "language": "en"} for name, text in texts.items()]
        response = await _post(client, {"documents": documents}, f"overload-{uuid4()}")
        if response.status_code == 202:
            found.accepted[response.json()["id"]] = list(texts.items())
        else:
            found.refused += 1
        await asyncio.sleep(every)


async def _post(client: httpx.AsyncClient, body: dict[str, Any], key: str) -> httpx.Response:
    """The answer to a job; asked again under the same key when the connection broke, so that it is taken once."""
    while True:
        try:
            return await client.post("/v1/documents", json=body, headers={"Idempotency-Key": key})
        except httpx.TransportError:
            await asyncio.sleep(1.0)


async def _settle(client: httpx.AsyncClient, found: Overload) -> None:
    """Wait for all accepted jobs; a job is lost when it is not done, or when its documents are not there."""
    latest = {name: text for texts in found.accepted.values() for name, text in texts}
    for job, texts in found.accepted.items():
        while (state := (await client.get(f"/v1/jobs/{job}")).json().get("state")) in ("queued", "running"):
            await asyncio.sleep(0.5)
        if state != "done":
            found.lost.append(job)
            continue
        for name, text in texts:
            if latest[name] == text:
                stored = await client.get(f"/v1/documents/{name}/text")
                if stored.status_code != 200 or stored.text != text:
                    found.lost.append(job)
                    break


def figures(load: Load, found: Overload) -> dict[str, Any]:
    """Everything that was counted; memory in MB at the beginning, at its height, at the end."""
    used = [amount / 1e6 for _, amount in found.memory]
    return {
        **load.figures(),
        "seconds": round(load.seconds, 1),
        "rude_refusals": load.rude,
        "jobs_accepted": len(found.accepted),
        "jobs_refused": found.refused,
        "jobs_lost": len(found.lost),
        "memory_mb": {"first": round(used[0]), "most": round(max(used)), "last": round(used[-1])},
        "memory_mb_by_minute": [round(used[i]) for i in range(0, len(used), 12)],
        "memory_growth": round(found.growth, 4),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--url", default="http://127.0.0.1:8000", help="of the service")
    parser.add_argument("--clients", type=int, default=340, help="ten times 2 workers and 32 waiting")
    parser.add_argument("--minutes", type=float, default=10.0, help="for how long")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two jobs of 20 documents")
    parser.add_argument("--key", help="an API key with the scopes ask, manage and metrics")
    given = parser.parse_args()
    load, found = asyncio.run(overload(given.url, given.clients, given.minutes * 60, given.every, given.key))
    counted = figures(load, found)
    shown = Table("overload", "")
    for name, value in counted.items():
        shown.add_row(name.replace("_", " "), str(value))
    Console(stderr=True, width=100).print(shown)
    json.dump({"environment": environment(), "overload": counted}, sys.stdout, indent=1)
    print()
    if found.lost or load.rude or found.growth > _GROWTH:
        sys.exit("The service did not hold.")


if __name__ == "__main__":
    main()
