"""What a document says is text and nothing else; the page loads nothing from elsewhere."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from polycite.pipeline import CrossLingualQA

HOSTILE = (
    "The marmot station of Oberalp counted <img src=x onerror=\"document.title='taken'\"> 47 marmots. "
    "<script>document.title='taken'</script><b>Bold</b> \u202eright to left\u202c &amp; done."
)


def test_nothing_of_a_document_becomes_markup(chat: Any, qa: CrossLingualQA) -> None:
    qa.index_texts(
        [
            {
                "id": "en/<b>marmots</b>",
                "text": HOSTILE,
                "language": "en",
                "source": "javascript:document.title='taken'",
                "metadata": {"title": "<img src=x onerror=\"document.title='taken'\"> Marmots"},
            }
        ]
    )
    answer = chat.ask("How many marmots did the marmot station of Oberalp count?")
    evidence = chat.open_evidence(answer)
    page = chat.page
    assert page.title() == "polycite"
    assert page.locator("main :is(img, script, b, a), #evidence :is(img, script, b, a)").count() == 0
    assert "<img src=x" in evidence.locator(".passage").first.text_content()
    assert "\u202e" not in page.locator("body").text_content()


def test_policy_forbids_what_is_not_ours(address: str) -> None:
    policy = httpx.get(address).headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy


@pytest.mark.parametrize(
    "way",
    [
        "document.body.innerHTML = '<b>x</b>'",
        "document.body.setAttribute('onclick', 'window.ran = true')",
        "document.createElement('script').text = 'window.ran = true'",
        "new DOMParser().parseFromString('<b>x</b>', 'text/html')",
    ],
)
def test_browser_refuses_every_way_from_text_to_markup(way: str, chat: Any) -> None:
    assert chat.page.evaluate(f"() => {{ try {{ {way} }} catch {{ return true }} }}")
    chat.complaints.clear()  # they were provoked


def test_files_outside_the_page_cannot_be_asked_for(address: str) -> None:
    for path in ("../page.py", "..%2fsettings.py", "%2e%2e/routes/page.py", "/etc/passwd", "strings/../../state.py"):
        assert httpx.get(f"{address}/assets/{path}").status_code == 404


def test_assets_are_checked_again_but_not_sent_twice(address: str) -> None:
    first = httpx.get(f"{address}/assets/main.js")
    assert first.headers["content-type"].startswith("text/javascript")
    again = httpx.get(f"{address}/assets/main.js", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
