"""The page in Debian's Chromium, on a service that listens on loopback."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
import uvicorn

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.application import create_app
from polycite.pipeline.service.settings import ServiceSettings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
PATIENCE = 120_000  # milliseconds; models on a busy machine are slow, and nothing here is about speed


@pytest.fixture
def serving() -> Callable[..., Any]:
    """Serves a store under settings: a context manager that gives the address."""
    return _serving


@contextmanager
def _serving(qa: CrossLingualQA, settings: ServiceSettings) -> Iterator[str]:
    """The address of a service over ``qa``."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(qa, settings), log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the service did not start"
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(30)


@pytest.fixture(scope="module")
def address(qa: CrossLingualQA, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with _serving(qa, ServiceSettings(data=tmp_path_factory.mktemp("data"), timeout=300)) as url:
        yield url


# Not for the session: while it runs, playwright holds an event loop that other tests could not start theirs beside.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no chromium on this machine (apt-get install chromium)")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class Chat:
    """The page as a reader uses it; ``complaints`` are errors of scripts and refusals by the policy."""

    page: Page
    complaints: list[str]

    def ask(self, question: str) -> Locator:
        """Ask and wait for the whole answer."""
        before = self.page.locator("article.asked").count()
        self.page.fill("#question", question)
        self.page.keyboard.press("Enter")
        self.page.wait_for_function(
            "count => document.querySelectorAll('article.asked').length === count"
            " && !document.querySelector('article.answer[aria-busy]')",
            arg=before + 1,
        )
        return self.page.locator("article.answer").nth(before)

    def open_evidence(self, answer: Locator) -> Locator:
        """Choose the first citation and wait for what is beside it."""
        answer.locator(".cite").first.click()
        return self.evidence()

    def evidence(self) -> Locator:
        """The evidence, once it is all there."""
        self.page.wait_for_selector("#evidence .content:not([aria-busy])")
        self.page.wait_for_selector(".proof:is(.verified, .not_verified, .unchecked)")
        return self.page.locator("#evidence")


@pytest.fixture
def chat_at(browser: Browser) -> Iterator[Callable[..., Chat]]:
    """Opens the page; each test has a browser of its own, without storage."""
    contexts: list[BrowserContext] = []

    def opened(address: str, path: str = "/", **options: Any) -> Chat:
        context = browser.new_context(**{"locale": "en-GB", "reduced_motion": "reduce", **options})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        chat = Chat(page, [])
        page.on("pageerror", lambda error: chat.complaints.append(str(error)))
        page.on("console", lambda said: chat.complaints.append(said.text) if "Policy" in said.text else None)
        page.on("request", lambda sent: None if sent.url.startswith(address) else chat.complaints.append(sent.url))
        page.goto(address + path)
        page.wait_for_selector("body.ready")
        return chat

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def chat(chat_at: Callable[..., Chat], address: str) -> Iterator[Chat]:
    opened = chat_at(address)
    yield opened
    assert opened.complaints == []
