from __future__ import annotations

from .conftest import MakeClient, MakeKey

QUESTION = {"question": "how long?"}


def test_too_many_requests_are_told_how_long_to_wait(make_client: MakeClient, make_key: MakeKey) -> None:
    quick, slow = make_key(per_minute=1000), make_key(per_minute=2)
    client = make_client()
    answers = [client.post("/v1/echo", json=QUESTION, headers={"X-API-Key": slow}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 30
    assert answers[2].headers["content-type"] == "application/problem+json"
    assert client.post("/v1/echo", json=QUESTION, headers={"X-API-Key": quick}).status_code == 200
    assert client.get("/health/live").status_code == 200


def test_daily_quota_outlasts_a_restart(make_client: MakeClient, make_key: MakeKey) -> None:
    headers = {"X-API-Key": make_key(per_day=2)}
    assert [make_client().post("/v1/echo", json=QUESTION, headers=headers).status_code for _ in range(2)] == [200, 200]
    refused = make_client().post("/v1/echo", json=QUESTION, headers=headers)
    assert refused.status_code == 429
    assert refused.json()["type"].endswith(":quota")
    assert 1 <= int(refused.headers["Retry-After"]) <= 86_400


def test_settings_limit_keys_without_limits_of_their_own(make_client: MakeClient, make_key: MakeKey) -> None:
    headers = {"X-API-Key": make_key()}
    client = make_client(per_minute=1)
    assert [client.post("/v1/echo", json=QUESTION, headers=headers).status_code for _ in range(2)] == [200, 429]
    client = make_client(per_day=1)
    assert [client.post("/v1/echo", json=QUESTION, headers=headers).status_code for _ in range(2)] == [200, 429]


def test_loopback_is_limited_generously(make_client: MakeClient) -> None:
    client = make_client()
    assert {client.post("/v1/echo", json=QUESTION).status_code for _ in range(50)} == {200}
    client = make_client(per_minute_local=1)
    assert [client.post("/v1/echo", json=QUESTION).status_code for _ in range(2)] == [200, 429]


def test_strangers_use_up_nobodys_limit(make_client: MakeClient, make_key: MakeKey) -> None:
    token = make_key(per_minute=1)
    client = make_client()
    for _ in range(5):
        assert client.post("/v1/echo", json=QUESTION, headers={"X-API-Key": token[:-4] + "AAAA"}).status_code == 401
    assert client.post("/v1/echo", json=QUESTION, headers={"X-API-Key": token}).status_code == 200
