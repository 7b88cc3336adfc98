from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from polycite.components.evidence import Original
from polycite.components.stores.store_points import Filter, OriginalRecord
from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import ApiKey
from polycite.pipeline.service.access.tenancy import RESERVED, Tenancy
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.service.settings import ServiceSettings

ACME, GLOBEX, OPERATOR = Tenancy("acme"), Tenancy("globex"), Tenancy()
CODE = "What is the code of the safe?"


class Tenants:
    """Clients of one service with the keys of two tenants and of the operator."""

    def __init__(self, client: TestClient, tokens: dict[str, str]) -> None:
        self.client, self.tokens = client, tokens

    def post(self, who: str, path: str, **body: Any) -> Any:
        return self.client.post(path, json=body, headers={"X-API-Key": self.tokens[who]})


@pytest.fixture(scope="module")
def tenants(qa: CrossLingualQA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tenants]:
    held = [
        (ACME, "safe", "The code of the safe is 1111."),
        (ACME, "door", "The door of Acme opens at nine."),
        (GLOBEX, "safe", "The code of the safe is 2222."),
        (GLOBEX, "vault", "Der Code des Tresors lautet 3333."),
    ]
    rows = [
        tenancy.row({"id": name, "text": text, "source": "safe.txt", "metadata": {"topic": "safe"}})
        for tenancy, name, text in held
    ]
    assert not qa.index_texts(rows).failed
    data = tmp_path_factory.mktemp("data")
    tokens = {}
    for name in ("acme", "globex", None):
        key, token = ApiKey.issue(name=str(name), scopes={"ask", "manage"}, tenant=name, per_minute=10_000)
        KeyFile(data).add(key)
        tokens[name or "operator"] = token
    with TestClient(create_app(qa, ServiceSettings(data=data)), raise_server_exceptions=False) as client:
        yield Tenants(client, tokens)


@pytest.mark.parametrize("strategy", ["auto", "direct", "gloss", "translate-query", "translate-test"])
def test_tenant_is_answered_from_its_own_documents(tenants: Tenants, strategy: str) -> None:
    for who, code, others in (("acme", "1111", ("2222", "3333")), ("globex", "2222", ("1111",))):
        answer = tenants.post(who, "/v1/ask", question=CODE, strategy=strategy)
        assert answer.status_code == 200
        assert code in answer.text
        assert not any(other in answer.text for other in others)
        assert {p["original_id"] for p in answer.json()["passages"]} <= {"safe", "door", "vault"}


def test_tenant_learns_nothing_of_the_languages_of_others(tenants: Tenants) -> None:
    """The note on what could not be translated names the languages of the documents."""

    def notes(who: str, **filters: Any) -> list[str]:
        asked = {"question": CODE, "question_language": "en", "strategy": "translate-query"}
        answer = tenants.post(who, "/v1/ask", **asked, **({"filters": filters} if filters else {}))
        return [note for note in answer.json()["notes"] if "translator" in note]

    assert notes("acme") == []
    assert notes("globex") == ["no translator from en to de: asked there as it is"]
    assert notes("globex", original_ids=["safe"]) == notes("acme", original_ids=["tenant:globex:vault"]) == []
    assert notes("operator") == ["no translator from en to ar, de, hi, th, zh: asked there as it is"]


@pytest.mark.parametrize("question", [CODE, "Der Code des Tresors?", "2222", "3333", "How long is the battery life?"])
def test_tenant_asking_for_another_tenant_finds_nothing_of_it(tenants: Tenants, question: str) -> None:
    found = tenants.post("acme", "/v1/search", question=question, top_k=100).json()["passages"]
    assert {passage["original_id"] for passage in found} == {"safe", "door"}
    assert all("2222" not in passage["text"] and "3333" not in passage["text"] for passage in found)


@pytest.mark.parametrize(
    "filters",
    [
        {"original_ids": ["vault"]},
        {"original_ids": ["tenant:globex:vault"]},
        {"original_ids": ["../globex:vault", "acme:../globex:vault", ":globex:vault"]},
        {"sources": ["safe.txt"], "languages": ["de"]},
        {"metadata": {"topic": "safe", "polycite_tenant.x": "globex"}},
        {"metadata": {'polycite_tenant="globex"': "globex"}},
    ],
)
def test_no_filter_reaches_another_tenant(tenants: Tenants, filters: dict[str, Any]) -> None:
    for path in ("/v1/search", "/v1/ask"):
        answer = tenants.post("acme", path, question="Tresor Code 3333", filters=filters)
        assert answer.status_code == 200
        assert "Tresors" not in answer.text
        assert "2222" not in answer.text


@pytest.mark.parametrize("value", ["globex", "acme", ["acme", "globex"], None])
def test_reserved_field_cannot_be_asked_for(tenants: Tenants, value: Any) -> None:
    refused = tenants.post("acme", "/v1/search", question=CODE, filters={"metadata": {RESERVED: value}})
    assert refused.status_code == 422
    assert refused.json()["type"].endswith(":reserved-field")


def test_answers_show_ids_and_metadata_as_the_tenant_wrote_them(tenants: Tenants) -> None:
    answer = tenants.post("globex", "/v1/ask", question=CODE)
    assert answer.json()["citations"][0]["original_id"] == "safe"
    assert answer.json()["passages"][0]["metadata"] == {"topic": "safe"}
    assert RESERVED not in answer.text
    assert "tenant:" not in answer.text


def test_operator_sees_all_by_their_whole_ids(tenants: Tenants) -> None:
    found = tenants.post("operator", "/v1/search", question=CODE, top_k=100).json()["passages"]
    assert {"tenant:acme:safe", "tenant:globex:safe", "en/router"} <= {p["original_id"] for p in found}


def test_another_tenants_document_is_not_there(qa: CrossLingualQA, tenants: Tenants) -> None:
    problems = []
    for name in ("vault", "tenant:globex:vault", "globex:vault", "nowhere", "en/router"):
        with pytest.raises(ProblemError) as refused:
            ACME.original(qa, name)
        assert refused.value.status == 404
        problems.append(f"{refused.value.detail} {refused.value.mend}".replace(repr(name), "…"))
    assert len(set(problems)) == 1  # 404, never 403, and no name of a near one
    assert ACME.shown(ACME.original(qa, "safe").id) == "safe"
    assert {record.id for record in ACME.records(qa.originals())} == {"safe", "door"}
    assert {record.id for record in GLOBEX.records(qa.originals())} == {"safe", "vault"}


def test_asking_for_what_is_not_there_costs_nothing(qa: CrossLingualQA, monkeypatch: pytest.MonkeyPatch) -> None:
    """Looking for the nearest of 20,000 like ids took ten seconds of a processor, for one small request."""

    def too_dear(*_: object, **__: object) -> list[str]:
        raise AssertionError("the nearest ids are looked for")

    monkeypatch.setattr(difflib, "get_close_matches", too_dear)
    with pytest.raises(ProblemError):
        OPERATOR.original(qa, "en/routre")


def test_document_put_past_the_service_is_no_tenants() -> None:
    """A file indexed from the command line may have any path, and any metadata."""
    for held in (Original("tenant:acme:x", "t"), Original("x", "t", metadata={RESERVED: "acme"})):
        assert not ACME.owns(held)
        assert OPERATOR.owns(held)


@pytest.mark.parametrize("name", ["a", "tenant:globex:a", ":", "tenant:", "ü/../b", "a" * 512])
def test_ids_of_tenants_never_meet(name: str) -> None:
    assert ACME.own(name) != GLOBEX.own(name)
    assert ACME.shown(ACME.own(name)) == name
    assert not GLOBEX.owns(Original(ACME.own(name), "t", metadata={RESERVED: "acme"}))
    row = ACME.row({"id": name, "text": "t"})
    assert row["metadata"] == {RESERVED: "acme"}
    assert ACME.owns(Original(row["id"], "t", metadata=row["metadata"]))


def test_a_tenant_whose_name_begins_like_anothers_is_another() -> None:
    longer = Tenancy("acme-2")
    assert not ACME.owns(Original(longer.own("a"), "t", metadata={RESERVED: "acme-2"}))
    assert not longer.owns(Original(ACME.own("a"), "t", metadata={RESERVED: "acme"}))


@pytest.mark.parametrize("tenancy", [ACME, OPERATOR])
def test_reserved_field_cannot_be_written(tenancy: Tenancy) -> None:
    with pytest.raises(ProblemError) as refused:
        tenancy.row({"id": "a", "text": "t", "metadata": {RESERVED: "globex"}})
    assert refused.value.status == 422


def test_operator_writes_a_tenants_document_as_the_tenants() -> None:
    row = OPERATOR.row({"id": "tenant:acme:a", "text": "t", "metadata": {"k": 1}})
    assert ACME.owns(Original(row["id"], "t", metadata=row["metadata"]))
    assert OPERATOR.row({"id": "plain", "text": "t"})["metadata"] == {}


def test_filter_is_forced_and_keeps_what_was_asked() -> None:
    forced = ACME.where(Filter(("de",), ("s",), ("a",), {"k": 1}))
    assert forced == Filter(("de",), ("s",), ("tenant:acme:a",), {"k": 1, RESERVED: "acme"})
    assert ACME.where(None) == Filter(metadata={RESERVED: "acme"})
    assert ACME.where(Filter(original_ids=())) == Filter(original_ids=(), metadata={RESERVED: "acme"})
    assert OPERATOR.where(None) is None


def test_messages_name_the_id_that_the_caller_knows() -> None:
    assert ACME.told("row 1 (tenant:acme:manual): no text") == "row 1 (manual): no text"
    record = OriginalRecord("tenant:acme:a", "s", "de", "0" * 64, 3, {RESERVED: "acme", "k": 1})
    assert ACME.record(record) == OriginalRecord("a", "s", "de", "0" * 64, 3, {"k": 1})
