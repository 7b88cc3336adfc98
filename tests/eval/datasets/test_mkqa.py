from __future__ import annotations

from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.dataset import load_dataset

ROW: dict[str, Any] = {
    "example_id": 56,
    "query": "how long is the bridge",
    "queries": {
        "th": "สะพานยาวเท่าไร",
        "zh_hk": "座橋有幾長",
        "zh_tw": "這座橋有多長",
        "hi": "पुल कितना लंबा है",
        "ar": "كم طول الجسر",
    },
    "answers": {
        "th": [{"type": "number_with_unit", "text": "30 เมตร", "aliases": ["30 ม.", "30 เมตร"]}],
        "zh_hk": [{"type": "number_with_unit", "text": "30米", "entity": "Q1"}],
        "zh_tw": [{"type": 5, "text": "30公尺", "aliases": None}],
        "hi": [{"type": "unanswerable", "text": None}],
        "ar": [{"type": "long_answer", "text": None}],
    },
}


def test_every_language_is_a_question_and_none_is_lost(lines: Any) -> None:
    data = load_dataset(lines("mkqa.jsonl.gz", ROW))
    assert [(q.id, q.language, [t.text for t in q.texts], q.kinds) for q in data.questions] == [
        ("th/56", "th", ["30 เมตร", "30 ม."], ()),
        ("zh_hk/56", "zh-hant", ["30米"], ()),
        ("zh_tw/56", "zh-hant", ["30公尺"], ()),
        ("hi/56", "hi", [], ("unanswerable",)),
        ("ar/56", "ar", [], ("unanswerable",)),
    ]
    assert data.questions[2].slices == {"answer type": "number_with_unit"}
    assert [q.id for q in load_dataset(lines("mkqa.jsonl", ROW), language="zh-TW").questions] == [
        "zh_hk/56",
        "zh_tw/56",
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"queries": {"xx": "?"}}, "language 'xx' is unknown"),
        ({"queries": {"ja": "?"}}, "'answers' has none for 'ja'"),
        ({"queries": {"th": ""}}, "'th' is empty"),
        ({"answers": {**ROW["answers"], "th": [{"type": "poem", "text": "x"}]}}, "type is 'poem'"),
        ({"answers": {**ROW["answers"], "th": [{"type": "entity", "text": None}]}}, "'text' is None"),
        ({"answers": {**ROW["answers"], "th": ["x"]}}, "is no object"),
        ({"answers": {**ROW["answers"], "th": [{"type": "date", "text": "x", "aliases": [1]}]}}, "'aliases'"),
        ({"example_id": 56}, "the id 'th/56' again, first in line 1"),
    ],
)
def test_a_bad_row_is_named_by_its_line(change: dict[str, Any], said: str, lines: Any) -> None:
    with pytest.raises(LoadingError) as raised:
        load_dataset(lines("mkqa.jsonl", ROW, {**ROW, "example_id": 57, **change}))
    assert "mkqa.jsonl:2:" in str(raised.value)
    assert said in str(raised.value)
