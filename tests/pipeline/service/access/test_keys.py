from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pydantic import ValidationError

from polycite.pipeline.service.access import keys as module
from polycite.pipeline.service.access.keys import ApiKey, key_id, origin_of


def test_token_cannot_be_had_back() -> None:
    key, token = ApiKey.issue(name="chatbot", scopes={"ask"})
    kept = key.model_dump_json()
    assert token not in kept
    assert token.split("_", 2)[2] not in kept  # the secret, which may hold a "_" itself
    assert key.matches(token)
    assert key_id(token) == key.id
    assert key.digest not in repr(key)


def test_no_two_tokens_are_alike() -> None:
    assert len({ApiKey.issue(name="n", scopes={"ask"})[1] for _ in range(100)}) == 100


@pytest.mark.parametrize("wrong", ["", "x", "pck_", "pck_000000000000_short", "é" * 60])
def test_wrong_token_matches_nothing(wrong: str) -> None:
    key, token = ApiKey.issue(name="n", scopes={"ask"})
    assert not key.matches(wrong)
    assert not key.matches(token[:-1] + ("A" if token[-1] != "A" else "B"))
    assert key_id(wrong) is None


def test_comparison_takes_constant_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Timing cannot be asserted reliably; that digests of equal length go through hmac.compare_digest can."""
    compared = []
    compare = module.hmac.compare_digest

    def watching(a: bytes, b: bytes) -> bool:
        compared.append((len(a), len(b)))
        return compare(a, b)

    monkeypatch.setattr(module.hmac, "compare_digest", watching)
    key, token = ApiKey.issue(name="n", scopes={"ask"})
    assert key.matches(token)
    assert not key.matches("short")
    assert compared == [(64, 64), (64, 64)]


def test_key_ends() -> None:
    now = datetime.now(UTC)
    key, _ = ApiKey.issue(name="n", scopes={"ask"}, expires=now + timedelta(days=1))
    assert key.is_valid(now)
    assert not key.is_valid(now + timedelta(days=1))
    assert not key.model_copy(update={"revoked": now}).is_valid(now)


@pytest.mark.parametrize(
    ("given", "origin"),
    [
        ("https://Shop.Example", "https://shop.example"),
        ("https://shop.example:443/", "https://shop.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("http://[::1]:3000", "http://[::1]:3000"),
    ],
)
def test_origin_is_written_as_browsers_do(given: str, origin: str) -> None:
    assert origin_of(given) == origin


@pytest.mark.parametrize(
    "given", ["*", "null", "https://*.example", "shop.example", "https://shop.example/path", "ftp://a", "https://u@a"]
)
def test_what_is_no_origin_is_refused(given: str) -> None:
    with pytest.raises(ValueError):
        origin_of(given)


@pytest.mark.parametrize("tenant", ["", "A", "a:b", "a=b", 'a"', "a.b", "-a", "x" * 64])
def test_tenant_name_that_could_mean_another_is_refused(tenant: str) -> None:
    with pytest.raises(ValidationError):
        ApiKey.issue(name="n", scopes={"ask"}, tenant=tenant)
