"""The widget on a team's own site: another origin, a frame of ours, a key that stays with it."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import ApiKey
from polycite.pipeline.service.settings import ServiceSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SITE = """<!doctype html><html lang="en"><title>Shop</title><h1>Shop</h1>
<script src="{service}/widget.js" data-key="{key}" data-language="de" data-label="Fragen?"></script></html>"""


@pytest.fixture
def site() -> Iterator[tuple[str, dict[str, str]]]:
    """A web site on another port, so of another origin; what it serves is in the mapping."""
    pages: dict[str, str] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            # As strict as a careful team's own policy may be.
            self.send_header("Content-Security-Policy", f"default-src 'self'; {pages['policy']}")
            self.end_headers()
            self.wfile.write(pages["html"].encode())

        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    server.server_close()


@pytest.fixture
def service(
    qa: CrossLingualQA, tmp_path: Path, serving: Any, site: tuple[str, dict[str, str]]
) -> Iterator[tuple[str, str]]:
    origin, pages = site
    key, token = ApiKey.issue(name="shop", scopes=frozenset({"ask"}), origins=(origin,))
    KeyFile(tmp_path).add(key)
    with serving(qa, ServiceSettings(data=tmp_path, timeout=300)) as url:
        pages["html"] = SITE.format(service=url, key=token)
        pages["policy"] = f"script-src {url}; frame-src {url}"
        yield url, token


def test_widget_answers_on_a_site_that_is_listed(
    browser: Browser, service: tuple[str, str], site: tuple[str, dict[str, str]]
) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.set_default_timeout(120_000)
    addresses: list[str] = []
    page.on("request", lambda sent: addresses.append(sent.url))
    page.goto(site[0])
    page.get_by_role("button", name="Fragen?").click()
    frame = page.frame_locator("iframe")
    frame.locator("body.ready").wait_for()
    assert frame.locator("html").get_attribute("lang") == "de"
    frame.locator("#question").fill("Wie viel wiegt der Heimspeicher B-5?")
    frame.locator("#question").press("Enter")
    frame.locator("article.answer .cite").first.click()
    frame.locator(".proof.verified").wait_for()
    assert frame.locator("#documents").is_hidden()
    assert service[1] not in "".join(addresses)
    frame.locator("#evidence h2").press("Escape")
    frame.locator("#question").press("Escape")
    page.get_by_role("button", name="Fragen?").wait_for()
    assert page.locator("iframe").is_hidden()
    context.close()


def test_only_listed_sites_may_frame_the_page(service: tuple[str, str], site: tuple[str, dict[str, str]]) -> None:
    policy = httpx.get(f"{service[0]}/widget").headers["content-security-policy"]
    assert policy.endswith(f"frame-ancestors 'self' {site[0]}")
    assert httpx.get(service[0]).headers["content-security-policy"].endswith("frame-ancestors 'none'")


def test_site_that_is_not_listed_gets_no_frame(
    browser: Browser, site: tuple[str, dict[str, str]], chat_at: Callable[..., Any], address: str
) -> None:
    origin, pages = site
    pages["html"] = SITE.format(service=address, key="")
    pages["policy"] = f"script-src {address}; frame-src {address}"
    page = browser.new_page()
    page.goto(origin)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.get_by_role("button", name="Fragen?").click()
    page.wait_for_timeout(1_500)
    assert any("frame-ancestors" in one for one in said)
    page.close()
