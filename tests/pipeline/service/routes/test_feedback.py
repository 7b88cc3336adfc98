"""Feedback through the service: kept, exported, reviewed, and what a review changes in the answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from polycite.components.translators.engine import Engine
from polycite.eval.datasets.questions import Question, check
from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import ApiKey
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

SENTENCE = "No utilice nunca la caldera sin ventilación suficiente en la habitación."
PERSON = "Never use the boiler without enough fresh air in the room."
MACHINE = "The machine says something about it in English."
QUESTION = "What must never be done with the boiler?"
TENANTS = ("acme", "globex", None)


class Scripted:
    """An engine from Spanish to English that says the same of everything."""

    name = "scripted"

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset({("es", "en")})

    def missing(self) -> str:
        return ""

    def version(self, source: str, target: str) -> str:
        return ""

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return [MACHINE for _ in sentences]


class Callers:
    """Two tenants and the operator, each with keys to ask and to manage."""

    def __init__(self, client: TestClient, tokens: dict[tuple[str | None, str], str]) -> None:
        self._client, self._tokens = client, tokens

    def post(self, path: str, body: Any, who: str | None = "acme", scope: str = "ask") -> Any:
        return self._client.post(path, json=body, headers={"X-API-Key": self._tokens[who, scope]})

    def get(self, path: str, who: str | None = "acme", scope: str = "manage") -> Any:
        return self._client.get(path, headers={"X-API-Key": self._tokens[who, scope]})

    def answer(self, original_id: str, who: str | None = "acme") -> dict[str, Any]:
        body = {"question": QUESTION, "answer_language": "en", "filters": {"original_ids": [original_id]}}
        found: dict[str, Any] = self.post("/v1/ask", body, who).json()
        return found

    def translate(self, who: str | None = "acme", **fields: str) -> str:
        given = {"source": SENTENCE, "source_language": "es", "target_language": "en", "text": PERSON, **fields}
        made = self.post("/v1/feedback", {"translation": given}, who)
        assert made.status_code == 201, made.text
        name: str = made.json()["id"]
        return name

    def decide(self, name: str, who: str | None = "acme", **body: str) -> Any:
        return self.post(f"/v1/feedback/{name}/review", {"decision": "accept", **body}, who, "manage")


@pytest.fixture(scope="module")
def callers(qa: CrossLingualQA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callers]:
    rows = [
        Tenancy(tenant).row({"id": name, "text": SENTENCE, "language": "es", "metadata": metadata})
        for tenant in TENANTS
        for name, metadata in (("boiler", {"high_stakes": True}), ("free", {}))
    ]
    assert not qa.index_texts(rows).failed
    data = tmp_path_factory.mktemp("data")
    tokens = {}
    for tenant in TENANTS:
        for scope in ("ask", "manage"):
            key, token = ApiKey.issue(
                name=f"{tenant}-{scope}", scopes={"ask", scope} if scope == "manage" else {scope}, tenant=tenant,
                per_minute=10_000,
            )  # fmt: skip
            KeyFile(data).add(key)
            tokens[tenant, scope] = token
    with TestClient(create_app(qa, ServiceSettings(data=data)), raise_server_exceptions=False) as client:
        translator: Any = qa.pipeline("query").get_component("answer_translator")

        def scripted(_: Engine) -> Engine:
            return Scripted()

        translator.translator.wrap_engines(scripted)
        yield Callers(client, tokens)


def test_nothing_of_a_high_stakes_document_is_machine_translated_until_it_is_reviewed(callers: Callers) -> None:
    assert MACHINE in json.dumps(callers.answer("free"))
    shown = callers.answer("boiler")
    assert (shown["language"], shown["abstained"]) == ("es", False)
    assert MACHINE not in json.dumps(shown)
    assert any("high-stakes" in note for note in shown["notes"])
    citation = shown["citations"][0]
    evidence = callers.post("/v1/evidence", {"citation": citation, "language": "en"})
    assert evidence.status_code == 200, evidence.text
    assert evidence.json()["counterpart"] is None

    name = callers.translate()
    assert callers.answer("boiler")["language"] == "es"  # proposed is not reviewed
    decided = callers.decide(name)
    assert (decided.status_code, decided.json()["state"]) == (200, "reviewed")

    now = callers.answer("boiler")
    assert (now["text"], now["language"]) == (PERSON, "en")
    assert now["citations"][0]["translation"]["engine"] == "reviewed"
    free = callers.answer("free")
    assert free["citations"][0]["translation"]["sentence"] == PERSON
    assert free["citations"][0]["translation"]["engine"] == "reviewed"
    evidence = callers.post("/v1/evidence", {"citation": citation, "language": "en"}).json()
    assert (evidence["counterpart"]["text"], evidence["counterpart"]["engine"]) == (PERSON, "reviewed")

    assert callers.answer("boiler", "globex")["language"] == "es"  # another tenant's review is not one's own
    assert callers.answer("boiler", None)["language"] == "es"

    assert callers.decide(name, decision="reject").json()["state"] == "rejected"
    assert callers.answer("boiler")["language"] == "es"


def test_a_reviewer_may_word_it_otherwise(callers: Callers) -> None:
    name = callers.translate("globex", text="Use boiler never.")
    assert callers.decide(name, "globex", text=PERSON).json()["translation"]["text"] == PERSON
    assert callers.answer("boiler", "globex")["text"] == PERSON


def test_corrected_span_must_be_what_the_document_says(callers: Callers) -> None:
    start = SENTENCE.index("ventilación")
    given = {"question": QUESTION, "original_id": "free", "start": start, "end": start + 11, "text": "ventilación"}
    made = callers.post("/v1/feedback", {"span": given})
    assert made.status_code == 201, made.text
    assert made.json()["span"] == {**given, "question_language": "en", "language": "es"}
    for wrong, status in (
        ({"start": start - 1, "end": start + 10}, 422),
        ({"end": 100_000}, 422),
        ({"start": start + 11}, 422),
        ({"start": start - 1, "text": " ventilación"}, 422),
        ({"original_id": "nowhere"}, 404),
    ):
        assert callers.post("/v1/feedback", {"span": {**given, **wrong}}).status_code == status
    assert callers.post("/v1/feedback", {"span": {**given, "original_id": "en/router"}}).status_code == 404


def test_confirmed_answers_and_corrected_spans_are_exported_as_questions(callers: Callers, tmp_path: Path) -> None:
    answer = callers.answer("free", "globex")
    given = {"question": "Is it gold?", "text": answer["text"], "citations": answer["citations"]}
    for rating, question in (("up", "Is it gold?"), ("down", "Is it not?")):
        sent = {"answer": {**given, "question": question, "rating": rating}}
        made = callers.post("/v1/feedback", sent, "globex")
        assert made.status_code == 201, made.text
        assert [citation["verified"] for citation in made.json()["answer"]["citations"]] == [True]
    made_up = {**answer["citations"][0], "quote": "Something else."}
    sent = {"answer": {**given, "question": "Is it made up?", "rating": "up", "citations": [made_up]}}
    assert callers.post("/v1/feedback", sent, "globex").json()["answer"]["citations"][0]["verified"] is False
    export = callers.get("/v1/feedback/export?format=questions", "globex")
    assert export.headers["content-type"].startswith("application/x-ndjson")
    (row,) = [json.loads(line) for line in export.text.splitlines()]
    assert row["question"] == "Is it gold?"
    gold = Question.from_dict(row).answers[0]
    assert (gold.original_id, SENTENCE[gold.start : gold.end], gold.language) == ("free", gold.text, "es")
    file = tmp_path / "q.jsonl"
    file.write_text(export.text)
    assert check(file, None) == []
    other = "test" if row["split"] == "fit" else "fit"
    assert callers.get(f"/v1/feedback/export?format=questions&split={other}", "globex").text == ""


def test_a_turn_of_a_conversation_is_rated_by_its_number(callers: Callers) -> None:
    said = callers.post("/v1/chat", {"message": QUESTION}).json()
    rated = {"rating": "down", "conversation_id": said["conversation_id"], "turn": said["turn"]}
    made = callers.post("/v1/feedback", {"answer": rated})
    assert made.status_code == 201, made.text
    assert made.json()["answer"]["question"] == said["standalone_question"]
    assert made.json()["answer"]["text"] == said["reply"]["text"]
    assert callers.post("/v1/feedback", {"answer": {**rated, "turn": 9}}).status_code == 404
    assert callers.post("/v1/feedback", {"answer": rated}, "globex").status_code == 404


def test_the_same_id_is_kept_once_and_tenants_do_not_meet(callers: Callers) -> None:
    sent = {"id": "ticket-1", "answer": {"rating": "up", "question": QUESTION, "text": "x"}}
    first, again = callers.post("/v1/feedback", sent), callers.post("/v1/feedback", sent)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert callers.post("/v1/feedback", {**sent, "answer": {**sent["answer"], "rating": "down"}}).status_code == 409
    assert callers.post("/v1/feedback", sent, "globex").status_code == 201
    assert callers.decide("ticket-1", None).status_code == 404
    assert callers.decide("tenant:acme:ticket-1", "globex").status_code == 404
    assert callers.decide("tenant:acme:ticket-1", None).json()["id"] == "tenant:acme:ticket-1"
    assert callers.decide("ticket-1", text="New words").status_code == 422


def test_it_is_listed_in_pages_to_who_manages(callers: Callers) -> None:
    for i in range(3):
        callers.translate(None, source=f"Frase número {i}.")
    seen: list[str] = []
    cursor = ""
    while True:
        page = callers.get(f"/v1/feedback?kind=translation&state=proposed&limit=2{cursor}", None).json()
        seen += [one["translation"]["source"] for one in page["feedback"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert seen[:3] == ["Frase número 2.", "Frase número 1.", "Frase número 0."]
    assert len(seen) == len(set(seen))
    for path in ("/v1/feedback", "/v1/feedback/export?format=questions"):
        assert callers.get(path, "acme", "ask").status_code == 403
    assert callers.post("/v1/feedback/ticket-1/review", {"decision": "accept"}).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"answer": {"rating": "up"}},
        {"answer": {"rating": "up", "question": " \n"}},
        {"answer": {"rating": "up", "question": "?", "turn": 1}},
        {"answer": {"rating": "up", "conversation_id": "c", "turn": 1, "text": "x"}},
        {"translation": {"source": "a", "source_language": "en", "target_language": "en-GB", "text": "b"}},
        {"translation": {"source": "a", "source_language": "en", "target_language": "xx", "text": "b"}},
        {"id": "a:b", "answer": {"rating": "up", "question": "?"}},
        {"answer": {"rating": "up", "question": "?"}, "span": None, "comment": "x"},
    ],
)
def test_what_says_nothing_is_refused(callers: Callers, body: dict[str, Any]) -> None:
    refused = callers.post("/v1/feedback", body)
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
