from __future__ import annotations

import base64
from typing import Any

import pytest
from fastapi.testclient import TestClient

from polycite.components.citations.annotation import from_web_annotation


def _cited(client: TestClient, question: str) -> dict[str, Any]:
    citation: dict[str, Any] = client.post("/v1/ask", json={"question": question}).json()["citations"][0]
    return citation


def _verified(client: TestClient, citation: dict[str, Any]) -> dict[str, Any]:
    response = client.post("/v1/citations/verify", json={"citations": [citation]})
    assert response.status_code == 200, response.text
    result: dict[str, Any] = response.json()["results"][0]
    return result


@pytest.mark.parametrize(
    "question",
    ["Wie viele Geräte unterstützt der R-310?", "How heavy is the B-5?", "打印机P-40每分钟可打印多少页?"],
)
def test_a_citation_of_an_answer_is_a_web_annotation(client: TestClient, question: str) -> None:
    citation = _cited(client, question)
    found = _verified(client, citation)
    assert (found["status"], found["citation"], found["renewed"]) == ("valid", citation, None)
    assert citation["id"] == found["id"]
    response = client.get(f"/v1/citations/{citation['id']}")
    assert response.headers["Content-Type"].startswith("application/ld+json")
    annotation = response.json()
    assert annotation["id"] == f"/v1/citations/{found['id']}"
    read = from_web_annotation(annotation)
    fields = ("original_id", "start", "end", "quote", "sha256", "prefix", "suffix")
    assert [getattr(read, name) for name in fields] == [citation[name] for name in fields]


def test_a_changed_document_moves_its_citations(client: TestClient) -> None:
    text = "The kettle K-5 boils a litre in three minutes. It switches itself off."
    client.put("/v1/documents/kettle", json={"text": text})
    citation = _cited(client, "How long does the K-5 need to boil a litre?")
    assert citation["original_id"] == "kettle"
    name = _verified(client, citation)["id"]
    client.put("/v1/documents/kettle", json={"text": f"New! {text}"})
    assert client.get(f"/v1/citations/{name}").status_code == 410
    moved = _verified(client, citation)
    assert (moved["status"], moved["renewed"]["start"]) == ("moved", citation["start"] + 5)
    assert client.get(f"/v1/citations/{moved['id']}").status_code == 200
    client.delete("/v1/documents/kettle")
    assert _verified(client, citation)["status"] == "original missing"
    assert client.get(f"/v1/citations/{moved['id']}").status_code == 404


def test_what_is_no_id_is_not_found(client: TestClient) -> None:
    name = _verified(client, _cited(client, "How heavy is the B-5?"))["id"]
    text = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4))
    spaced = base64.urlsafe_b64encode(text.replace(b",", b", ")).decode().rstrip("=")
    far = base64.urlsafe_b64encode(text.rsplit(b",", 1)[0] + b",99999]").decode().rstrip("=")
    others = [b"[]", b"{}", b'["a"]', b"[" * 800, b'["a","b",true,2]', b'["a","b",2,1]', b"\xff"]
    for wrong in (
        "x",
        "é",
        name + "A",
        spaced,
        far,
        *(base64.urlsafe_b64encode(o).decode().rstrip("=") for o in others),
    ):
        assert client.get(f"/v1/citations/{wrong}").status_code == 404, wrong


def test_citations_that_are_none_are_refused(client: TestClient) -> None:
    good = {"original_id": "en/router", "start": 4, "end": 10, "quote": "router", "sha256": "0" * 64}
    assert _verified(client, good)["status"] == "moved"
    for wrong in (
        {"start": 10},
        {"start": -1},
        {"start": "4"},
        {"quote": None},
        {"colour": "red"},
        {"method": "guess"},
    ):
        assert client.post("/v1/citations/verify", json={"citations": [{**good, **wrong}]}).status_code == 422, wrong
    assert client.post("/v1/citations/verify", json={"citations": []}).status_code == 422
    assert client.post("/v1/citations/verify", json={"citations": [good] * 101}).status_code == 422
