"""``POST /v1/evidence``: the passage around a citation, and what stands beside it."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from polycite.components.citing import cite
from polycite.components.evidence import Span
from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings


def _citation(qa: CrossLingualQA, document: str, quote: str) -> dict[str, Any]:
    original = qa.original(document)
    start = original.text.index(quote)
    return cite(original, Span(start, start + len(quote)), confidence=1.0).to_dict()


def _evidence(client: TestClient, citation: dict[str, Any], language: str) -> dict[str, Any]:
    response = client.post("/v1/evidence", json={"citation": citation, "language": language})
    assert response.status_code == 200, response.text
    return dict(response.json())


@pytest.mark.parametrize(
    ("document", "quote"),
    [("ar/charger", "ثلاث سنوات"), ("hi/camera", "आठ घंटे"), ("th/lamp", "หนึ่งเมตร"), ("zh/printer", "三十页")],
)
def test_offsets_are_code_points_of_the_document(
    client: TestClient, qa: CrossLingualQA, document: str, quote: str
) -> None:
    found = _evidence(client, _citation(qa, document, quote), "en")
    assert qa.original(document).text[found["start"] : found["end"]] == found["text"]
    assert found["text"][slice(*found["quote"])] == quote
    other = found["counterpart"]
    assert (other["kind"], other["language"]) == ("gloss", "en")
    for texts, words in ((found["text"], found["words"]), (other["text"], other["words"])):
        assert all(texts[start:end].strip() for start, end in words)
        assert words == sorted(words)
    # What is marked in the gloss is linked to words of the quote.
    start, end = other["quote"]
    marked = {place for place, word in enumerate(other["words"]) if word[0] < end and word[1] > start}
    quoted = {i for i, word in enumerate(found["words"]) if word[0] < found["quote"][1] and word[1] > found["quote"][0]}
    assert {i for i, j in other["links"] if j in marked} == quoted


def test_words_of_a_gloss_are_translations_where_they_are_known(client: TestClient, qa: CrossLingualQA) -> None:
    found = _evidence(client, _citation(qa, "ar/charger", "ثلاث سنوات"), "de")
    start, end = found["counterpart"]["quote"]
    assert found["counterpart"]["text"][start:end] == "three years"


def test_asker_who_reads_the_original_needs_nothing_beside_it(client: TestClient, qa: CrossLingualQA) -> None:
    found = _evidence(client, _citation(qa, "hi/camera", "आठ घंटे"), "hi")
    assert found["counterpart"] is None
    assert found["words"]


@pytest.mark.skipif(shutil.which("apertium") is None, reason="Apertium is not installed")
def test_translation_is_linked_word_by_word(client: TestClient, qa: CrossLingualQA) -> None:
    text = "La garantía dura tres años. La batería pesa diez kilos."
    qa.index_texts([{"id": "es/garantia", "text": text, "language": "es"}])
    found = _evidence(client, _citation(qa, "es/garantia", "tres años"), "en")
    other = found["counterpart"]
    assert (other["kind"], other["engine"], other["route"]) == ("translation", "apertium", ["es", "en"])
    assert other["text"][slice(*other["quote"])] == "three years"
    said = {
        (found["text"][slice(*found["words"][i])], other["text"][slice(*other["words"][j])]) for i, j in other["links"]
    }
    assert {("tres", "three"), ("años", "years")} <= said


def test_high_stakes_document_is_shown_in_reviewed_words_only(qa: CrossLingualQA, tmp_path: Path) -> None:
    text = "Tome dos pastillas. La dosis máxima es de cuatro gramos. Consulte a su médico."
    qa.index_texts([{"id": "es/dosis", "text": text, "language": "es", "metadata": {"high_stakes": True}}])
    citation = _citation(qa, "es/dosis", "cuatro gramos")
    app = create_app(qa, ServiceSettings(data=tmp_path))
    with TestClient(app) as client:
        assert _evidence(client, citation, "en")["counterpart"] is None
        said = "The maximum dose is four grams."
        app.state.service.translations.put("La dosis máxima es de cuatro gramos.", "es", "en", said)
        found = _evidence(client, citation, "en")
    assert found["text"] == "La dosis máxima es de cuatro gramos."
    other = found["counterpart"]
    assert (other["kind"], other["engine"], other["text"]) == ("translation", "reviewed", said)
    assert other["text"][slice(*other["quote"])] == "four grams"


def test_only_web_addresses_become_links(client: TestClient, qa: CrossLingualQA) -> None:
    sources = {"en/web": "https://fennick.example/depot", "en/script": "javascript:alert(1)", "en/file": "depot.md"}
    text = "The depot of Lower Fennick lends 23 tents to hikers."
    qa.index_texts([{"id": name, "text": text, "language": "en", "source": link} for name, link in sources.items()])
    links = {name: _evidence(client, _citation(qa, name, "23 tents"), "en")["link"] for name in sources}
    assert links.pop("en/web").startswith("https://fennick.example/depot#:~:text=")
    assert set(links.values()) == {None}


def test_citation_that_no_longer_holds_is_gone(client: TestClient, qa: CrossLingualQA) -> None:
    citation = _citation(qa, "en/router", "64 devices")
    for change in ({"sha256": "0" * 64}, {"quote": "65 devices"}, {"start": 1_000, "end": 1_010}):
        response = client.post("/v1/evidence", json={"citation": {**citation, **change}, "language": "en"})
        assert (response.status_code, response.json()["type"]) == (410, "urn:polycite:problem:citation-gone")


def test_unknown_documents_and_languages_are_problems(client: TestClient, qa: CrossLingualQA) -> None:
    citation = _citation(qa, "en/router", "64 devices")
    absent = {"citation": {**citation, "original_id": "en/none"}, "language": "en"}
    assert client.post("/v1/evidence", json=absent).status_code == 404
    assert client.post("/v1/evidence", json={"citation": citation, "language": "xx"}).status_code == 422
    empty = {**citation, "end": citation["start"]}
    assert client.post("/v1/evidence", json={"citation": empty, "language": "en"}).status_code == 422
