"""No endpoint is forgotten: whatever is added to the service is behind the guard."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import ApiKey
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

OPEN = ("/health/",)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("data")
    KeyFile(folder).add(ApiKey.issue(name="other", scopes={"ask"})[0])
    return folder


@pytest.fixture(scope="module")
def app(qa: CrossLingualQA, data: Path) -> FastAPI:
    return create_app(qa, ServiceSettings(data=data))


@pytest.fixture(scope="module")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as opened:
        yield opened


def guarded(app: FastAPI) -> list[tuple[str, str, Any]]:
    """Method, path and description of each endpoint that needs a key."""
    found = [
        (method.upper(), path, operation)
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
        if not path.startswith(OPEN)
    ]
    assert {"/v1/ask", "/v1/search"} <= {path for _, path, _ in found}
    return found


def test_every_endpoint_needs_a_key(app: FastAPI, client: TestClient) -> None:
    for method, path, _ in guarded(app):
        for headers in ({}, {"X-API-Key": "pck_000000000000_" + "A" * 43}):
            answer = client.request(method, re.sub(r"\{.*?\}", "x", path), headers=headers)
            assert answer.status_code == 401, f"{method} {path}: {answer.status_code}"


def test_every_endpoint_says_so_in_the_openapi_document(app: FastAPI) -> None:
    for method, path, operation in guarded(app):
        assert operation.get("security") == [{"bearer": []}, {"header": []}], f"{method} {path}"
        refusals = {"401", "403", "429"} if path.startswith("/v1/") else {"401", "403"}
        assert refusals <= set(operation["responses"]), f"{method} {path}"


def test_no_scope_does_the_work_of_another(client: TestClient, app: FastAPI, data: Path) -> None:
    """A key that can only read figures finds every other endpoint shut."""
    key, token = ApiKey.issue(name="figures", scopes={"metrics"}, per_minute=10_000)
    KeyFile(data).add(key)
    for method, path, _ in guarded(app):
        if path != "/metrics":
            answer = client.request(method, re.sub(r"\{.*?\}", "x", path), headers={"X-API-Key": token})
            assert answer.status_code == 403, f"{method} {path}: {answer.status_code}"
