"""A service with the whole guard and two small endpoints, for what needs no models."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import Depends, FastAPI, Request
from fastapi.testclient import TestClient

from polycite.pipeline.service import problems
from polycite.pipeline.service.access.authentication import Caller, requires
from polycite.pipeline.service.access.install import install
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import ApiKey
from polycite.pipeline.service.access.logs import note
from polycite.pipeline.service.schemas import SearchRequest
from polycite.pipeline.service.settings import ServiceSettings

MakeKey = Callable[..., str]
MakeApp = Callable[..., FastAPI]
MakeClient = Callable[..., TestClient]


@pytest.fixture
def make_key(tmp_path: Path) -> MakeKey:
    """Makes a key in the data folder and gives its token."""

    def make(**fields: Any) -> str:
        key, token = ApiKey.issue(**{"name": "test", "scopes": {"ask"}, **fields})
        KeyFile(tmp_path).add(key)
        return token

    return make


@pytest.fixture
def make_app(tmp_path: Path) -> MakeApp:
    def make(**settings: Any) -> FastAPI:
        app = FastAPI(redirect_slashes=False)
        problems.install(app)
        install(app, ServiceSettings(**settings), tmp_path)

        @app.post("/v1/echo")
        async def echo(body: SearchRequest, request: Request, _: Annotated[Caller, Depends(requires("ask"))]) -> Any:
            note(request, question=body.question)
            return {"question": body.question}

        @app.get("/v1/fail")
        async def fail(_: Annotated[Caller, Depends(requires("ask"))]) -> None:
            raise RuntimeError("the customer said: my card is 4111 1111 1111 1111")

        @app.put("/v1/documents/{name}")
        async def put(request: Request, name: str, _: Annotated[Caller, Depends(requires("manage"))]) -> Any:
            return {"bytes": len(await request.body())}

        @app.get("/metrics")
        async def metrics(_: Annotated[Caller, Depends(requires("metrics"))]) -> Any:
            return {}

        @app.get("/health/live")
        async def live() -> Any:
            return {}

        return app

    return make


@pytest.fixture
def make_client(make_app: MakeApp) -> MakeClient:
    """A client of such a service; a host outside loopback still is served in this process."""
    return lambda **settings: TestClient(make_app(**settings), raise_server_exceptions=False)
