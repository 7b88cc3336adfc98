from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from polycite.components.errors import StoreError
from polycite.pipeline.service.access.logs import log_to
from polycite.pipeline.service.access.redaction import redact
from polycite.pipeline.service.problems import new_error_id

from .conftest import MakeApp, MakeClient, MakeKey

SECRET = "Meine Karte ist 4111 1111 1111 1111, Mail an eva@example.org, wie lange hält der Akku?"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    loggers = [logging.getLogger(name) for name in ("polycite.access", "polycite.service")]
    before = [(one.handlers, one.level, one.propagate) for one in loggers]
    written = io.StringIO()
    log_to(logging.StreamHandler(written))
    yield written
    for one, (handlers, level, propagate) in zip(loggers, before, strict=True):
        one.handlers, one.level, one.propagate = handlers, level, propagate


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_a_request_is_a_line_under_the_id_it_is_answered_with(
    make_client: MakeClient, make_key: MakeKey, log: io.StringIO
) -> None:
    token = make_key(tenant="acme")
    answer = make_client().post("/v1/echo?q=1", json={"question": SECRET}, headers={"X-API-Key": token})
    (line,) = lines(log)
    assert line["request"] == answer.headers["X-Request-ID"]
    assert (line["method"], line["path"], line["status"], line["tenant"]) == ("POST", "/v1/echo", 200, "acme")
    assert line["caller"] == token.split("_")[1]
    assert line["bytes"] == len(answer.content)
    assert token not in log.getvalue()


def test_questions_are_not_logged(make_client: MakeClient, log: io.StringIO) -> None:
    make_client().post("/v1/echo", json={"question": SECRET})
    assert "Akku" not in log.getvalue()


def test_questions_are_logged_without_what_identifies_people_when_asked(
    make_client: MakeClient, log: io.StringIO
) -> None:
    make_client(log_questions=True).post("/v1/echo", json={"question": SECRET})
    assert lines(log)[0]["question"] == "Meine Karte ist [number], Mail an [email], wie lange hält der Akku?"


def test_name_of_a_document_is_not_logged(make_client: MakeClient, log: io.StringIO) -> None:
    client = make_client()
    client.put("/v1/documents/kuendigung-eva", content=b"x")
    client.get("/nowhere/eva@example.org")
    assert lines(log)[0]["path"] == "/v1/documents/{name}"
    assert "eva" not in log.getvalue()


def test_error_is_found_by_its_id_and_keeps_its_words_to_itself(make_client: MakeClient, log: io.StringIO) -> None:
    answer = make_client().get("/v1/fail")
    assert answer.status_code == 500
    assert "4111" not in answer.text
    assert "RuntimeError" not in answer.text
    failure, request = lines(log)
    assert answer.json()["error_id"] in failure["message"]
    assert failure["request"] == request["request"] == answer.headers["X-Request-ID"]
    assert request["status"] == 500
    assert failure["exception"][-1] == "RuntimeError"
    assert any("conftest.py" in place for place in failure["exception"])
    assert "4111" not in log.getvalue()
    assert "customer" not in log.getvalue()


def test_the_id_of_an_error_is_never_taken_for_a_number() -> None:
    for _ in range(200):
        name = new_error_id()
        assert redact(f"{name} internal-error") == f"{name} internal-error"


def test_our_own_errors_keep_their_words_in_the_log(make_app: MakeApp, log: io.StringIO) -> None:
    from fastapi.testclient import TestClient

    app = make_app()

    @app.get("/v1/store")
    def store() -> None:
        raise StoreError("http://qdrant:6333 does not answer, says eva@example.org.") from RuntimeError("a question")

    answer = TestClient(app).get("/v1/store")
    assert (answer.status_code, "qdrant" in answer.text) == (503, False)
    assert lines(log)[0]["exception"][-1] == "StoreError: http://qdrant:6333 does not answer, says [email]."
    assert "a question" not in log.getvalue()


@pytest.mark.parametrize("given", ["trace-1.A_b", "x" * 64])
def test_id_of_the_callers_own_is_kept(make_client: MakeClient, given: str) -> None:
    assert make_client().get("/health/live", headers={"X-Request-ID": given}).headers["X-Request-ID"] == given


@pytest.mark.parametrize("given", ["a b", "x" * 65, 'a","level":"error', "é", "a\r\nSet-Cookie: x=1", "a\n{}"])
def test_id_that_could_forge_a_header_or_a_line_is_not(make_client: MakeClient, log: io.StringIO, given: str) -> None:
    answer = make_client().get("/health/live", headers={"X-Request-ID": given.encode("latin-1")})  # type: ignore[dict-item]
    assert len(answer.headers["X-Request-ID"]) == 16
    assert "set-cookie" not in answer.headers
    assert len(lines(log)) == 1


def test_line_break_in_a_message_begins_no_line(log: io.StringIO) -> None:
    logging.getLogger("polycite.service").error('x\n{"level": "info", "message": "all is well"}\u2028')
    assert len(log.getvalue().splitlines()) == 1
