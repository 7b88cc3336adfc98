from __future__ import annotations

from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.dataset import load_dataset

ROW = {"id": "x1", "question": "পদ্মা নদী কত লম্বা?", "lang": "bn", "answers": ["120 km", "120 km", "120 kilometres"]}


def test_the_task_says_the_language_of_the_answers(lines: Any) -> None:
    none = {"id": "x2", "question": "كم طول الجسر؟", "lang": "ar", "answers": []}
    for name, form, language in (
        ("xor_dev_retrieve_eng_span_v1_1.jsonl", None, "en"),
        ("xor_dev_full_v1_1.jsonl", None, "bn"),
        ("mine.jsonl", "xor-full", "bn"),
    ):
        data = load_dataset(lines(name, ROW, none), form)
        assert [(text.text, text.language) for text in data.questions[0].texts] == [
            ("120 km", language), ("120 kilometres", language),
        ]  # fmt: skip
        assert (data.questions[1].answerable, data.questions[1].kinds) == (False, ("unanswerable",))
    assert load_dataset(lines("xor_train_full.jsonl", ROW)).questions[0].split == "fit"
    with pytest.raises(LoadingError, match="xor-retrieve"):
        load_dataset(lines("mine.jsonl", ROW))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"lang": "xx"}, "language 'xx' is unknown"),
        ({"answers": ["a", ""]}, "'answers' is"),
        ({"answers": "a"}, "'answers' is 'a'"),
        ({"question": None}, "'question' is None"),
        ({"id": "x1"}, "the id 'x1' again, first in line 1"),
    ],
)
def test_a_bad_row_is_named_by_its_line(change: dict[str, Any], said: str, lines: Any) -> None:
    with pytest.raises(LoadingError) as raised:
        load_dataset(lines("full.jsonl", ROW, {**ROW, "id": "x2", **change}))
    assert "full.jsonl:2:" in str(raised.value)
    assert said in str(raised.value)
