"""Documents that go, or become others, between being found and being cited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from polycite.components.errors import EvidenceError
from polycite.components.evidence import Answer
from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.answer_cache import Question
from polycite.pipeline.service.answering_again import answer_again
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.service.settings import ServiceSettings
from polycite.pipeline.service.state import Service
from polycite.pipeline.streaming import Event, LanguageFound, PassagesFound, SegmentFound

QUESTION = Question("How many devices does the router R-310 support?")
TEXT = "The router R-310 supports up to 64 devices."
NEWER = "Since its second version the router R-310 supports up to 128 devices, and no more than that."


@pytest.fixture
def service(qa: CrossLingualQA) -> Iterator[Service]:
    app: FastAPI = create_app(qa, ServiceSettings(cache_answers=0, timeout=300))
    with TestClient(app):
        yield app.state.service
    qa.remove("manual")


def asked(service: Service, when_read: Callable[[int], object]) -> tuple[Answer, list[Event]]:
    """The answer and what was told; ``when_read`` is called each time passages were found, before they are read."""
    events: list[Event] = []

    def told(event: Event) -> None:
        events.append(event)
        if isinstance(event, PassagesFound):
            when_read(sum(isinstance(one, PassagesFound) for one in events))

    return service.answers.answer(QUESTION, service.answers._budget(), told), events


def write(qa: CrossLingualQA, text: str) -> None:
    assert not qa.index_texts([{"id": "manual", "text": text, "language": "en"}]).failed


def test_a_document_that_goes_leaves_the_answer_to_the_others(service: Service, qa: CrossLingualQA) -> None:
    write(qa, TEXT)
    answer, events = asked(service, lambda times: times > 1 or qa.remove("manual"))
    assert "64" in answer.text
    assert {citation.original_id for citation in answer.citations} == {"en/router"}
    assert [type(event).__name__ for event in events] == [
        "LanguageFound", "PassagesFound", "PassagesFound", "SegmentFound", "AnswerFound",
    ]  # fmt: skip


@pytest.mark.parametrize("newer", [NEWER, "Gone."])
def test_a_document_that_is_replaced_is_quoted_as_it_is_now(service: Service, qa: CrossLingualQA, newer: str) -> None:
    """A longer text has other words at the place that was read, a shorter one none."""
    write(qa, TEXT)
    answer, _ = asked(service, lambda times: times > 1 or write(qa, newer))
    assert answer.text in {"64", "128", "up to 64", "up to 128"}
    for citation in answer.citations:
        original = qa.original(citation.original_id)
        assert (original.text[citation.start : citation.end], original.sha256) == (citation.quote, citation.sha256)


def test_what_changes_all_the_time_is_asked_for_later(service: Service, qa: CrossLingualQA) -> None:
    def moving(times: int) -> None:
        for name in ("manual", "en/router"):
            held.setdefault(name, qa.find(name))
            qa.remove(name)
        qa.index_texts([{"id": f"router-{times}", "text": TEXT, "language": "en"}])
        removed.append(f"router-{times}")
        if times > 1:
            qa.remove(f"router-{times - 1}")

    held: dict[str, Any] = {}
    removed: list[str] = []
    write(qa, TEXT)
    try:
        with pytest.raises(ProblemError) as refused:
            asked(service, moving)
        assert (refused.value.status, refused.value.kind) == (503, "documents-changed")
        assert refused.value.headers["Retry-After"]
    finally:
        for name in removed:
            qa.remove(name)
        qa.index_originals([held["en/router"]])


@pytest.mark.parametrize("newer", ["The tripod T-9 has three legs, which fold, and weighs 15 kg.", "Gone.", None])
def test_a_document_that_changes_before_a_later_part_is_asked_for_later(
    service: Service, qa: CrossLingualQA, newer: str | None
) -> None:
    """The first part has been told by then, and nobody is told two answers."""
    write(qa, "The tripod T-9 weighs 12 kg.")
    compound = Question("How many devices does the router R-310 support, and how much does the tripod T-9 weigh?")
    parts: list[str] = []

    def told(event: Event) -> None:
        if isinstance(event, SegmentFound):
            parts.append(event.text)
            qa.remove("manual") if newer is None else write(qa, newer)

    with pytest.raises(ProblemError) as refused:
        service.answers.answer(compound, service.answers._budget(), told)
    assert (refused.value.status, refused.value.kind) == (503, "documents-changed")
    assert refused.value.headers["Retry-After"]
    assert len(parts) == 1
    assert "64" in parts[0]


def test_documents_that_are_replaced_all_the_time_are_asked_for_later(service: Service, qa: CrossLingualQA) -> None:
    held = qa.find("en/router")
    assert held is not None
    qa.remove("en/router")
    write(qa, TEXT)
    try:
        with pytest.raises(ProblemError) as refused:
            asked(service, lambda times: write(qa, NEWER if times == 1 else TEXT))
    finally:
        qa.index_originals([held])
    assert (refused.value.status, refused.value.kind) == (503, "documents-changed")


def test_a_citation_that_does_not_hold_while_nothing_changes_is_a_defect() -> None:
    tries = []

    def answer(told: Callable[[Event], None]) -> Answer:
        tries.append(told)
        raise EvidenceError("it does not say so")

    with pytest.raises(EvidenceError):
        answer_again(answer, lambda _: None, lambda: 1)
    assert len(tries) == 1


def test_nobody_is_told_two_answers() -> None:
    def answer(told: Callable[[Event], None]) -> Answer:
        told(LanguageFound("en"))
        told(SegmentFound("64", 0, 2, ()))
        raise EvidenceError("the second part is gone")

    events: list[Event] = []
    with pytest.raises(ProblemError) as refused:
        answer_again(answer, events.append, object)
    assert (refused.value.status, len(events)) == (503, 2)
