"""The strategy "generate" end to end, with a scripted endpoint in the place of a language model."""

from __future__ import annotations

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
    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        message = {"role": "assistant", "content": WRITTEN}
        choice = {"index": 0, "message": message, "finish_reason": "stop"}
        body = json.dumps(
            {"id": "1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}
        ).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def endpoint() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1"
    server.shutdown()


def test_only_what_the_documents_say_is_shown(endpoint: str, tmp_path: Path) -> None:
    text = "The battery lasts up to ten hours. It charges by USB-C."
    with CrossLingualQA.open(tmp_path / "kb.polycite", Settings(generator=f"chat:{endpoint}#m")) as qa:
        qa.index_texts([{"id": "en/t5", "text": text, "language": "en"}])
        answer = qa.ask("How long does the battery last?", strategy="generate")
    assert answer.strategy == "generate"
    assert (answer.text, answer.language) == ("The battery lasts up to ten hours.", "en")
    (citation,) = answer.citations
    assert text[citation.start : citation.end] == citation.quote
    assert any("struck out" in note for note in answer.notes)


def test_without_a_language_model_the_strategy_says_what_to_set(tmp_path: Path) -> None:
    with CrossLingualQA.open(tmp_path / "kb.polycite") as qa, pytest.raises(SettingsError, match="generate"):
        qa.ask("Why?", strategy="generate")
