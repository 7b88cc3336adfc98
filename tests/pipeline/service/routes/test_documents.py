from __future__ import annotations

from collections.abc import Callable
from typing import Any

import httpx
from fastapi.testclient import TestClient

Finished = Callable[[httpx.Response], dict[str, Any]]


def test_documents_are_listed_page_by_page_in_the_order_of_their_ids(client: TestClient) -> None:
    ids, cursor = [], None
    while True:
        page = client.get("/v1/documents", params={"limit": 4, **({"cursor": cursor} if cursor else {})}).json()
        assert len(page["documents"]) <= 4
        ids += [document["id"] for document in page["documents"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert ids == ["ar/charger", "de/akku", "en/router", "hi/camera", "th/lamp", "zh/printer"]
    assert client.get("/v1/documents", params={"cursor": "zzz"}).json() == {"documents": [], "next": None}


def test_documents_are_listed_by_language_and_source(client: TestClient) -> None:
    client.put("/v1/documents/sourced", json={"text": "Le câble mesure 2 mètres.", "language": "fr", "source": "s1"})
    by_language = client.get("/v1/documents", params={"language": "hi"}).json()["documents"]
    assert [document["id"] for document in by_language] == ["hi/camera"]
    by_source = client.get("/v1/documents", params={"source": "s1"}).json()["documents"]
    assert [document["id"] for document in by_source] == ["sourced"]
    assert "text" not in by_source[0]
    client.delete("/v1/documents/sourced")


def test_bulk_indexes_what_it_can_and_names_what_it_cannot(client: TestClient, finished: Finished) -> None:
    documents = [
        {"id": "bulk/1", "text": "The drill D-1 turns 900 times a minute.", "metadata": {"title": "D-1"}},
        {"id": "bulk/2", "text": "   "},
        {"id": "bulk/3", "text": "Die Säge S-3 wiegt 4 kg.", "language": "de"},
        {"id": "bulk/4", "text": "Text.", "language": "qq-zz"},
    ]
    response = client.post("/v1/documents", json={"documents": documents})
    assert response.json()["total"] == 4
    job = finished(response)
    assert (job["state"], job["done"], job["indexed"], job["failed"]) == ("done", 4, 2, 2)
    assert {failure["document"] for failure in job["failures"]} == {"bulk/2", "bulk/4"}
    assert all(failure["problem"] and failure["mend"] for failure in job["failures"])
    assert client.get("/v1/documents/bulk/3/text").text == "Die Säge S-3 wiegt 4 kg."

    again = finished(client.post("/v1/documents", json={"documents": documents[:1]}))
    assert (again["indexed"], again["unchanged"]) == (0, 1)

    gone = finished(client.post("/v1/documents/delete", json={"ids": ["bulk/1", "bulk/3", "bulk/never"]}))
    assert (gone["kind"], gone["state"], gone["removed"], gone["unchanged"]) == ("delete", "done", 2, 1)
    assert client.get("/v1/documents/bulk/1").status_code == 404


def test_a_job_that_could_take_nothing_has_failed(client: TestClient, finished: Finished) -> None:
    job = finished(client.post("/v1/documents", json={"documents": [{"id": "blank", "text": " "}]}))
    assert (job["state"], job["failed"]) == ("failed", 1)


def test_bulk_is_refused_whole_where_it_is_not_as_it_should_be(client: TestClient) -> None:
    twice = [{"id": "a", "text": "One."}, {"id": "a", "text": "Two."}]
    unknown = [{"id": "a", "text": "One.", "colour": "red"}]
    for documents in (twice, unknown, [], [{"id": "", "text": "One."}], [{"id": "a"}]):
        assert client.post("/v1/documents", json={"documents": documents}).status_code == 422
    many = [{"id": str(number), "text": "x"} for number in range(1_001)]
    assert client.post("/v1/documents", json={"documents": many}).status_code == 413
    assert client.get("/v1/documents/a").status_code == 404


def test_the_same_key_and_body_get_the_same_job(client: TestClient, finished: Finished) -> None:
    body = {"documents": [{"id": "key", "text": "The key opens the door."}]}
    headers = {"Idempotency-Key": "5ac1f6a2-0001"}
    first = client.post("/v1/documents", json=body, headers=headers)
    job = finished(first)
    again = client.post("/v1/documents", json=body, headers=headers)
    assert again.status_code == 202
    assert again.json() == job
    assert again.headers["Idempotency-Replayed"] == "true"
    assert "Idempotency-Replayed" not in first.headers

    other = {"documents": [{"id": "key", "text": "The key is lost."}]}
    reused = client.post("/v1/documents", json=other, headers=headers)
    assert (reused.status_code, reused.json()["type"]) == (409, "urn:polycite:problem:idempotency-key-reused")
    deletion = client.post("/v1/documents/delete", json={"ids": ["key"]}, headers=headers)
    assert deletion.status_code == 409
    assert client.get("/v1/documents/key/text").text == "The key opens the door."
    assert client.post("/v1/documents", json=body, headers={"Idempotency-Key": "é".encode()}).status_code == 422
