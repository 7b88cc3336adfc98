"""A disk without room: the request is refused with a 507 and nothing of it stays."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from polycite.pipeline import CrossLingualQA, Settings
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings


@pytest.fixture
def small_disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A disk of as many megabytes as the test asks for."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={request.param}m,mode=700", "tmpfs", str(folder)]
    if os.geteuid() or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.parametrize("small_disk", [2], indirect=True)
def test_what_does_not_fit_is_refused_and_what_was_accepted_is_done(qa: CrossLingualQA, small_disk: Path) -> None:
    with TestClient(create_app(qa, ServiceSettings(data=small_disk)), base_url="http://127.0.0.1") as client:
        fits = client.post("/v1/documents", json={"documents": [{"id": "fits", "text": "It fits."}]})
        assert fits.status_code == 202
        large = [("files", (f"{number}.txt", os.urandom(400_000).hex().encode())) for number in range(5)]
        headers = {"Idempotency-Key": "large"}
        refused = client.post("/v1/documents/files", files=large, headers=headers)
        assert (refused.status_code, refused.json()["type"]) == (507, "urn:polycite:problem:disk-full")
        assert [job["total"] for job in client.get("/v1/jobs").json()["jobs"]] == [1]

        # The key was not used up, and the service goes on.
        small = [("files", ("small.txt", b"Small."))]
        assert client.post("/v1/documents/files", files=small, headers=headers).status_code == 202
        while any(job["state"] in ("queued", "running") for job in client.get("/v1/jobs").json()["jobs"]):
            pass
        assert client.get("/v1/documents/small.txt/text").text == "Small."
        assert client.get("/v1/documents/fits/text").text == "It fits."


@pytest.mark.parametrize("small_disk", [400], indirect=True)
def test_a_job_waits_until_the_store_has_room(small_disk: Path, tmp_path: Path) -> None:
    settings = ServiceSettings(data=tmp_path / "data")
    with CrossLingualQA.open(small_disk / "kb.polycite", Settings(abstain_below=0.0)) as qa:
        ballast = small_disk / "ballast"
        with TestClient(create_app(qa, settings), base_url="http://127.0.0.1") as client:
            ballast.write_bytes(bytes(shutil.disk_usage(small_disk).free - (100 << 20)))
            accepted = client.post("/v1/documents", json={"documents": [{"id": "a", "text": "It waits."}]})
            assert accepted.status_code == 202
            refused = client.put("/v1/documents/b", json={"text": "It is refused."})
            assert (refused.status_code, refused.json()["type"]) == (507, "urn:polycite:problem:disk-full")
            while not (job := client.get(accepted.headers["Location"]).json())["waiting"]:
                assert job["state"] in ("queued", "running")
            assert str(small_disk) not in job["waiting"]
            ballast.unlink()
            while (job := client.get(accepted.headers["Location"]).json())["state"] == "running":
                time.sleep(0.05)
            assert (job["state"], job["indexed"], job["waiting"]) == ("done", 1, "")
            assert client.get("/v1/documents/a/text").text == "It waits."
            assert client.get("/v1/documents/b").status_code == 404
