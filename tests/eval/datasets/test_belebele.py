from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.belebele import flores_language
from polycite.eval.datasets.dataset import load_dataset


def row(dialect: str, passage: str, number: int = 1, **values: Any) -> dict[str, Any]:
    choices = {f"mc_answer{n}": f"{dialect} {n}" for n in range(1, 5)}
    return {
        "link": "https://example.org/a", "question_number": number, "flores_passage": passage,
        "question": f"{passage}?", **choices, "correct_answer_num": "3", "dialect": dialect, **values,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("dialect", "code"),
    [
        ("acm_Arab", "acm"), ("arb_Arab", "ar"), ("arb_Latn", "ar-latn"), ("hin_Deva", "hi"), ("hin_Latn", "hi-latn"),
        ("zho_Hans", "zh"), ("zho_Hant", "zh-hant"), ("tha_Thai", "th"), ("npi_Deva", "ne"), ("swh_Latn", "sw"),
        ("kea_Latn", "kea"), ("eng_Latn", "en"), ("azj_Latn", "az"), ("pes_Arab", "fa"), ("nob_Latn", "nb"),
    ],
)  # fmt: skip
def test_codes_of_flores_become_bcp_47(dialect: str, code: str) -> None:
    assert flores_language(dialect) == code


def test_passages_are_parallel_and_each_is_kept_once(lines: Any, tmp_path: Path) -> None:
    lines("b/tha_Thai.jsonl", row("tha_Thai", "สะพานยาว"), row("tha_Thai", "สะพานยาว", 2), row("tha_Thai", "แม่น้ำ"))
    lines("b/acm_Arab.jsonl", row("acm_Arab", "الجسر طويل", correct_answer_num=1))
    data = load_dataset(tmp_path / "b")
    link = "https://example.org/a"
    assert [(q.id, q.language, dict(q.relevant), q.texts[0].text) for q in data.questions] == [
        (f"acm_Arab/{link}/0/1", "acm", {f"acm_Arab/{link}/0": 1}, "acm_Arab 1"),
        (f"tha_Thai/{link}/0/1", "th", {f"tha_Thai/{link}/0": 1}, "tha_Thai 3"),
        (f"tha_Thai/{link}/0/2", "th", {f"tha_Thai/{link}/0": 1}, "tha_Thai 3"),
        (f"tha_Thai/{link}/1/1", "th", {f"tha_Thai/{link}/1": 1}, "tha_Thai 3"),
    ]
    assert [original.text for original in data.originals] == ["الجسر طويل", "สะพานยาว", "แม่น้ำ"]
    assert load_dataset(tmp_path / "b", language="th").languages == ("th",)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"correct_answer_num": "5"}, "'correct_answer_num' is '5'"),
        ({"dialect": "xxx_Yyyy"}, "'xxx_Yyyy' is unknown"),
        ({"dialect": "th"}, "'th' is unknown"),
        ({"mc_answer3": ""}, "'mc_answer3' is empty"),
        ({"question_number": 1}, "again"),
    ],
)
def test_a_bad_row_is_named_by_its_line(values: dict[str, Any], said: str, lines: Any) -> None:
    with pytest.raises(LoadingError) as raised:
        load_dataset(lines("b.jsonl", row("tha_Thai", "สะพาน"), row("tha_Thai", "สะพาน", 2) | values))
    assert "b.jsonl:2:" in str(raised.value)
    assert said in str(raised.value)
