from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.dataset import load_dataset

CORPUS = (
    {"_id": "d1", "title": "สะพาน", "text": "สะพานนี้ยาวสามสิบเมตรและเปิดในปีที่แล้ว", "metadata": {}},
    {"_id": "d2", "title": "", "text": "แม่น้ำสายนี้ยาวมากและไหลผ่านหลายประเทศ"},
    {"_id": "d3", "title": "ชื่อเท่านั้น", "text": ""},
)
QUERIES = (
    {"_id": "q1", "text": "यह पुल कितना लंबा है?"},
    {"_id": "q2", "text": "यह नदी कितनी लंबी है?"},
    {"_id": "q3", "text": "यह किसने बनाया है?"},
)


@pytest.fixture
def folder(lines: Any, tmp_path: Path) -> Path:
    lines("set/corpus.jsonl", *CORPUS)
    lines("set/queries.jsonl.gz", *QUERIES)
    lines("set/qrels/test.tsv", "query-id\tcorpus-id\tscore", "q1\td1\t2", "q1\td2\t0", "q1\td3\t1", "q2\td1\t-1")
    return tmp_path / "set"


def test_graded_judgements_become_questions(folder: Path) -> None:
    data = load_dataset(folder)
    assert [(q.id, dict(q.relevant), q.language, q.kinds) for q in data.questions] == [
        ("q1", {"d1": 2, "d2": 0, "d3": 1}, "hi", ("cross-language",)),
        ("q2", {"d1": 0}, "hi", ("unanswerable",)),
    ]
    assert [(o.id, o.language, o.text) for o in data.originals][2] == ("d3", "th", "ชื่อเท่านั้น")
    assert data.originals[0].metadata == {"title": "สะพาน"}
    notes = " ".join(data.notes)
    assert "identified as hi" in notes
    assert "identified as th" in notes
    assert "1 queries are not judged" in notes


def test_the_split_is_chosen(folder: Path, lines: Any) -> None:
    lines("set/qrels/train.tsv", "q3 0 d2 1")
    assert [q.id for q in load_dataset(folder).questions] == ["q1", "q2"]
    [question] = load_dataset(folder, split="train").questions
    assert (question.id, question.split) == ("q3", "fit")
    with pytest.raises(LoadingError, match=r"no judgements of the split 'dev'.* Its splits: test, train"):
        load_dataset(folder, split="validation")


def test_stated_languages_are_taken(folder: Path, lines: Any) -> None:
    lines("set/corpus.jsonl", *({**row, "language": "th"} for row in CORPUS), CORPUS[0] | {"language": "th"})
    lines("set/queries.jsonl.gz", *({**row, "language": "zh_TW"} for row in QUERIES))
    data = load_dataset(folder)
    assert data.languages == ("zh-hant",)
    assert "1 documents of the corpus are there twice" in data.notes[0]


def test_every_bad_row_is_named(folder: Path, lines: Any) -> None:
    table = ["q1\td1\t1", "q1\td1\t2", "q9\td1\t1", "q1\td9\t1", "q1\td2\tNaN", "q1\td2\t0.5", "q1\td2", "q2\td2\t1"]
    lines("set/qrels/test.tsv", *table)
    with pytest.raises(LoadingError) as raised:
        load_dataset(folder)
    assert re.findall(r"test\.tsv:(\d+)", str(raised.value)) == ["5", "6", "7"]
    lines("set/qrels/test.tsv", *table[:4])
    with pytest.raises(LoadingError) as raised:
        load_dataset(folder)
    assert re.findall(r"test\.tsv:(\d+): (.*?)\.", str(raised.value)) == [
        ("2", "'q1' and 'd1' are judged again, first in line 1"),
        ("3", "no query has the id 'q9'"),
        ("4", "no document has the id 'd9'"),
    ]
    lines(
        "set/corpus.jsonl",
        *CORPUS,
        CORPUS[0] | {"text": "คนละอย่าง"},
        {"_id": "d5"},
        {"_id": "d6", "text": " "},
        '{"_id',
    )
    lines("set/queries.jsonl.gz", *QUERIES, QUERIES[0], {"_id": "q5", "text": "?", "language": "xx"})
    with pytest.raises(LoadingError) as raised:
        load_dataset(folder)
    assert sorted(re.findall(r"corpus\.jsonl:(\d+): ", str(raised.value))) == ["4", "5", "6", "7"]
    assert sorted(re.findall(r"queries\.jsonl\.gz:(\d+): ", str(raised.value))) == ["4", "5"]


def test_what_is_missing_is_said(folder: Path) -> None:
    (folder / "corpus.jsonl").unlink()
    with pytest.raises(LoadingError, match=r"holds no corpus\.jsonl"):
        load_dataset(folder, "beir")
    (folder / "qrels" / "test.tsv").unlink()
    with pytest.raises(LoadingError, match=r"BEIR has qrels/test\.tsv"):
        load_dataset(folder, "beir")
