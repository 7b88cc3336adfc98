"""The page's own words, in every language it speaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

STRINGS = """async (codes) => Object.fromEntries(await Promise.all(codes.map(
    async (code) => [code, (await import(`/assets/strings/${code}.js`)).default])))"""


def test_every_language_says_everything(chat: Any) -> None:
    codes = chat.page.locator("#page-language option").evaluate_all("all => all.map(one => one.value)")
    strings = chat.page.evaluate(STRINGS, codes)
    assert len(codes) == 16
    for code, own in strings.items():
        assert own.keys() == strings["en"].keys(), code
        for name, text in own.items():
            assert sorted(re.findall(r"\{\w+}", text)) == sorted(re.findall(r"\{\w+}", strings["en"][name])), name


def test_language_of_the_browser_is_spoken(chat_at: Callable[..., Any], address: str) -> None:
    page = chat_at(address, locale="ar-EG").page
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == ("ar", "rtl")
    assert page.locator("#send").inner_text() == "اسأل"


def test_unknown_language_of_the_browser_is_answered_in_english(chat_at: Callable[..., Any], address: str) -> None:
    assert chat_at(address, locale="is-IS").page.locator("#send").inner_text() == "Ask"


def test_another_language_can_be_chosen_and_is_remembered(chat: Any) -> None:
    chat.page.select_option("#page-language", "de")
    chat.page.get_by_role("button", name="Fragen").wait_for()
    chat.page.reload()
    chat.page.wait_for_selector("body.ready")
    assert chat.page.locator("#send").inner_text() == "Fragen"


def test_right_to_left_page_is_laid_out_from_the_right(chat_at: Callable[..., Any], address: str) -> None:
    chat = chat_at(address, locale="ar", viewport={"width": 1200, "height": 800})
    chat.open_evidence(chat.ask("كم مدة ضمان الشاحن S-20؟"))
    evidence, main = (chat.page.locator(one).bounding_box() for one in ("#evidence", "main"))
    assert evidence["x"] < main["x"]
