"""Documents put in by hand, and keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import ApiKey
from polycite.pipeline.service.settings import ServiceSettings


def _upload(chat: Any, *files: dict[str, Any]) -> Any:
    chat.page.click("#documents")
    chat.page.set_input_files("#files", list(files))
    return chat.page.locator(".uploads > li").first


def test_document_is_taken_and_can_be_asked_about(chat: Any) -> None:
    text = "Der Leuchtturm von Vendsund hat 213 Stufen."
    row = _upload(chat, {"name": "leuchtturm.txt", "mimeType": "text/plain", "buffer": text.encode()})
    row.get_by_text("Done.").wait_for()
    assert row.locator("progress").evaluate("bar => bar.value === bar.max")
    chat.page.keyboard.press("Escape")
    assert "213" in chat.ask("Wie viele Stufen hat der Leuchtturm von Vendsund?").locator(".text").inner_text()


def test_file_that_cannot_be_read_is_named(chat: Any) -> None:
    row = _upload(chat, {"name": "<b>x</b>.txt", "mimeType": "text/plain", "buffer": b" \n"})
    row.locator(".warning, .failures li").first.wait_for()
    assert "<b>x</b>.txt" in row.inner_text()
    assert row.locator("b").count() == 0


def test_file_of_another_type_is_refused(chat: Any) -> None:
    row = _upload(chat, {"name": "tool.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"})
    row.locator(".warning").wait_for()
    assert "cannot be read" in row.inner_text()


@pytest.fixture
def guarded(qa: CrossLingualQA, tmp_path: Path, serving: Any) -> Iterator[tuple[str, str]]:
    key, token = ApiKey.issue(name="site", scopes=frozenset({"ask"}))
    KeyFile(tmp_path).add(key)
    with serving(qa, ServiceSettings(data=tmp_path, timeout=300)) as url:
        yield url, token


def test_key_is_asked_for_and_kept_for_the_session_only(chat_at: Callable[..., Any], guarded: tuple[str, str]) -> None:
    address, token = guarded
    chat = chat_at(address)
    page = chat.page
    page.fill("#question", "How many devices does the R-310 support?")
    page.keyboard.press("Enter")
    page.fill("#key", "pck_wrong")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    page.fill("#key", token)
    page.keyboard.press("Enter")
    page.wait_for_selector("article.answer .cite")
    assert page.evaluate("Object.values(localStorage).join()") == ""
    assert page.evaluate("Object.values(sessionStorage)") == [token]
    assert token not in page.url
    # A key that only asks takes no documents, and the page says so.
    row = _upload(chat, {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Some text."})
    row.locator(".warning").wait_for()
    assert "does not allow" in row.inner_text()


def test_without_a_key_nothing_is_answered(chat_at: Callable[..., Any], guarded: tuple[str, str]) -> None:
    page = chat_at(guarded[0]).page
    page.fill("#question", "How many devices does the R-310 support?")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog[open]")
    page.keyboard.press("Escape")
    page.get_by_text("This needs a valid API key.").wait_for()
