"""The OpenAPI document, as whoever generates a client from it meets it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

Operation = dict[str, Any]
PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
OPEN = {"live", "ready"}
"""What a probe asks without a key."""


@pytest.fixture(scope="module")
def document(qa: CrossLingualQA) -> dict[str, Any]:
    return create_app(qa, ServiceSettings()).openapi()


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> dict[str, Operation]:
    """All operations by id."""
    found = [one for path in document["paths"].values() for one in path.values()]
    assert [
        one["operationId"] for one in found if Counter(o["operationId"] for o in found)[one["operationId"]] > 1
    ] == []
    return {one["operationId"]: one for one in found}


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every object in a part of the document."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from nodes(part)


def resolved(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """What a reference stands for."""
    found: dict[str, Any] = document
    if "$ref" not in node:
        return node
    for step in node["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for node in nodes(document):
        if isinstance(node.get("$ref"), str):
            assert resolved(document, node), node


def test_names_make_good_functions_and_classes(document: dict[str, Any], operations: dict[str, Operation]) -> None:
    """Two models of one name are told apart by their modules, which no caller should have to spell."""
    assert [name for name in operations if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []
    assert [name for name in document["components"]["schemas"] if not re.fullmatch(r"([A-Z][a-z0-9]*)+", name)] == []


def test_every_operation_says_what_it_does(operations: dict[str, Operation]) -> None:
    plain = set()
    for name, operation in operations.items():
        summary, said = operation["summary"], operation.get("description", "")
        assert " " in summary.strip(), name
        assert summary[0].isupper(), name
        assert summary[-1] != ".", name
        assert len(summary) <= 60, name
        assert operation["tags"], name
        assert not re.search(r":(func|class|meth|mod|data):`|``", f"{summary} {said}"), f"{name}: {said}"
        if said:
            assert said[0].isalnum(), name
            assert said.rstrip().endswith("."), name
        else:
            plain.add(name)
    assert plain == {"get_document", "get_job"}  # what needs no more words


def test_every_error_is_a_problem(operations: dict[str, Operation]) -> None:
    for name, operation in operations.items():
        errors = {status: one for status, one in operation["responses"].items() if status[0] in "45"}
        if name in OPEN:
            continue
        assert {"400", "401", "403", "413"} <= set(errors), name
        if "requestBody" in operation or operation.get("parameters"):
            assert "422" in errors, name
        for status, error in errors.items():
            assert error["content"] == PROBLEM, f"{name} {status}"


def test_operations_that_wait_may_be_refused(operations: dict[str, Operation]) -> None:
    for name, operation in operations.items():
        if operation.get("requestBody"):
            assert {"429", "503"} <= set(operation["responses"]), name


def test_every_operation_but_the_probes_needs_a_key(document: dict[str, Any], operations: dict[str, Operation]) -> None:
    schemes = set(document["components"]["securitySchemes"])
    for name, operation in operations.items():
        accepted = {scheme for one in operation.get("security", []) for scheme in one}
        assert accepted == (set() if name in OPEN else schemes), name


def test_every_request_body_has_an_example_that_it_takes(
    document: dict[str, Any], operations: dict[str, Operation]
) -> None:
    for name, operation in operations.items():
        for kind, media in operation.get("requestBody", {}).get("content", {}).items():
            if kind != "multipart/form-data":
                given = media.get("examples") or resolved(document, media["schema"]).get("examples")
                assert given, f"{name} {kind}"


def test_every_object_says_what_it_holds(document: dict[str, Any], operations: dict[str, Operation]) -> None:
    """A response that is any object at all tells a client nothing."""
    for name, operation in operations.items():
        for status, response in operation["responses"].items():
            for kind, media in response.get("content", {}).items():
                schema = resolved(document, media["schema"])
                assert schema, f"{name} {status} {kind}"
                if schema.get("type") == "object":
                    assert schema.get("properties"), f"{name} {status} {kind}"


def test_unknown_fields_are_refused_by_every_request(
    document: dict[str, Any], operations: dict[str, Operation]
) -> None:
    for name, operation in operations.items():
        for media in operation.get("requestBody", {}).get("content", {}).values():
            schema = resolved(document, media["schema"])
            for one in schema.get("oneOf") or schema.get("anyOf") or [schema]:
                if name != "chat_completions":  # clients of OpenAI's API send what only OpenAI's models know
                    assert resolved(document, one).get("additionalProperties") is False, name


def test_no_enum_is_empty_and_none_has_two_kinds_of_values(document: dict[str, Any]) -> None:
    for node in nodes(document["components"]["schemas"]):
        if isinstance(values := node.get("enum"), list):
            assert values
            assert all(isinstance(value, str) for value in values), values


def test_a_wrong_method_is_told_the_right_ones(client: TestClient) -> None:
    for path, methods in {
        "/v1/jobs/a": "DELETE, GET",
        "/v1/documents/a": "DELETE, GET, PUT",
        "/v1/ask": "POST",
    }.items():
        refused = client.patch(path)
        assert (refused.status_code, refused.headers["Allow"]) == (405, methods)
        assert refused.headers["Content-Type"] == "application/problem+json"
