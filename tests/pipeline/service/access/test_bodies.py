"""Against a real server, because what happens on the connection is the point."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from .conftest import MakeApp, MakeKey

Serve = Callable[[FastAPI], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(app: FastAPI) -> str:
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
        listening = socket.create_server(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        running.append((server, thread))
        return f"http://127.0.0.1:{listening.getsockname()[1]}"

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(20)


def asked(url: str, **given: Any) -> httpx.Response:
    return httpx.post(f"{url}/v1/echo", timeout=60, **given)


def raw(url: str, *parts: bytes) -> bytes:
    """What the server says to these bytes until it closes the connection."""
    with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), 60) as connection:
        for part in parts:
            connection.sendall(part)
        said = b""
        while received := connection.recv(65_536):
            said += received
    return said


def test_ten_megabyte_question_is_refused(make_app: MakeApp, serve: Serve) -> None:
    url = serve(make_app())
    for _ in range(3):
        refused = asked(url, json={"question": "x" * 10_000_000})
        assert refused.status_code == 413
        assert refused.json()["type"].endswith(":too-large")
    assert asked(url, json={"question": "x"}).status_code == 200


def test_bytes_are_counted_whatever_is_declared(make_app: MakeApp, serve: Serve) -> None:
    url = serve(make_app(max_body=1_000))

    def chunks() -> Iterator[bytes]:  # sent chunked, so without Content-Length
        yield b'{"question": "'
        for _ in range(100):
            yield b"x" * 100
        yield b'"}'

    kind = {"Content-Type": "application/json"}
    assert asked(url, content=chunks(), headers=kind).status_code == 413
    assert asked(url, content=iter([b'{"question":', b' "x"}']), headers=kind).json() == {"question": "x"}


@pytest.mark.parametrize("length", ["99999999999999999999", "100000000"])
def test_absurd_length_is_refused_unread(make_app: MakeApp, serve: Serve, length: str) -> None:
    head = f"POST /v1/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: {length}\r\n\r\n"
    assert b" 413 " in raw(serve(make_app()), head.encode())


def test_trickling_body_is_cut_off_and_holds_nothing_up(make_app: MakeApp, serve: Serve) -> None:
    url = serve(make_app(body_timeout=0.5))
    head = b"POST /v1/echo HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n{"
    with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), 60) as slow:
        slow.sendall(head)
        assert asked(url, json={"question": "x"}).status_code == 200
        said = b""
        while received := slow.recv(65_536):
            said += received
    assert b" 408 " in said
    assert b"body-timeout" in said


def test_strangers_bodies_are_not_read(make_app: MakeApp, serve: Serve, make_key: MakeKey) -> None:
    make_key()
    head = b"POST /v1/echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 900000\r\n\r\n"
    said = raw(serve(make_app()), head)
    assert said.startswith(b"HTTP/1.1 401 ")


def test_only_those_who_manage_may_send_files(make_app: MakeApp, serve: Serve, make_key: MakeKey) -> None:
    asks, manages = make_key(scopes={"ask"}), make_key(scopes={"manage"})
    url = serve(make_app(max_body=1_000, max_upload=50_000))
    body = b"x" * 50_000

    def put(token: str, content: bytes = body) -> int:
        return httpx.put(f"{url}/v1/documents/a", content=content, headers={"X-API-Key": token}, timeout=60).status_code

    assert (put(manages), put(asks), put(manages, body * 3)) == (200, 413, 413)


def test_caller_that_leaves_in_mid_body_is_no_error(make_app: MakeApp, serve: Serve) -> None:
    url = serve(make_app())
    with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1])), 60) as connection:
        connection.sendall(b"POST /v1/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{")
    assert asked(url, json={"question": "x"}).status_code == 200


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"question": "\xff\xfe"}', 400),
        (b"{", 422),
        (b"", 422),
        (b"[" * 200_000, 400),
        (b'{"question": ' + b"[" * 500 + b"]" * 500 + b"}", 422),
        (b'{"question": "x", "filters": {"metadata": {"a": ' + b"[" * 400 + b"]" * 400 + b"}}}", 422),
        (b'{"question": "\\ud800"}', 422),
        (b'{"question": "x", "\\ud800": 1}', 422),
        (b'{"question": 1' + b"0" * 5000 + b"}", 400),
        (b'{"question": "x", "top_k": 1e400}', 422),
        (b'{"question": "x", "top_k": NaN}', 422),
        (b'{"question": "x", "questoin": 1}', 422),
        (json.dumps({"question": "x" * 2_001}).encode(), 422),
        (json.dumps({"question": "x", "filters": {"original_ids": ["a"] * 1001}}).encode(), 422),
        (b'{"question": "x"}'.decode().encode("utf-16"), 200),  # JSON in another encoding is JSON still
    ],
)
def test_malformed_input_is_a_problem_not_a_failure(make_app: MakeApp, serve: Serve, body: bytes, status: int) -> None:
    answer = asked(serve(make_app()), content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status


def test_long_headers_and_addresses_are_refused(make_app: MakeApp, serve: Serve) -> None:
    url = serve(make_app())
    assert httpx.get(f"{url}/health/live", headers={"X-Long": "x" * 17_000}).status_code in (400, 431)
    assert httpx.get(f"{url}/health/live", headers={f"X-{i}": "x" * 100 for i in range(200)}).status_code in (400, 431)
    assert httpx.get(f"{url}/health/live?{'x' * 9_000}").status_code == 414


@pytest.mark.parametrize(
    "head",
    [
        b"POST /v1/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /v1/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"POST /v1/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nX-Request-ID: a\rSet-Cookie: b=1\r\n\r\n",
        b"GET /health/live HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
    ],
)
def test_ambiguous_requests_reach_no_endpoint(make_app: MakeApp, serve: Serve, head: bytes) -> None:
    said = raw(
        serve(make_app()), head[:-4] + b"\r\nConnection: close" + head[-4:] if head.endswith(b"\r\n\r\n") else head
    )
    assert b" 200 " not in said.split(b"\r\n", 1)[0]
    assert b"set-cookie" not in said.lower()
