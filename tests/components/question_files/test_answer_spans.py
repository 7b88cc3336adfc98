"""Offsets of answers: those that hold are taken, those that do not are explained and never moved."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from polycite.components.evidence import Original, Span
from polycite.components.question_files.answer_spans import answers_of, check_document_span, context_span
from polycite.components.question_files.rows import RowError

# Astral characters, combining marks, joiners, right-to-left and scripts without spaces.
TEXT = st.text(st.sampled_from("aé b़ि👍🏽👩\u200d🚀𝔸ก่้ไทยहिन्दी中文العربيةe\u0301\u0308 "), min_size=1, max_size=30)


@given(TEXT, st.data())
def test_a_span_holds_the_very_characters(context: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(context) - 1))
    end = data.draw(st.integers(start + 1, len(context)))
    assume(context[start:end].strip())
    assert context_span(context, {"text": context[start:end], "answer_start": start}) == Span(start, end)


@given(TEXT, st.data())
def test_an_offset_that_does_not_hold_is_refused_with_a_place_that_does(context: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(context) - 1))
    text = context[start : data.draw(st.integers(start + 1, len(context)))]
    wrong = data.draw(st.integers(-3, len(context) + 3))
    assume(text.strip() and (wrong < 0 or context[wrong : wrong + len(text)] != text))
    with pytest.raises(RowError) as raised:
        context_span(context, {"text": text, "answer_start": wrong})
    said = int(raised.value.mend.rstrip(".").rsplit(" ", 1)[-1])
    assert context[said : said + len(text)] == text


@pytest.mark.parametrize(
    ("context", "answer", "said"),
    [
        ("पुल 30 मीटर लंबा", {"text": "30 मीटर", "answer_start": 5}, "It stands at 4."),
        ("ยาว 30 ม. กว้าง 30 ม.", {"text": "30 ม.", "answer_start": 15}, "It stands at 16."),
        ("桥长30米", {"text": "40米", "answer_start": 2}, "The text does not occur in the context."),
        ("الجسر طوله 30 م", {"text": "30 م", "answer_start": 20}, "counts bytes of UTF-8; in characters it is 11."),
        ("🚀🚀 ยาว 30 ม.", {"text": "30 ม.", "answer_start": 9}, "counts UTF-16 units; in characters it is 7."),
    ],
)
def test_the_mend_says_where_the_text_really_stands(context: str, answer: dict[str, Any], said: str) -> None:
    with pytest.raises(RowError) as raised:
        context_span(context, answer)
    assert said in raised.value.mend


def test_answers_come_as_a_list_or_as_hugging_face_writes_them() -> None:
    listed = [{"text": "a", "answer_start": 0}, {"text": "b", "answer_start": 4}]
    assert answers_of({"answers": listed}) == listed
    assert answers_of({"answers": {"text": ["a", "b"], "answer_start": [0, 4]}}) == listed
    assert answers_of({"answers": {"text": [], "answer_start": []}}) == []
    with pytest.raises(RowError, match="2 texts and 1 offsets"):
        answers_of({"answers": {"text": ["a", "b"], "answer_start": [0]}})
    with pytest.raises(RowError, match="missing"):
        answers_of({})


def test_a_field_that_says_whether_there_are_answers_must_be_right() -> None:
    answers = [{"text": "a", "answer_start": 0}]
    assert answers_of({"is_impossible": True}) == answers_of({"answerable": False, "answers": []}, "answerable") == []
    assert answers_of({"is_impossible": False, "answers": answers}) == answers
    with pytest.raises(RowError, match="'is_impossible' is true, and there are 1 answers"):
        answers_of({"is_impossible": True, "answers": answers})
    with pytest.raises(RowError, match="'answerable' is true, and there are 0 answers"):
        answers_of({"answerable": True, "answers": []}, "answerable")


@given(TEXT, st.integers(-2, 32), st.integers(-2, 32), TEXT)
def test_a_span_of_a_document_holds_or_is_refused(text: str, start: int, end: int, quote: str) -> None:
    original = Original("o.md", text)
    check_document_span(original, 0, len(text), text)
    holds = 0 <= start < end <= len(text) and text[start:end] == quote
    with nullcontext() if holds else pytest.raises(RowError, match=r"o\.md"):
        check_document_span(original, start, end, quote)
