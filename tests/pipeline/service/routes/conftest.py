"""Following a job from a test."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

Finished = Callable[[httpx.Response], dict[str, Any]]


@pytest.fixture
def finished(client: TestClient) -> Finished:
    """The job that a response accepted, once it is finished."""

    def follow(response: httpx.Response) -> dict[str, Any]:
        assert response.status_code == 202, response.text
        while True:
            job: dict[str, Any] = client.get(response.headers["Location"]).json()
            if job["state"] in ("done", "failed", "cancelled"):
                return job
            time.sleep(0.02)

    return follow
