"""Data sets by name: fetched from a hub that speaks Hugging Face's protocol, cached, and missed with a mend."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

ROW = {
    "id": "q0", "question": "ยาวเท่าไร", "context": "สะพานนี้ยาว 30 เมตร",
    "answers": {"text": ["30 เมตร"], "answer_start": [12]},
}  # fmt: skip
FILES = {"xquad.th/validation.jsonl": json.dumps(ROW).encode(), "README.md": b"not fetched"}
REVISION = "a" * 40


class Hub(BaseHTTPRequestHandler):
    """One data set, owner/name."""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/api/datasets/owner/name/revision/"):
            siblings = [{"rfilename": name} for name in FILES]
            self._send(json.dumps({"id": "owner/name", "sha": REVISION, "siblings": siblings}).encode())
        elif path.startswith("/api/datasets/owner/name/tree/"):
            tree = [{"type": "file", "path": n, "size": len(d), "oid": _oid(d)} for n, d in FILES.items()]
            self._send(json.dumps(tree).encode())
        elif "/resolve/" in path:
            self._send(FILES[path.split("/resolve/")[1].split("/", 1)[1]])
        else:
            self.send_response(404)
            self.send_header("Content-Length", "0")
            self.end_headers()

    do_HEAD = do_GET  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Nothing."""

    def _send(self, data: bytes) -> None:
        self.send_response(200)
        headers = {"Content-Length": str(len(data)), "ETag": f'"{_oid(data)}"', "X-Repo-Commit": REVISION}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(data)


def _oid(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


@pytest.fixture
def hub() -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def load(name: str, port: int, home: Path) -> subprocess.CompletedProcess[str]:
    code = (
        "import sys; from polycite.eval.datasets.dataset import load_dataset; d = load_dataset(sys.argv[1]); "
        "print(d.name, d.questions[0].language, d.originals[0].text == sys.argv[2])"
    )
    endpoint = f"http://127.0.0.1:{port}"  # the only one that is asked
    surroundings = {**os.environ, "HF_ENDPOINT": endpoint, "HF_HOME": str(home), "HF_HUB_OFFLINE": "0"}
    arguments = [sys.executable, "-c", code, name, ROW["context"]]
    return subprocess.run(arguments, capture_output=True, text=True, env=surroundings, cwd=home)  # type: ignore[arg-type]


def test_a_name_is_fetched_once_and_then_read_without_the_hub(hub: ThreadingHTTPServer, tmp_path: Path) -> None:
    run = load("owner/name", hub.server_port, tmp_path)
    assert run.stdout == "owner/name th True\n", run.stderr
    assert not list(tmp_path.rglob("README.md"))
    missing = load("owner/none", hub.server_port, tmp_path)
    assert "owner/none is no file or folder here, and the hub did not give a data set of that name" in missing.stderr
    assert load("owner/name", 9, tmp_path).stdout == "owner/name th True\n"


def test_a_hub_that_cannot_be_reached_is_said(tmp_path: Path) -> None:
    run = load("owner/name", 9, tmp_path)
    assert "the hub did not give a data set of that name" in run.stderr
    assert "without a network, download the data set and give its folder" in run.stderr
