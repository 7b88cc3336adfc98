"""What a click on a citation shows: the original with the quote marked, its counterpart, the proof."""

from __future__ import annotations

from typing import Any

import pytest

from polycite.pipeline import CrossLingualQA

QUESTIONS = {
    "ar": ("كم مدة ضمان الشاحن S-20؟", "ar/charger", "rtl"),
    "hi": ("कैमरा C-7 की बैटरी कितने घंटे चलती है?", "hi/camera", "ltr"),
    "th": ("โคมไฟ L-9 กันน้ำได้ลึกเท่าไร", "th/lamp", "ltr"),
    "zh": ("打印机P-40每分钟可以打印多少页？", "zh/printer", "ltr"),
}
ANSWERED_CITATION = """async (question) => {
  const response = await fetch('/v1/ask', {method: 'POST', headers: {'Content-Type': 'application/json'},
    body: JSON.stringify({question})});
  return (await response.json()).citations[0];
}"""


@pytest.mark.parametrize("language", QUESTIONS)
def test_cited_span_is_marked_in_the_original(language: str, chat: Any, qa: CrossLingualQA) -> None:
    question, document, direction = QUESTIONS[language]
    evidence = chat.open_evidence(chat.ask(question))
    citation = chat.page.evaluate(ANSWERED_CITATION, question)
    assert citation["original_id"] == document
    passage = evidence.locator(".passage").first
    assert (passage.get_attribute("lang"), passage.get_attribute("dir")) == (language, direction)
    assert "".join(passage.locator("mark").all_text_contents()) == citation["quote"]
    assert citation["quote"] == qa.original(document).text[citation["start"] : citation["end"]]
    # All of the passage is the document's, word elements and mark or not.
    assert passage.text_content() in qa.original(document).text
    assert evidence.locator(".proof.verified").is_visible()


def test_no_gloss_beside_what_the_asker_can_read(chat: Any) -> None:
    evidence = chat.open_evidence(chat.ask(QUESTIONS["hi"][0]))
    assert evidence.locator(".passage").count() == 1


def test_gloss_is_named_a_gloss_and_its_words_are_linked(chat: Any) -> None:
    evidence = chat.open_evidence(chat.ask("How many pages per minute does the P-40 printer print?"))
    assert "no translation" in evidence.locator("h3").nth(1).inner_text()
    original, gloss = evidence.locator(".passage").all()
    assert gloss.get_attribute("lang") == "en"
    original.locator("mark [data-word]").first.hover()
    assert original.locator(".lit").count() == 1
    assert gloss.locator(".lit").count() == 1
    number = original.locator(".lit").get_attribute("data-word")
    assert gloss.locator(".lit").get_attribute("data-word") == number
    assert "↔" in evidence.locator(".pair").inner_text()
    evidence.locator("h2").hover()
    assert evidence.locator(".lit").count() == 0


def test_keyboard_reaches_everything(chat: Any) -> None:
    page = chat.page
    answer = chat.ask("How many pages per minute does the P-40 printer print?")
    answer.locator(".cite").first.focus()
    page.keyboard.press("Enter")
    evidence = chat.evidence()
    assert page.evaluate("document.activeElement.tagName") == "H2"
    evidence.locator(".passage").first.focus()
    page.keyboard.press("ArrowRight")
    assert evidence.locator(".lit").count() == 2
    said = evidence.locator(".pair").inner_text()
    page.keyboard.press("ArrowRight")
    assert evidence.locator(".pair").inner_text() != said
    page.keyboard.press("Escape")
    assert evidence.is_hidden()
    assert page.evaluate("document.activeElement.className") == "cite"


def test_arrow_keys_go_from_citation_to_citation(chat: Any) -> None:
    first = chat.ask("How many pages per minute does the P-40 printer print?").locator(".cite").first
    second = chat.ask("How long is the warranty of the S-20 charger?").locator(".cite").first
    first.focus()
    chat.page.keyboard.press("ArrowRight")
    assert second.evaluate("one => one === document.activeElement")
    chat.page.keyboard.press("ArrowLeft")
    assert first.evaluate("one => one === document.activeElement")


def test_quote_is_copied_as_it_stands(chat: Any) -> None:
    chat.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    question, document, _ = QUESTIONS["ar"]
    evidence = chat.open_evidence(chat.ask(question))
    citation = chat.page.evaluate(ANSWERED_CITATION, question)
    evidence.get_by_role("button", name="Copy as quote").click()
    evidence.get_by_role("button", name="Copied").wait_for()
    copied = chat.page.evaluate("navigator.clipboard.readText()")
    assert f"“{citation['quote']}”" in copied
    assert f"{document} [{citation['start']}:{citation['end']}]" in copied


def test_link_leads_to_the_words(chat: Any, qa: CrossLingualQA) -> None:
    text = "The depot of Lower Fennick lends 23 tents to hikers."
    qa.index_texts([{"id": "en/depot", "text": text, "language": "en", "source": "https://fennick.example/depot"}])
    evidence = chat.open_evidence(chat.ask("How many tents does the depot of Lower Fennick lend?"))
    link = evidence.get_by_role("link")
    assert link.get_attribute("href").startswith("https://fennick.example/depot#:~:text=")
    assert "noopener" in link.get_attribute("rel")


def test_changed_document_is_not_shown_as_evidence(chat: Any, qa: CrossLingualQA) -> None:
    text = "The ferry to Skarholm leaves at 07:40 every morning."
    qa.index_texts([{"id": "en/ferry", "text": text, "language": "en"}])
    answer = chat.ask("When does the ferry to Skarholm leave?")
    qa.index_texts([{"id": "en/ferry", "text": "Departures! " + text.replace("07:40", "09:15"), "language": "en"}])
    evidence = chat.open_evidence(answer)
    assert evidence.locator(".proof.not_verified").is_visible()
    assert "has changed" in evidence.locator(".warning").inner_text()
