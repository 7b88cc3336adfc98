"""Thousands of requests made from the OpenAPI document by schemathesis, against a real server over a tiny store."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from fastapi import FastAPI

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import SCOPES, ApiKey
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

SECONDS = 900
"""Bound of the run, for a machine that does other things too; it takes some 80 seconds of processor time."""

# Operations that run models get fewer generated cases: one costs as much as a hundred others.
SETTINGS = """
[auth.openapi.header]
api_key = "{token}"

[generation]
deterministic = true
database = "none"
max-examples = 60

[checks]
# 422 for what no schema can tell: languages there are no codes for, spans that end before they start, keys used twice.
positive_data_acceptance.enabled = false
# An id may hold slashes, so more can be done at the address of a document's text than its path says.
allow_header_conformance.enabled = false
# A request may be too large before it is wrong.
negative_data_rejection.expected-statuses = [400, 401, 403, 404, 405, 409, 410, 413, 414, 415, 422, 429, 431]

[[operations]]
include-operation-id = [
  "ask", "ask_stream", "search", "chat", "chat_stream", "chat_completions", "evidence",
  "index_documents", "put_document"
]
generation.max-examples = 10
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("schemathesis")


@pytest.fixture(scope="module")
def token(folder: Path) -> str:
    key, token = ApiKey.issue(name="schemathesis", scopes=frozenset(SCOPES), per_minute=1_000_000)
    KeyFile(folder / "data").add(key)
    return token


@pytest.fixture(scope="module")
def url(
    qa: CrossLingualQA, folder: Path, token: str, serve: Callable[[FastAPI], AbstractContextManager[str]]
) -> Iterator[str]:
    app = create_app(qa, ServiceSettings(data=folder / "data", max_jobs=10_000, timeout=300))
    with serve(app) as address:
        yield address


def test_every_answer_is_as_documented(url: str, token: str, folder: Path) -> None:
    settings, report = folder / "schemathesis.toml", folder / "report.json"
    settings.write_text(SETTINGS.format(token=token))
    # One worker: Python 3.11 counts the depth of a syntax tree for all threads together, and schemathesis' own fail.
    command = [
        *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "--no-color"),
        *("run", f"{url}/v1/openapi.json", "--phases", "examples,coverage,fuzzing", "--workers", "1"),
        *("--no-shrink", "--warnings", "off", "--continue-on-failure", "--request-timeout", "300"),
        *("--report", "json", "--report-json-path", str(report)),
    ]
    environment = {**os.environ, "NO_PROXY": "*", "PYTHONUTF8": "1"}
    ran = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS)
    assert ran.returncode == 0, "\n".join(line[:200] for line in ran.stdout.splitlines())[-20_000:] + ran.stderr
    assert json.loads(report.read_text())["test_cases"]["generated"] > 2_000
