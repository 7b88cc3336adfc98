"""axe-core finds nothing to complain about, in any state of the page, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


def _violations(page: Any) -> list[str]:
    found = axe.Axe().run(page, options=RULES).response["violations"]
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary'][:300]}" for one in found for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_finds_nothing(scheme: str, language: str, chat_at: Callable[..., Any], address: str) -> None:
    chat = chat_at(address, color_scheme=scheme, locale=language)
    assert _violations(chat.page) == []
    answer = chat.ask("How many pages per minute does the P-40 printer print?")
    assert _violations(chat.page) == []
    evidence = chat.open_evidence(answer)
    evidence.locator("mark [data-word]").first.hover()
    assert _violations(chat.page) == []
    chat.page.keyboard.press("Escape")
    chat.page.locator("#documents").click()
    assert _violations(chat.page) == []


def test_narrow_page_needs_no_scrolling_sideways(chat_at: Callable[..., Any], address: str) -> None:
    chat = chat_at(address, viewport={"width": 320, "height": 640})
    chat.open_evidence(chat.ask("كم مدة ضمان الشاحن S-20؟"))
    assert chat.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert _violations(chat.page) == []


def test_answers_are_announced(chat: Any) -> None:
    log = chat.page.get_by_role("log")
    assert log.get_attribute("aria-live") == "polite"
    chat.ask("How many devices does the R-310 support?")
    assert log.locator("article.answer").get_attribute("aria-busy") is None


def test_link_before_everything_leads_to_the_question(chat: Any) -> None:
    skip = chat.page.locator(".skip")
    skip.focus()
    assert skip.bounding_box()["y"] >= 0
    chat.page.keyboard.press("Enter")
    assert chat.page.evaluate("document.activeElement.id") == "question"
