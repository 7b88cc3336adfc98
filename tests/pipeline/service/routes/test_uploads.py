from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import httpx
from fastapi.testclient import TestClient

Finished = Callable[[httpx.Response], dict[str, Any]]
Files = list[tuple[str, tuple[str, bytes]]]
URL = "/v1/documents/files"


def _docx(*paragraphs: str) -> bytes:
    from docx import Document

    document, file = Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(file)
    return file.getvalue()


def _pdf(text: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.drawString(72, 700, text)
    canvas.save()
    return file.getvalue()


def test_files_of_every_kind_become_documents(client: TestClient, finished: Finished) -> None:
    files: Files = [
        ("files", ("hub.md", b"# Hub\n\nThe hub H-1 weighs **3 kg**.")),
        ("files", ("manuals/saw.docx", _docx("Die Säge S-3 wiegt 4 kg."))),
        ("files", ("pump.pdf", _pdf("The pump P-8 moves 30 litres a minute."))),
        ("files", ("faq.csv", "id,text\n1,Der Akku hält lange.\n2,कैमरा छोटा है।\n".encode())),
        ("files", ("page.html", b"<p>The page &amp; the book.</p>")),
    ]
    job = finished(client.post(URL, files=files))
    assert (job["kind"], job["state"], job["done"], job["total"], job["indexed"]) == ("files", "done", 6, 6, 6)
    texts = {
        "hub.md": "The hub H-1 weighs 3 kg.",
        "manuals/saw.docx": "Die Säge S-3 wiegt 4 kg.",
        "pump.pdf": "The pump P-8 moves 30 litres a minute.",
        "faq.csv#2": "कैमरा छोटा है।",
        "page.html": "The page & the book.",
    }
    for name, text in texts.items():
        document = client.get(f"/v1/documents/{name.replace('#', '%23')}").json()
        assert text in document["text"]
        assert document["source"] == name


def test_an_upload_is_cited_in_its_own_characters(client: TestClient, finished: Finished) -> None:
    text = "Die Waschmaschine W-12 schleudert mit 1400 Umdrehungen."
    finished(client.post(URL, files=[("files", ("w12.txt", text.encode()))]))
    citation = client.post("/v1/ask", json={"question": "How fast does the W-12 spin?"}).json()["citations"][0]
    assert citation["original_id"] == "w12.txt"
    span = {"start": citation["start"], "end": citation["end"]}
    assert client.get("/v1/documents/w12.txt/text", params=span).text == citation["quote"]


def test_a_name_is_an_id_and_never_a_path(client: TestClient, finished: Finished) -> None:
    finished(client.post(URL, files=[("files", ("../../../etc/cron.d/evil.txt", b"Every minute."))]))
    assert client.get("/v1/documents/etc/cron.d/evil.txt/text").text == "Every minute."


def test_a_file_that_cannot_be_taken_refuses_the_whole_upload(client: TestClient) -> None:
    good = ("files", ("taken.txt", b"Taken."))
    cases: list[tuple[str, tuple[str, bytes], int]] = [
        ("unsupported-file", ("picture.png", b"\x89PNG\r\n\x1a\n"), 415),
        ("unsupported-file", ("README", b"Hello."), 415),
        ("content-mismatch", ("manual.pdf", _docx("Hello.")), 415),
        ("content-mismatch", ("manual.docx", b"%PDF-1.7 "), 415),
        ("content-mismatch", ("notes.txt", b"PK\x03\x04\x14\0"), 415),
        ("empty-file", ("empty.md", b""), 422),
        ("file-twice", ("taken.txt", b"Once more."), 422),
        ("file-name", ("../..", b"Hello."), 422),
    ]
    for kind, file, status in cases:
        refused = client.post(URL, files=[good, ("files", file)])
        assert (refused.status_code, refused.json()["type"]) == (status, f"urn:polycite:problem:{kind}")
    assert client.get("/v1/documents/taken.txt").status_code == 404
    assert all(job["state"] != "queued" for job in client.get("/v1/jobs").json()["jobs"])


def test_what_is_no_upload_is_refused(client: TestClient) -> None:
    assert client.post(URL, json={"files": []}).status_code == 415
    assert client.post(URL).status_code == 415
    form = {"Content-Type": "multipart/form-data; boundary=b"}
    part = b'--b\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nHello.\r\n'
    for body in (b"", b"--b--", b"nonsense", part, part + b"--b", part.replace(b'; filename="a.txt"', b"") + b"--b--"):
        assert client.post(URL, content=body, headers=form).status_code == 422, body
    assert client.post(URL, content=part + b"--b--\r\n", headers=form).status_code == 202
    many = [("files", (f"{number}.txt", b"x")) for number in range(101)]
    assert client.post(URL, files=many).status_code == 413


def test_the_same_files_with_the_same_key_are_taken_once(client: TestClient, finished: Finished) -> None:
    headers = {"Idempotency-Key": "upload-1"}
    files: Files = [("files", ("once.txt", b"Only once."))]
    job = finished(client.post(URL, files=files, headers=headers))
    # Each request has a boundary of its own, so the bodies differ.
    assert client.post(URL, files=files, headers=headers).json()["id"] == job["id"]
    other: Files = [("files", ("once.txt", b"Only twice."))]
    assert client.post(URL, files=other, headers=headers).status_code == 409


def test_a_broken_file_is_a_failure_of_its_own(client: TestClient, finished: Finished) -> None:
    files: Files = [("files", ("broken.pdf", b"%PDF-1.7 and no more")), ("files", ("whole.txt", b"Whole."))]
    job = finished(client.post(URL, files=files))
    assert (job["state"], job["indexed"], job["failed"]) == ("done", 1, 1)
    assert job["failures"][0]["document"] == "broken.pdf"
    assert "/tmp" not in job["failures"][0]["problem"]


def test_a_column_of_a_table_cannot_name_a_tenant(client: TestClient, finished: Finished) -> None:
    table = b"id,text,polycite_tenant\n1,Mine.,other\n"
    job = finished(client.post(URL, files=[("files", ("table.csv", table))]))
    assert (job["state"], job["failed"]) == ("failed", 1)
    assert client.get("/v1/documents/table.csv%231").status_code == 404
