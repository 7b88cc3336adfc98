from __future__ import annotations

from fastapi import Response
from fastapi.testclient import TestClient

from .conftest import MakeApp, MakeClient


def test_answers_are_neither_stored_nor_guessed_at_nor_framed(make_client: MakeClient) -> None:
    client = make_client()
    for answer in (
        client.post("/v1/echo", json={"question": "x"}),
        client.get("/v1/fail"),
        client.get("/nowhere"),
        client.get("/health/live", headers={"Host": ""}),
    ):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_a_page_keeps_its_own_policy(make_app: MakeApp) -> None:
    app = make_app()

    @app.get("/page")
    def page() -> Response:
        return Response("<p>", media_type="text/html", headers={"Content-Security-Policy": "default-src 'self'"})

    answer = TestClient(app).get("/page")
    assert answer.headers["content-security-policy"] == "default-src 'self'"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "cache-control" not in answer.headers
