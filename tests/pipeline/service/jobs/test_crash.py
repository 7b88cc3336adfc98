"""The service is killed while documents come in: whatever it acknowledged is there after it starts again."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx

_WORDS = "The machine M-{} has {} wheels, weighs {} kg and needs oil every {} hours. "


@contextmanager
def _service(store: Path) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "polycite", "serve", "--store", str(store), "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**os.environ, "HF_HUB_OFFLINE": "1", "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert process.stdout is not None
        for line in process.stdout:
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                break
        else:
            raise AssertionError("the service did not start")
        with httpx.Client(base_url=found[0], timeout=120) as client:
            while True:  # it listens before its models are loaded
                with suppress(httpx.TransportError):
                    if client.get("/health/ready").status_code == 200:
                        break
                assert process.poll() is None
                time.sleep(0.1)
            yield client, process
    finally:
        process.kill()
        process.wait()


def test_nothing_acknowledged_is_lost_when_the_service_is_killed(tmp_path: Path) -> None:
    store, acknowledged, jobs = tmp_path / "kb.polycite", dict[str, str](), list[str]()
    for kill in range(2):
        with _service(store) as (client, process):
            for number, length in enumerate((30, 1, 1)):  # the first keeps the others waiting
                documents = [
                    {"id": f"{kill}/{number}/{i}", "text": _WORDS.replace("{}", f"{kill}{number}{i}") * length}
                    for i in range(3)
                ]
                accepted = client.post("/v1/documents", json={"documents": documents})
                assert accepted.status_code == 202
                jobs.append(accepted.headers["Location"])
                acknowledged |= {document["id"]: document["text"] for document in documents}
            name, text = f"upload-{kill}.txt", f"The upload number {kill} weighs 3 kg."
            jobs.append(client.post("/v1/documents/files", files={"f": (name, text.encode())}).headers["Location"])
            acknowledged[name] = text
            put = client.put(f"/v1/documents/put-{kill}", json={"text": f"Put {kill} was acknowledged."})
            assert put.status_code == 201
            acknowledged[f"put-{kill}"] = f"Put {kill} was acknowledged."
            states = {client.get(job).json()["state"] for job in jobs}
            assert states & {"queued", "running"}, "it was killed too late to tell anything"
            process.send_signal(signal.SIGKILL)
            process.wait()

    with _service(store) as (client, process):
        for job in jobs:
            while (found := client.get(job).json())["state"] in ("queued", "running"):
                time.sleep(0.1)
            assert (found["state"], found["done"], found["failures"]) == ("done", found["total"], [])
        for name, text in acknowledged.items():
            assert client.get(f"/v1/documents/{name}/text").text == text
        # Told to stop, it does so by itself.
        process.terminate()
        assert process.wait(timeout=60) in (0, -signal.SIGTERM)
