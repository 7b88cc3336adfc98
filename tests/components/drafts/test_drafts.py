"""Drafts as models write them, taken apart and put together."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.drafts.drafts import LONGEST_DRAFT, DraftSentence, assemble, declines, parse


def read(draft: str, language: str = "en") -> list[tuple[str, tuple[int, ...]]]:
    return [(sentence.text, sentence.numbers) for sentence in parse(draft, language)]


@pytest.mark.parametrize(
    ("language", "draft", "sentences"),
    [
        ("en", "It lasts 10 h [1]. It is red.[2] No.", [("It lasts 10 h.", (1,)), ("It is red.", (2,)), ("No.", ())]),
        ("en", "It is approx. [1] 5 kg [2][3].", [("It is approx. 5 kg.", (1, 2, 3))]),
        ("en", "[1] It lasts 10 h. [2] It is red.", [("It lasts 10 h.", (1,)), ("It is red.", (2,))]),
        ("en", "It lasts 10 h.[1]It is red.[2]", [("It lasts 10 h.", (1,)), ("It is red.", (2,))]),
        ("en", "It lasts [1] 10 h [2].\n[3]", [("It lasts 10 h.", (1, 2, 3))]),
        ("en", "1. **Ten** hours [1].\n2. # red [2]", [("Ten hours.", (1,)), ("# red", (2,))]),
        ("en", "- Ten hours [1]\n* Red [2]", [("Ten hours", (1,)), ("Red", (2,))]),
        ("de", "2. Mai ist Schluss [1].", [("2. Mai ist Schluss.", (1,))]),
        ("zh", "续航十小时[1]。它是红色。【2】", [("续航十小时。", (1,)), ("它是红色。", (2,))]),
        ("zh", "电池[1]续航十小时。", [("电池续航十小时。", (1,))]),
        ("ja", "10時間持ちます[1]。赤です。[2]", [("10時間持ちます。", (1,)), ("赤です。", (2,))]),
        ("th", "ใช้ได้สิบชั่วโมง [1] หนักสองกิโลกรัม [2]", [("ใช้ได้สิบชั่วโมง", (1,)), ("หนักสองกิโลกรัม", (2,))]),
        ("ar", "تدوم ١٠ ساعات [١]. لونها أحمر [٢].", [("تدوم ١٠ ساعات.", (1,)), ("لونها أحمر.", (2,))]),
        ("hi", "यह दस घंटे चलता है [१]। यह लाल है।[२]", [("यह दस घंटे चलता है।", (1,)), ("यह लाल है।", (2,))]),
        ("en", "<think>[9] hm</think>\nRed [1].", [("Red.", (1,))]),
        ("en", "Re\u202ed [1].\u200b", [("Red.", (1,))]),
        ("en", "[1]", []),
        ("en", "", []),
        ("en", "```\n---\n", []),
    ],
)  # fmt: skip
def test_sentences_and_their_numbers(language: str, draft: str, sentences: list[tuple[str, tuple[int, ...]]]) -> None:
    assert read(draft, language) == sentences


def test_the_last_sentence_of_a_draft_that_was_cut_is_left_out() -> None:
    cut = "It lasts 10 h [1]. It must not be [2] charged"
    assert [sentence.text for sentence in parse(cut, "en", complete=False)] == ["It lasts 10 h."]
    endless = parse("It is red [1]. " * LONGEST_DRAFT, "en")
    assert 0 < sum(len(sentence.text) for sentence in endless) < LONGEST_DRAFT


@pytest.mark.parametrize(
    ("draft", "said"), [("NO EVIDENCE", True), ("**No evidence.**", True), ("No evidence of X.", False)]
)
def test_only_the_bare_words_decline(draft: str, said: bool) -> None:
    assert declines(draft) is said


def test_an_answer_keeps_lines_and_needs_no_space_behind_a_full_width_stop() -> None:
    kept = [
        DraftSentence("一。", (1,), True),
        DraftSentence("二。", (1,)),
        DraftSentence("Three.", (1,), True),
        DraftSentence("Four.", (1,)),
    ]
    text, spans = assemble(kept)
    assert text == "一。二。\nThree. Four."
    assert [span.of(text) for span in spans] == [sentence.text for sentence in kept]


PIECES = st.sampled_from(
    [
        "[1]",
        "[2, 3]",
        "【1】",
        "¹",
        "It lasts 10 h",
        "续航十小时",
        "ใช้ได้สิบชั่วโมง",
        "تدوم",
        "。",
        ".",
        "?",
        " ",
        "\n",
        "- ",
        "1. ",
        "**",
        "👍🏽",
        "é",
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(st.characters(exclude_categories=["Cs", "Cn"]), max_size=80), st.lists(PIECES, max_size=25).map("".join)
    ),
    st.sampled_from(["en", "zh", "th", None]),
)
def test_the_answer_is_made_of_exactly_the_sentences(draft: str, language: str | None) -> None:
    found = parse(draft, language)
    text, spans = assemble(found)
    assert [span.of(text) for span in spans] == [sentence.text for sentence in found]
    for one, two in pairwise(spans):
        assert one.end <= two.start
        assert not text[one.end : two.start].strip()
    for sentence in found:
        assert sentence.text == sentence.text.strip()
        assert any(character.isalnum() for character in sentence.text)
