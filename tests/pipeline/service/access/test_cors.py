from __future__ import annotations

import pytest
from httpx import Response
from starlette.testclient import TestClient

from .conftest import MakeClient, MakeKey

QUESTION = {"question": "how long?"}
SHOP = "https://shop.example"


def preflight(client: TestClient, origin: str) -> Response:
    asked = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "x-api-key,content-type"}
    return client.options("/v1/echo", headers={"Origin": origin, **asked})


def test_other_sites_are_shut_out_by_default(make_client: MakeClient) -> None:
    client = make_client()
    for origin in (SHOP, "null", "http://testserver.evil.example", "http://evil.example?testserver"):
        assert preflight(client, origin).status_code == 403
        refused = client.post("/v1/echo", json=QUESTION, headers={"Origin": origin})
        assert refused.status_code == 403
        assert "access-control-allow-origin" not in refused.headers


def test_simple_request_of_another_site_changes_nothing(make_client: MakeClient) -> None:
    """A form or a text/plain fetch needs no preflight: without keys the Origin alone tells it from a local program."""
    refused = make_client().put("/v1/documents/a", content=b"x", headers={"Origin": SHOP, "Content-Type": "text/plain"})
    assert refused.status_code == 403


def test_own_page_is_no_other_site(make_client: MakeClient) -> None:
    assert make_client().post("/v1/echo", json=QUESTION, headers={"Origin": "http://testserver"}).status_code == 200


def test_own_page_behind_a_proxy_that_ends_tls_is_no_other_site(make_client: MakeClient, make_key: MakeKey) -> None:
    headers = {"X-API-Key": make_key(), "Host": "qa.example", "Origin": "https://qa.example"}
    assert make_client(host="0.0.0.0").post("/v1/echo", json=QUESTION, headers=headers).status_code == 200


@pytest.mark.parametrize("by", ["setting", "key"])
def test_listed_site_may_ask_and_read(make_client: MakeClient, make_key: MakeKey, by: str) -> None:
    token = make_key(origins={SHOP} if by == "key" else set())
    client = make_client(origins=(SHOP,) if by == "setting" else ())
    allowed = preflight(client, SHOP)
    assert allowed.status_code == 204
    assert allowed.headers["access-control-allow-origin"] == SHOP
    assert "X-API-Key" in allowed.headers["access-control-allow-headers"]
    answer = client.post("/v1/echo", json=QUESTION, headers={"Origin": SHOP, "X-API-Key": token})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == SHOP
    assert "Origin" in answer.headers["vary"]
    assert "access-control-allow-credentials" not in answer.headers


def test_listed_site_can_read_why_it_is_refused(make_client: MakeClient, make_key: MakeKey) -> None:
    headers = {"Origin": SHOP, "X-API-Key": make_key(origins={SHOP}, per_minute=1)}
    client = make_client()
    answers = [client.post("/v1/echo", json=QUESTION, headers=headers) for _ in range(2)]
    assert answers[1].status_code == 429
    assert answers[1].headers["access-control-allow-origin"] == SHOP
    assert "Retry-After" in answers[1].headers["access-control-expose-headers"]
    stranger = client.post("/v1/echo", json=QUESTION, headers={"Origin": SHOP})
    assert (stranger.status_code, stranger.headers["access-control-allow-origin"]) == (401, SHOP)


def test_key_of_one_site_is_of_no_use_to_another(make_client: MakeClient, make_key: MakeKey) -> None:
    make_key(origins={"https://other.example"})
    token = make_key(origins={SHOP})
    headers = {"Origin": "https://other.example", "X-API-Key": token}
    refused = make_client().post("/v1/echo", json=QUESTION, headers=headers)
    assert refused.status_code == 403
    assert refused.json()["type"].endswith(":origin")


def test_caches_tell_sites_apart(make_client: MakeClient) -> None:
    assert "Origin" in make_client().get("/health/live").headers["vary"]
