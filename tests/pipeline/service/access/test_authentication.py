from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from polycite.components.errors import SettingsError
from polycite.pipeline.service.access.key_file import KeyFile

from .conftest import MakeApp, MakeClient, MakeKey

QUESTION = {"question": "how long?"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_loopback_without_keys_is_open(make_client: MakeClient, host: str) -> None:
    client = make_client(host=host)
    assert client.post("/v1/echo", json=QUESTION).json() == QUESTION
    assert client.get("/metrics").status_code == 200
    assert client.put("/v1/documents/a", content=b"x").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "polycite.example", "127.0.0.1.example"])
def test_other_hosts_without_a_key_are_refused_at_the_start(make_app: MakeApp, host: str) -> None:
    with pytest.raises(SettingsError) as refused:
        make_app(host=host)
    assert host in refused.value.problem
    assert "polycite keys create" in refused.value.mend


def test_revoked_and_expired_keys_do_not_count_at_the_start(
    make_app: MakeApp, make_key: MakeKey, tmp_path: Path
) -> None:
    make_key(name="old", expires=datetime.now(UTC) - timedelta(seconds=1))
    make_key(name="gone")
    KeyFile(tmp_path).revoke("gone")
    with pytest.raises(SettingsError):
        make_app(host="0.0.0.0")


@pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
def test_with_keys_a_key_is_needed(make_client: MakeClient, make_key: MakeKey, host: str) -> None:
    token = make_key()
    client = make_client(host=host)
    refused = client.post("/v1/echo", json=QUESTION)
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    assert refused.json()["type"] == "urn:polycite:problem:unauthorized"
    assert client.post("/v1/echo", json=QUESTION, headers=bearer(token)).status_code == 200
    assert client.post("/v1/echo", json=QUESTION, headers={"X-API-Key": token}).status_code == 200
    assert client.get("/health/live").status_code == 200


def test_unknown_expired_and_revoked_keys_look_alike(
    make_client: MakeClient, make_key: MakeKey, tmp_path: Path
) -> None:
    good = make_key()
    expired = make_key(expires=datetime.now(UTC) - timedelta(seconds=1))
    revoked = make_key(name="revoked")
    KeyFile(tmp_path).revoke("revoked")
    client = make_client()
    answers = [
        client.post("/v1/echo", json=QUESTION, headers=bearer(token))
        for token in (
            expired,
            revoked,
            good[:-1] + ("A" if good[-1] != "A" else "B"),
            "pck_000000000000_" + "A" * 43,
            "",
        )
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1


def test_running_service_takes_new_keys_and_drops_revoked_ones(
    make_client: MakeClient, make_key: MakeKey, tmp_path: Path
) -> None:
    client = make_client()
    assert client.post("/v1/echo", json=QUESTION).status_code == 200
    token = make_key(name="late")
    assert client.post("/v1/echo", json=QUESTION).status_code == 401
    assert client.post("/v1/echo", json=QUESTION, headers=bearer(token)).status_code == 200
    KeyFile(tmp_path).revoke("late")
    assert client.post("/v1/echo", json=QUESTION, headers=bearer(token)).status_code == 401


def test_revoking_the_last_key_opens_nothing(make_client: MakeClient, make_key: MakeKey, tmp_path: Path) -> None:
    make_key(name="last")
    KeyFile(tmp_path).revoke("last")
    assert make_client().post("/v1/echo", json=QUESTION).status_code == 401


def test_scopes_are_kept_apart(make_client: MakeClient, make_key: MakeKey) -> None:
    tokens = {scope: make_key(scopes={scope}) for scope in ("ask", "manage", "metrics")}
    client = make_client()
    for scope, token in tokens.items():
        got = {
            "ask": client.post("/v1/echo", json=QUESTION, headers=bearer(token)),
            "manage": client.put("/v1/documents/a", content=b"x", headers=bearer(token)),
            "metrics": client.get("/metrics", headers=bearer(token)),
        }
        assert {name: answer.status_code for name, answer in got.items()} == {
            name: 200 if name == scope else 403 for name in tokens
        }
        assert all(answer.json()["type"].endswith(":scope") for name, answer in got.items() if name != scope)


def test_two_different_keys_in_one_request_are_refused(make_client: MakeClient, make_key: MakeKey) -> None:
    one, other = make_key(), make_key()
    headers = {**bearer(one), "X-API-Key": other}
    assert make_client().post("/v1/echo", json=QUESTION, headers=headers).status_code == 401
    assert make_client().post("/v1/echo", json=QUESTION, headers={**bearer(one), "X-API-Key": one}).status_code == 200


def test_key_in_the_address_opens_nothing(make_client: MakeClient, make_key: MakeKey) -> None:
    token = make_key()
    assert make_client().post(f"/v1/echo?api_key={token}&X-API-Key={token}", json=QUESTION).status_code == 401


def test_openapi_says_how_to_authenticate(make_app: MakeApp) -> None:
    document = make_app().openapi()
    schemes = document["components"]["securitySchemes"]
    assert schemes["bearer"]["scheme"] == "bearer"
    assert schemes["header"]["name"] == "X-API-Key"
    assert document["paths"]["/v1/echo"]["post"]["security"] == [{"bearer": []}, {"header": []}]
    assert "security" not in document["paths"]["/health/live"]["get"]
