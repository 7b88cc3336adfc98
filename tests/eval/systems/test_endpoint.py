"""An endpoint that really listens, on this machine."""

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from polycite.components.errors import PolyciteError, SettingsError
from polycite.components.evidence import Answer, Citation, Passage, Segment, sha256_of
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.systems.endpoint import Endpoint

TEXT = "เครื่องนี้หนัก ๕๘ กิโลกรัม"
QUESTION = Question("q1", "यह कितना भारी है?", "hi")
CITED = Citation("th/weight", 15, 26, TEXT[15:26], sha256_of(TEXT), language="th", confidence=0.75)
ANSWER = Answer(
    QUESTION.question,
    TEXT[15:26],
    "th",
    "hi",
    (Segment(0, 11, (CITED,)),),
    confidence=0.5,
    answerable=0.875,
    passages=(Passage("th/weight", 0, 26, TEXT),),
    timings={"reading": 0.25},
)
Reply = tuple[int, dict[str, str], str]


class Server(ThreadingHTTPServer):
    """Gives the replies one after the other, the last one for ever, and keeps what it was asked."""

    replies: list[Reply]
    asked: list[tuple[dict[str, str], Any]]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/ask"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.asked.append((dict(self.headers), json.loads(body)))
        replies = self.server.replies
        status, headers, text = replies.pop(0) if len(replies) > 1 else replies[0]
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: Any) -> None:
        """Nothing."""


def good(answer: Any = None) -> Reply:
    return 200, {"content-type": "application/json"}, json.dumps(ANSWER.to_dict() if answer is None else answer)


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    servers = []

    def start(*replies: Reply) -> Server:
        server = Server(("127.0.0.1", 0), Handler)
        server.replies, server.asked = list(replies), []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def ask(url: str, **options: Any) -> Prediction:
    endpoint = Endpoint(url, **{"backoff": 0.0, **options})
    try:
        return endpoint.predict(QUESTION)
    finally:
        endpoint.close()


def test_an_answer_becomes_a_prediction(serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUPPORT_TOKEN", "Bearer hush")
    server = serve(good())
    said = ask(server.url, headers_from={"Authorization": "SUPPORT_TOKEN"}, body={"top_k": 5})
    [(headers, body)] = server.asked
    assert (headers["Authorization"], body) == ("Bearer hush", {"top_k": 5, "question": QUESTION.question})
    assert (said.id, said.answer, said.abstained) == ("q1", TEXT[15:26], False)
    [cited] = said.citations
    assert (cited.original_id, TEXT[cited.start : cited.end], cited.language) == ("th/weight", cited.quote, "th")
    assert said.passages is not None
    assert (said.passages[0].start, said.passages[0].end) == (0, 26)
    assert (said.confidence, said.evidence, said.language) == (0.5, 0.875, "th")
    assert said.segments[0].citations == (0,)
    assert said.timings_ms == {"reading": 250.0}
    assert said.latency_ms is not None


def test_little_is_enough(serve: Callable[..., Server]) -> None:
    said = ask(serve(good({"text": "五十八公斤"})).url)
    assert (said.answer, said.abstained, said.passages, said.confidence) == ("五十八公斤", False, None, None)
    silent = ask(serve(good({"abstained": True})).url)
    assert (silent.answer, silent.abstained) == ("", True)


def test_what_passes_is_tried_again(serve: Callable[..., Server]) -> None:
    server = serve((503, {}, "busy"), (429, {"retry-after": "0"}, "slow down"), good())
    assert ask(server.url, retries=2).answer == TEXT[15:26]
    assert len(server.asked) == 3


@pytest.mark.parametrize(
    ("reply", "problem", "tries"),
    [
        ((500, {}, "broken"), r"status 500: 'broken'.*Tried 3 time", 3),
        ((401, {}, "who are you"), r"status 401: 'who are you'.*Tried 1 time", 1),
        (
            (302, {"location": "http://192.0.2.1/steal"}, ""),
            r"redirects to 'http://192\.0\.2\.1/steal', which is not",
            1,
        ),
        ((200, {}, "<html>"), r"answered no JSON: '<html>'", 1),
        (good([1]), "no JSON object", 1),
        (good({"answer": "58"}), "'text' is None", 1),
        (good({"text": "58", "confidence": 3}), "'confidence' is 3", 1),
        (good({"text": "58", "citations": [{"original_id": "a", "start": "1"}]}), "'start' is '1'", 1),
        (good({"text": "58", "segments": [{"start": 0, "end": 9}]}), "does not fit an answer of 2 characters", 1),
    ],
)
def test_what_goes_wrong_is_said(serve: Callable[..., Server], reply: Reply, problem: str, tries: int) -> None:
    server = serve(reply)
    with pytest.raises(PolyciteError, match=problem):
        ask(server.url, retries=2)
    assert len(server.asked) == tries


def test_nobody_listens(serve: Callable[..., Server]) -> None:
    server = serve(good())
    url = server.url
    server.shutdown()
    server.server_close()
    with pytest.raises(PolyciteError, match=r"did not answer: ConnectError.*Tried 2 time"):
        ask(url, retries=1)


def test_a_key_that_is_not_set_is_named() -> None:
    with pytest.raises(SettingsError, match="the environment variable NOT_SET_ANYWHERE, which is not set"):
        Endpoint("http://127.0.0.1:1/", {"X-Key": "NOT_SET_ANYWHERE"})
