"""Asking: streamed answers, languages, what is said when the server cannot be reached."""

from __future__ import annotations

from typing import Any


def test_answer_comes_with_numbered_citations(chat: Any) -> None:
    answer = chat.ask("How many devices does the R-310 support?")
    assert "64" in answer.locator(".text").inner_text()
    cited = answer.locator(".cite").first
    assert cited.inner_text() == "1"
    assert cited.get_attribute("aria-label").startswith("Evidence 1: ")


def test_answer_is_streamed(chat: Any) -> None:
    kinds: list[str] = []
    chat.page.on("response", lambda got: kinds.append(got.headers.get("content-type", "")))
    chat.ask("How many devices does the R-310 support?")
    assert any(kind.startswith("text/event-stream") for kind in kinds)


def test_language_follows_the_question_in_the_middle_of_a_conversation(chat: Any) -> None:
    assert chat.ask("Wie viel wiegt der Heimspeicher B-5?").locator(".text").get_attribute("lang") == "de"
    hindi = chat.ask("कैमरा C-7 की बैटरी कितने घंटे चलती है?").locator(".text")
    assert (hindi.get_attribute("lang"), hindi.get_attribute("dir")) == ("hi", "ltr")
    arabic = chat.ask("كم مدة ضمان الشاحن S-20؟").locator(".text")
    assert (arabic.get_attribute("lang"), arabic.get_attribute("dir")) == ("ar", "rtl")


def test_follow_up_is_understood(chat: Any) -> None:
    chat.ask("How many devices does the router R-310 support?")
    sent = []
    chat.page.on("request", lambda request: sent.append(request.post_data_json) if request.post_data else None)
    chat.ask("And for how long do I hold its reset button?")
    assert sent[0]["conversation_id"]


def test_answer_language_can_be_chosen(chat: Any) -> None:
    sent = []
    chat.page.on("request", lambda request: sent.append(request.post_data_json) if request.post_data else None)
    chat.page.select_option("#answer-language", "ja")
    chat.ask("How many devices does the R-310 support?")
    assert sent[0]["answer_language"] == "ja"


def test_abstention_says_so(chat: Any) -> None:
    answer = chat.ask("What did Queen Zenobia eat for breakfast on the moon?")
    if answer.locator(".cite").count() == 0:
        assert answer.locator(".note").first.is_visible()


def test_server_that_cannot_be_reached_is_named_and_tried_again(chat: Any) -> None:
    chat.page.context.set_offline(True)
    answer = chat.ask("How many devices does the R-310 support?")
    assert (
        answer.locator(".warning").inner_text().endswith("The server cannot be reached. Your question is still here.")
    )
    chat.page.context.set_offline(False)
    answer.get_by_role("button", name="Try again").click()
    chat.page.wait_for_selector("article.answer .cite")
    assert chat.page.locator("article.asked").count() == 1


def test_answer_can_be_stopped(chat: Any) -> None:
    chat.page.fill("#question", "How many devices does the R-310 support?")
    chat.page.evaluate(
        "document.getElementById('composer').requestSubmit(); document.getElementById('composer').requestSubmit()"
    )
    chat.page.get_by_text("Stopped.").wait_for()
    assert chat.ask("How many devices does the R-310 support?").locator(".cite").count() >= 1


def test_new_conversation_begins_empty(chat: Any) -> None:
    chat.ask("How many devices does the R-310 support?")
    chat.page.get_by_role("button", name="New conversation").click()
    assert chat.page.locator("article").count() == 0
    assert chat.page.locator("#welcome").is_visible()


def test_enter_that_ends_an_input_method_does_not_send(chat: Any) -> None:
    chat.page.fill("#question", "打印机")
    chat.page.evaluate(
        "document.getElementById('question').dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, cancelable: true}))"
    )
    assert chat.page.locator("article").count() == 0
