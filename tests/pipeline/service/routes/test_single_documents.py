from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import httpx
from fastapi.testclient import TestClient

from polycite.pipeline.service.routes.single_documents import SMALL

THAI = "น้ำหนักของฮับ H-1 คือ 3 กิโลกรัม 🔋 ใช้งานได้"


def test_a_document_is_put_read_and_deleted_under_an_id_with_slashes(client: TestClient) -> None:
    content = {"text": THAI, "language": "th", "source": "https://shop.example/h1", "metadata": {"product": "hub"}}
    made = client.put("/v1/documents/products/hub h-1", json=content)
    assert made.status_code == 201
    assert made.json()["status"] == "created"
    address = made.headers["Location"]
    assert address == "/v1/documents/products/hub%20h-1"

    read = client.get(address)
    digest = hashlib.sha256(THAI.encode()).hexdigest()
    expected = {"id": "products/hub h-1", "sha256": digest, "length": len(THAI), **content}
    assert read.json() == expected
    assert read.headers["ETag"] == f'"{digest}"'
    # An encoded slash is the same.
    assert client.get("/v1/documents/products%2Fhub%20h-1").json() == expected

    assert client.delete(address).status_code == 204
    assert client.get(address).status_code == 404
    assert client.delete(address).status_code == 404


def test_put_twice_is_put_once_and_another_text_replaces(client: TestClient) -> None:
    first = {"text": "The lamp weighs 2 kg."}
    assert client.put("/v1/documents/lamp", json=first).status_code == 201
    again = client.put("/v1/documents/lamp", json=first)
    assert (again.status_code, again.json()["status"]) == (200, "unchanged")
    other = client.put("/v1/documents/lamp", json={"text": "The lamp weighs 3 kg."})
    assert (other.status_code, other.json()["status"]) == (200, "replaced")
    assert client.get("/v1/documents/lamp/text").text == "The lamp weighs 3 kg."


def test_what_was_put_is_found_at_once(client: TestClient) -> None:
    client.put("/v1/documents/vacuum", json={"text": "The vacuum cleaner V-77 has a dust bag of 4 litres."})
    answer = client.post("/v1/ask", json={"question": "How large is the dust bag of the V-77?"}).json()
    assert {citation["original_id"] for citation in answer["citations"]} == {"vacuum"}


def test_text_is_read_by_half_open_code_points(client: TestClient) -> None:
    client.put("/v1/documents/thai", json={"text": THAI})
    address = "/v1/documents/thai/text"
    whole = client.get(address)
    assert whole.text == THAI
    assert whole.headers["Content-Type"] == "text/plain; charset=utf-8"
    battery = THAI.index("🔋")
    assert client.get(address, params={"start": battery, "end": battery + 1}).text == "🔋"
    assert client.get(address, params={"start": battery}).text == THAI[battery:]
    assert client.get(address, params={"start": 3, "end": 3}).text == ""
    for wrong in ({"start": 5, "end": 4}, {"end": len(THAI) + 1}, {"start": -1}, {"start": "x"}):
        refused = client.get(address, params=wrong)
        assert refused.status_code == 422
        assert refused.headers["Content-Type"] == "application/problem+json"


def test_what_the_caller_has_is_not_sent_again(client: TestClient) -> None:
    client.put("/v1/documents/cached", json={"text": "The clock has two hands."})
    tag = client.get("/v1/documents/cached/text").headers["ETag"]
    for address in ("/v1/documents/cached", "/v1/documents/cached/text?start=4&end=9"):
        same = client.get(address, headers={"If-None-Match": tag})
        assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_long_document_becomes_a_job(
    client: TestClient, finished: Callable[[httpx.Response], dict[str, Any]]
) -> None:
    text = "The pump P-8 moves 30 litres a minute." + "\n" * SMALL + "It weighs 9 kg."
    job = finished(client.put("/v1/documents/long", json={"text": text}))
    assert (job["state"], job["indexed"]) == ("done", 1)
    assert client.get("/v1/documents/long/text").text == text


def test_what_cannot_be_stored_is_refused_and_says_why(client: TestClient) -> None:
    cases: list[tuple[str, dict[str, Any]]] = [
        ("blank", {"text": "  \n"}),
        ("language", {"text": "Hello.", "language": "xx-nowhere"}),
        ("metadata", {"text": "Hello.", "metadata": {"number": 2**70}}),
        ("reserved", {"text": "Hello.", "metadata": {"polycite_tenant": "other"}}),
        ("unknown field", {"text": "Hello.", "colour": "red"}),
        ("nul", {"text": "Hel\0lo."}),
    ]
    for name, content in cases:
        address = f"/v1/documents/{name.replace(' ', '_')}"
        refused = client.put(address, json=content)
        assert refused.status_code == 422, name
        assert refused.json()["detail"], name
        assert client.get(address).status_code == 404, name


def test_the_address_of_a_text_is_no_document(client: TestClient) -> None:
    for method in ("PUT", "DELETE"):
        refused = client.request(method, "/v1/documents/en/router/text", json={"text": "Hello."})
        assert (refused.status_code, refused.headers["Allow"]) == (405, "GET")
    documents = [{"id": "en/router/text", "text": "Hello."}]
    assert client.post("/v1/documents", json={"documents": documents}).status_code == 422
    assert client.get("/v1/documents/en/router/text").text.startswith("The router R-310")
