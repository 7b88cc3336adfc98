"""The strategy "generate" end to end, with a scripted endpoint in the place of a language model."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import SettingsError
from polycite.pipeline import CrossLingualQA, Settings

WRITTEN = "The battery lasts up to ten hours [1]. It was voted the best router of the year [1]. It costs 99 euros [7]."


class Endpoint(BaseHTTPRequestHandler):
    status = 200
    written = WRITTEN
    authorization = ""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        Endpoint.authorization = self.headers["Authorization"]
        message = {"role": "assistant", "content": self.written}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = json.dumps(
            {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        ).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


TEXT = "The battery lasts up to ten hours. It charges by USB-C."


@pytest.fixture
def qa(endpoint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrossLingualQA]:
    monkeypatch.setenv("POLYCITE_GENERATOR_KEY", "sk-secret")
    with CrossLingualQA.open(tmp_path / "kb.polycite", Settings(generator=f"chat:{endpoint}#m")) as made:
        made.index_texts([{"id": "en/t5", "text": TEXT, "language": "en"}])
        yield made


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()


def test_only_what_the_documents_say_is_shown(qa: CrossLingualQA) -> None:
    answer = qa.ask("How long does the battery last?", strategy="generate")
    assert answer.strategy == "generate"
    assert (answer.text, answer.language) == ("The battery lasts up to ten hours.", "en")
    (citation,) = answer.citations
    assert TEXT[citation.start : citation.end] == citation.quote
    assert any("struck out" in note for note in answer.notes)
    assert Endpoint.authorization == "Bearer sk-secret"
    assert "sk-secret" not in qa.pipeline("generate").dumps() + json.dumps(answer.to_dict())


@pytest.mark.parametrize(
    ("status", "written", "why"),
    [
        (401, WRITTEN, "status 401"),
        (200, "", "wrote nothing"),
        (200, "La batterie tient jusqu'à dix heures [1].", "wrote in"),
        (200, "It weighs 58 kg and was voted the best router of the year [1].", "carried by its evidence"),
    ],
)
def test_where_the_model_fails_the_answer_is_read_and_says_so(
    qa: CrossLingualQA, monkeypatch: pytest.MonkeyPatch, status: int, written: str, why: str
) -> None:
    monkeypatch.setattr(Endpoint, "status", status)
    monkeypatch.setattr(Endpoint, "written", written)
    question = "How long does the battery last?"
    for answer in (qa.ask(question, strategy="generate"), asyncio.run(qa.ask_async(question, strategy="generate"))):
        assert (answer.strategy, answer.abstained) == ("auto", False)
        (note,) = [note for note in answer.notes if "read from the documents instead" in note]
        assert why in note
        (citation,) = answer.citations
        assert TEXT[citation.start : citation.end] == citation.quote == answer.text
        assert "ten hours" in answer.text
        assert {"generating", "reading", "total"} <= set(answer.timings)


def test_where_the_model_finds_no_evidence_its_abstention_stands(
    qa: CrossLingualQA, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Endpoint, "written", "NO EVIDENCE")
    answer = qa.ask("Who built the router?", strategy="generate")
    assert (answer.strategy, answer.abstained) == ("generate", True)


def test_without_a_language_model_the_strategy_says_what_to_set(tmp_path: Path) -> None:
    with CrossLingualQA.open(tmp_path / "kb.polycite") as qa, pytest.raises(SettingsError, match="generate"):
        qa.ask("Why?", strategy="generate")
