from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import ApiKey
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

Finished = Callable[[httpx.Response], dict[str, Any]]


@pytest.fixture(autouse=True)
def pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job of few words has its pieces too, between which others have their turn."""
    monkeypatch.setattr("polycite.pipeline.service.jobs.runner.PIECE", 1_500)


def _many(prefix: str, number: int) -> dict[str, Any]:
    text = "The machine {} has {} wheels and a motor of its own. " * 15
    return {"documents": [{"id": f"{prefix}/{i}", "text": text.replace("{}", f"M-{i}")} for i in range(number)]}


def test_jobs_are_listed_the_newest_first(client: TestClient, finished: Finished) -> None:
    first = finished(client.post("/v1/documents", json={"documents": [{"id": "one", "text": "One."}]}))
    second = finished(client.post("/v1/documents", json={"documents": [{"id": "two", "text": "  "}]}))
    jobs = client.get("/v1/jobs").json()["jobs"]
    assert [job["id"] for job in jobs[:2]] == [second["id"], first["id"]]
    assert [job["id"] for job in client.get("/v1/jobs?limit=1&state=done").json()["jobs"]] == [first["id"]]
    assert first["created"] <= first["started"] <= first["finished"]


def test_an_unknown_job_is_not_found(client: TestClient) -> None:
    assert client.get("/v1/jobs/none").status_code == 404
    assert client.delete("/v1/jobs/none").status_code == 404


def test_cancelled_jobs_leave_the_rest_out(client: TestClient, finished: Finished) -> None:
    ahead = client.post("/v1/documents", json=_many("ahead", 12))
    behind = client.post("/v1/documents", json=_many("behind", 3))
    cancelled = client.delete(behind.headers["Location"])
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert client.delete(behind.headers["Location"]).json()["state"] == "cancelled"
    running = client.delete(ahead.headers["Location"]).json()
    assert running["state"] == "cancelled"
    last = finished(client.post("/v1/documents", json={"documents": [{"id": "last", "text": "Last."}]}))
    assert client.get("/v1/documents/behind/0").status_code == 404
    assert client.get("/v1/documents/ahead/11").status_code == 404
    assert client.delete(f"/v1/jobs/{last['id']}").status_code == 409
    assert finished(ahead)["state"] == "cancelled"


def test_what_is_said_last_counts(client: TestClient, finished: Finished) -> None:
    """A single document is written and deleted before the jobs that were accepted earlier come to it."""
    client.put("/v1/documents/late/1", json={"text": "Will be deleted."})
    bulk = _many("filler", 6)
    bulk["documents"] += [{"id": f"late/{number}", "text": "From the job."} for number in range(3)]
    job = client.post("/v1/documents", json=bulk)
    assert client.put("/v1/documents/late/0", json={"text": "From the PUT."}).status_code == 201
    assert client.delete("/v1/documents/late/1").status_code == 204
    assert finished(job)["done"] == 9
    assert client.get("/v1/documents/late/0/text").text == "From the PUT."
    assert client.get("/v1/documents/late/1").status_code == 404
    assert client.get("/v1/documents/late/2/text").text == "From the job."


def test_questions_are_answered_while_a_job_runs(client: TestClient, finished: Finished) -> None:
    job = client.post("/v1/documents", json=_many("beside", 12))
    answer = client.post("/v1/ask", json={"question": "Wie viele Geräte unterstützt der R-310?"})
    assert answer.json()["citations"][0]["original_id"] == "en/router"
    assert client.get(job.headers["Location"]).json()["state"] in ("queued", "running")
    client.delete(job.headers["Location"])


def test_more_jobs_than_may_wait_are_refused_and_none_is_lost(qa: CrossLingualQA, tmp_path: Path) -> None:
    settings = ServiceSettings(data=tmp_path, max_jobs=2)
    with TestClient(create_app(qa, settings), base_url="http://127.0.0.1") as client:
        accepted = [client.post("/v1/documents", json=_many(f"full/{i}", 12)) for i in range(2)]
        refused = client.post("/v1/documents", json=_many("full/2", 1))
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "30")
        for response in accepted:
            client.delete(response.headers["Location"])
        assert client.post("/v1/documents", json=_many("full/2", 1)).status_code == 202


def test_tenants_see_their_own_documents_and_jobs_only(qa: CrossLingualQA, tmp_path: Path) -> None:
    tokens = {}
    for tenant in ("acme", "globex"):
        key, tokens[tenant] = ApiKey.issue(name=tenant, scopes=frozenset({"ask", "manage"}), tenant=tenant)
        KeyFile(tmp_path).add(key)
    with TestClient(create_app(qa, ServiceSettings(data=tmp_path)), base_url="http://127.0.0.1") as client:
        acme, globex = ({"X-API-Key": tokens[tenant]} for tenant in ("acme", "globex"))
        text = {"text": "The secret lamp costs 7 euros."}
        assert client.put("/v1/documents/secret", json=text, headers=acme).status_code == 201
        job = client.post("/v1/documents", json={"documents": [{"id": "b", "text": " "}]}, headers=acme)
        for address in ("/v1/documents/secret", "/v1/documents/secret/text", job.headers["Location"]):
            assert client.get(address, headers=globex).status_code == 404
        for address in ("/v1/documents/secret", "/v1/documents/tenant:acme:secret", job.headers["Location"]):
            assert client.delete(address, headers=globex).status_code == 404
        assert client.get("/v1/documents", headers=globex).json()["documents"] == []
        assert client.get("/v1/jobs", headers=globex).json()["jobs"] == []
        mine = client.get("/v1/documents", headers=acme).json()["documents"]
        assert [(document["id"], document["metadata"]) for document in mine] == [("secret", {})]
        assert "tenant:" not in client.get(job.headers["Location"], headers=acme).text
        citation = {
            "original_id": "secret", "start": 4, "end": 10, "quote": "secret", "sha256": mine[0]["sha256"],
        }  # fmt: skip
        found = client.post("/v1/citations/verify", json={"citations": [citation]}, headers=acme).json()["results"][0]
        assert (found["status"], found["citation"]["original_id"]) == ("valid", "secret")
        assert client.get(f"/v1/citations/{found['id']}", headers=acme).status_code == 200
        assert client.get(f"/v1/citations/{found['id']}", headers=globex).status_code == 404
        other = client.post("/v1/citations/verify", json={"citations": [citation]}, headers=globex).json()["results"]
        assert other[0]["status"] == "original missing"


@pytest.mark.parametrize("scope", ["ask", "metrics"])
def test_documents_are_changed_with_a_key_for_it_only(qa: CrossLingualQA, tmp_path: Path, scope: Any) -> None:
    key, token = ApiKey.issue(name="reader", scopes=frozenset({scope}))
    KeyFile(tmp_path).add(key)
    with TestClient(create_app(qa, ServiceSettings(data=tmp_path)), base_url="http://127.0.0.1") as client:
        headers = {"X-API-Key": token}
        assert client.put("/v1/documents/x", json={"text": "X."}, headers=headers).status_code == 403
        assert client.post("/v1/documents", json=_many("x", 1), headers=headers).status_code == 403
        assert client.post("/v1/documents/files", files=[("f", ("x.txt", b"X"))], headers=headers).status_code == 403
        assert client.delete("/v1/documents/en/router", headers=headers).status_code == 403
        assert client.get("/v1/documents/en/router/text", headers=headers).status_code == (
            200 if scope == "ask" else 403
        )
        assert client.get("/v1/documents/en/router/text").status_code == 401
