"""How a data set is found, told and cut down."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError, SettingsError
from polycite.eval.datasets.dataset import load_dataset
from polycite.eval.datasets.formats import FORMATS, guess_format

TEXT = "สะพานนี้ยาว 30 เมตร ครับ"
OWN = {
    "id": "q1", "question": "यह पुल कितना लंबा है?", "language": "hi",
    "answers": [{"original_id": "th/a", "start": 12, "end": 19, "text": "30 เมตร", "language": "th"}],
}  # fmt: skip
SQUAD = {"id": "s1", "question": "?", "context": TEXT, "answers": [{"text": "30 เมตร", "answer_start": 12}]}


@pytest.mark.parametrize(
    ("row", "form"),
    [
        (OWN, "polycite"),
        (SQUAD, "squad"),
        ({**SQUAD, "id": "thai-1-0"}, "tydiqa"),
        ({"example_id": 1, "queries": {}, "answers": {}}, "mkqa"),
        ({"flores_passage": "x", "mc_answer1": "x", "question": "?"}, "belebele"),
        ({"data": [{"paragraphs": [{"qas": [{"id": "x"}]}]}]}, "squad"),
        ({"data": [{"paragraphs": [{"qas": [{"id": "arabic-1"}]}]}]}, "tydiqa"),
        ({"data": [{"docs": [], "output": "x"}]}, "alce"),
    ],
)
def test_the_first_row_tells_the_format(row: Any, form: str, lines: Any) -> None:
    assert guess_format(lines("data.jsonl", row)) == form
    if "data" not in row:
        assert guess_format(lines("data.jsonl", '{"half', row)) == form
    assert form in FORMATS


def test_what_cannot_be_told_is_said_with_what_was_found(lines: Any) -> None:
    with pytest.raises(LoadingError, match=r"fields 'a', 'b'\. Name the format, one of: polycite, squad"):
        load_dataset(lines("x.jsonl", {"a": 1, "b": 2}))
    with pytest.raises(LoadingError, match=r"x\.jsonl:1: no valid JSON"):
        load_dataset(lines("x.jsonl", '{"half'))
    with pytest.raises(LoadingError, match="it holds no row"):
        load_dataset(lines("x.jsonl"))
    with pytest.raises(SettingsError, match=r"no format 'sqad'\. Use one of: polycite, squad"):
        load_dataset(lines("x.jsonl", SQUAD), "sqad")
    with pytest.raises(SettingsError, match="'xx' is unknown"):
        load_dataset(lines("x.jsonl", SQUAD), language="xx")


def test_our_own_format_with_its_originals(lines: Any, tmp_path: Path) -> None:
    originals = lines("originals.jsonl", {"id": "th/a", "text": TEXT, "language": "th"})
    questions = lines("questions.jsonl", OWN)
    assert load_dataset(questions).originals == ()
    data = load_dataset(questions, originals=originals)
    assert [original.id for original in data.originals] == ["th/a"]
    assert load_dataset(tmp_path).questions == data.questions
    assert [original.id for original in load_dataset(tmp_path).originals] == ["th/a"]
    off = [{**OWN["answers"][0], "start": 13, "end": 20}]  # type: ignore[index]
    lines("questions.jsonl", OWN, {**OWN, "id": "q2", "answers": off}, {**OWN, "id": "q3", "language": "xx"})
    with pytest.raises(LoadingError) as raised:
        load_dataset(questions, originals=originals)
    assert "questions.jsonl:2: q2: [13, 20) of 'th/a' reads" in str(raised.value)
    assert "It stands at [12, 19)." in str(raised.value)
    assert "questions.jsonl:3:" in str(raised.value)


def test_what_answers_say_of_a_language_is_surer_than_what_is_identified(lines: Any) -> None:
    """A table of numbers looks like any language."""
    table = lines("o.jsonl", {"id": "t", "text": "Router R-310: 12 V, 10 s"}, {"id": "u", "text": "यह पुल बहुत लंबा है"})
    span = {"original_id": "t", "start": 14, "end": 18, "text": "12 V", "language": "nl"}
    data = load_dataset(lines("q.jsonl", {**OWN, "answers": [span]}), originals=table)
    assert [(original.id, original.language) for original in data.originals] == [("t", "nl"), ("u", "hi")]


def test_originals_of_other_text_are_refused(lines: Any) -> None:
    path = lines("th.jsonl", {**SQUAD, "context_id": "c"})
    other = lines("o.jsonl", {"id": "c", "text": TEXT + ".", "language": "th"})
    with pytest.raises(LoadingError, match="another text for the original 'c'"):
        load_dataset(path, originals=other)
    more = lines("o.jsonl", {"id": "d", "text": TEXT, "language": "th"})
    assert [original.id for original in load_dataset(path, originals=more).originals] == ["c", "d"]


def test_a_limit_is_an_even_sample_of_each_language(lines: Any, tmp_path: Path) -> None:
    for code in ("th", "hi"):
        lines(f"p/{code}.jsonl", *({**SQUAD, "id": f"q{n}"} for n in range(10)))
    data = load_dataset(tmp_path / "p", limit=4)
    assert [q.id for q in data.questions] == [f"{code}/q{n}" for code in ("hi", "th") for n in (0, 2, 5, 7)]
    assert data.questions == load_dataset(tmp_path / "p", limit=4).questions
    assert len(load_dataset(tmp_path / "p", limit=99, language="th").questions) == 10
    with pytest.raises(LoadingError, match=r"no question in 'ja'\. Its languages: hi, th"):
        load_dataset(tmp_path / "p", language="ja")
    with pytest.raises(SettingsError, match="limit of 0"):
        load_dataset(tmp_path / "p", limit=0)


def test_splits_are_never_mixed_unasked(lines: Any, tmp_path: Path) -> None:
    lines("s/train.th.jsonl", {**SQUAD, "id": "a"})
    lines("s/dev.th.jsonl", {**SQUAD, "id": "b"})
    with pytest.raises(LoadingError, match="the splits dev, train"):
        load_dataset(tmp_path / "s")
    assert [(q.id, q.split) for q in load_dataset(tmp_path / "s", split="train").questions] == [("a", "fit")]
    assert [(q.id, q.split) for q in load_dataset(tmp_path / "s", split="validation").questions] == [("b", "test")]
    with pytest.raises(LoadingError, match="of the split 'test'"):
        load_dataset(tmp_path / "s", split="test")


def test_parquet_as_the_hub_holds_it(tmp_path: Path) -> None:
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq

    folder = tmp_path / "xquad.th"
    folder.mkdir()
    answers = {"text": ["30 เมตร"], "answer_start": [12]}
    rows = [{**SQUAD, "id": f"q{n}", "answers": answers} for n in range(2)]
    pq.write_table(pa.Table.from_pylist(rows), folder / "validation-00000-of-00001.parquet")
    data = load_dataset(tmp_path)
    assert [(q.id, q.language, q.answers[0].text) for q in data.questions] == [
        ("q0", "th", "30 เมตร"), ("q1", "th", "30 เมตร"),
    ]  # fmt: skip
    rows[1]["answers"] = {"text": ["30 เมตร"], "answer_start": [13]}
    pq.write_table(pa.Table.from_pylist(rows), folder / "validation-00000-of-00001.parquet")
    with pytest.raises(LoadingError, match=r"00001\.parquet:2: at 13"):
        load_dataset(tmp_path)
    (folder / "validation-00000-of-00001.parquet").write_bytes(b"no parquet")
    with pytest.raises(LoadingError, match="cannot be read"):
        load_dataset(tmp_path)


def test_a_path_that_is_not_there_is_no_name(tmp_path: Path) -> None:
    for path in (tmp_path / "none", "none/questions.jsonl", "none"):
        with pytest.raises(LoadingError, match="does not exist"):
            load_dataset(path)
