from __future__ import annotations

import asyncio
import time
from pathlib import Path

from fastapi.testclient import TestClient

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.expiring import expiring
from polycite.pipeline.service.settings import ServiceSettings


def words_in(folder: Path, name: str) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob(f"{name}*"))


def test_what_was_said_is_gone_in_time_though_nobody_asks(qa: CrossLingualQA, tmp_path: Path) -> None:
    settings = ServiceSettings(data=tmp_path, conversation_hours=1 / 3600, feedback_days=1 / 86_400, timeout=300)
    translation = {"source": "Hallo.", "source_language": "de", "target_language": "en", "text": "My Gugelhupf."}
    with TestClient(create_app(qa, settings)) as client:
        assert client.post("/v1/chat", json={"message": "Hello, I am Gugelhupf!"}).status_code == 200
        assert client.post("/v1/feedback", json={"translation": translation}).status_code == 201
        while any(b"Gugelhupf" in words_in(tmp_path, name) for name in ("conversations", "feedback")):
            time.sleep(0.1)


async def test_a_failure_does_not_end_it() -> None:
    calls, third = [], asyncio.Event()
    loop = asyncio.get_running_loop()

    def failing() -> None:
        calls.append(1)
        if len(calls) == 3:
            loop.call_soon_threadsafe(third.set)
        raise OSError("disk")

    task = asyncio.create_task(expiring(failing, 0.001))
    await third.wait()
    assert not task.done()
    task.cancel()
