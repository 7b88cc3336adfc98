from __future__ import annotations

from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.dataset import load_dataset

PASSAGES = {"arabic": "يبلغ طول الجسر 30 مترا", "thai": "สะพานนี้ยาว 30 เมตร"}
ANSWERS = {"arabic": "30 مترا", "thai": "30 เมตร"}


def article(name: str, number: int, start: int | None = None) -> dict[str, Any]:
    place = PASSAGES[name].index(ANSWERS[name]) if start is None else start
    answers = [{"text": ANSWERS[name], "answer_start": place}]
    asked = {"id": f"{name}-{number}-0", "question": f"{number}؟", "answers": answers}
    return {"title": "Bridge", "paragraphs": [{"context": PASSAGES[name], "qas": [asked]}]}


def test_the_id_says_the_language_and_equal_passages_are_one_original(document: Any) -> None:
    path = document("dev.json", {"data": [article("arabic", 1), article("thai", 2), article("thai", 3)]})
    data = load_dataset(path)
    assert [(question.id, question.language) for question in data.questions] == [
        ("arabic-1-0", "ar"), ("thai-2-0", "th"), ("thai-3-0", "th"),
    ]  # fmt: skip
    assert [(original.id, original.language) for original in data.originals] == [("Bridge/0", "ar"), ("Bridge/1", "th")]
    assert [question.answers[0].original_id for question in data.questions] == ["Bridge/0", "Bridge/1", "Bridge/1"]
    assert [question.id for question in load_dataset(path, language="ar").questions] == ["arabic-1-0"]


def test_offsets_in_bytes_are_recognised(document: Any) -> None:
    start = len(PASSAGES["thai"][: PASSAGES["thai"].index("30")].encode())
    with pytest.raises(LoadingError, match=r"data\[0\].*counts bytes of UTF-8; in characters it is 12\."):
        load_dataset(document("dev.json", {"data": [article("thai", 1, start)]}))


def test_an_id_without_a_language_is_named(document: Any) -> None:
    value = {"data": [article("thai", 1), article("thai", 2)]}
    value["data"][1]["paragraphs"][0]["qas"][0]["id"] = "klingon-2"  # type: ignore[index]
    with pytest.raises(LoadingError, match=r"data\[1\].*'klingon-2' does not begin with a language"):
        load_dataset(document("dev.json", value))
