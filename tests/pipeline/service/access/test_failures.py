from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.responses import StreamingResponse
from fastapi.testclient import TestClient

from .conftest import MakeApp, MakeClient


def test_unexpected_error_is_answered_with_all_headers(make_client: MakeClient) -> None:
    answer = make_client(origins=("https://shop.example",)).get("/v1/fail", headers={"Origin": "https://shop.example"})
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "https://shop.example"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_server_is_told_nothing_of_a_failure_in_mid_answer(make_app: MakeApp) -> None:
    app = make_app()

    def parts() -> Iterator[str]:
        yield "half"
        raise RuntimeError("a customer's words")

    @app.get("/v1/stream")
    def stream() -> StreamingResponse:
        return StreamingResponse(parts())

    with pytest.raises(ConnectionAbortedError) as cut:
        TestClient(app).get("/v1/stream")
    assert "customer" not in str(cut.value)
    assert cut.value.__suppress_context__
