from __future__ import annotations

import pytest

from .conftest import MakeClient, MakeKey

QUESTION = {"question": "how long?"}


@pytest.mark.parametrize(
    "host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "polycite", "LOCALHOST", "a.localhost"]
)
def test_names_of_this_machine_are_answered(make_client: MakeClient, host: str) -> None:
    assert make_client().post("/v1/echo", json=QUESTION, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "127.0.0.1.evil.example",
        "evil.example.",
        "localhost@evil.example",
        "a b",
        "",
    ],
)
def test_a_domain_pointed_at_this_machine_is_refused(make_client: MakeClient, host: str) -> None:
    """DNS rebinding: the page's own domain resolves to loopback, so browsers see one site."""
    refused = make_client().post("/v1/echo", json=QUESTION, headers={"Host": host, "Origin": f"http://{host}"})
    assert refused.status_code == 400
    assert refused.json()["type"].endswith(":host")
    assert "evil" not in refused.text


def test_listed_names_only(make_client: MakeClient, make_key: MakeKey) -> None:
    key = {"X-API-Key": make_key()}
    client = make_client(host="0.0.0.0", hosts=("qa.example",))
    for host, status in (("qa.example:443", 200), ("evil.example", 400), ("10.0.0.7", 400)):
        assert client.post("/v1/echo", json=QUESTION, headers={**key, "Host": host}).status_code == status
    assert client.get("/health/live", headers={"Host": "10.0.0.7:8000"}).status_code == 200


def test_no_answer_sends_elsewhere(make_client: MakeClient) -> None:
    """No open redirect: neither a trailing slash nor two leading ones make a Location out of a request."""
    client = make_client(hosts=("evil.example",))
    for path in (
        "/v1/echo/",
        "//evil.example/v1/echo",
        "/v1/%2e%2e//evil.example",
        "/%0d%0aLocation:%20http://evil.example",
    ):
        answer = client.get(path, headers={"Host": "evil.example"}, follow_redirects=False)
        assert answer.status_code in (404, 405)
        assert "location" not in answer.headers
