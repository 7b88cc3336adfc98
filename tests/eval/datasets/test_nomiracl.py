from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.dataset import load_dataset


@pytest.fixture
def folder(lines: Any, tmp_path: Path) -> Path:
    for name, text in (("thai", "สะพานยาวเท่าไร"), ("hindi", "पुल कितना लंबा है")):
        for split in ("dev", "test"):
            lines(f"n/data/{name}/topics/{split}.relevant.tsv", f"1\t{text}")
            lines(f"n/data/{name}/qrels/{split}.relevant.tsv", "1\tQ0\t5#0\t1", "1\tQ0\t5#1\t0")
            lines(f"n/data/{name}/topics/{split}.non_relevant.tsv", f"2\t{text}")
            lines(f"n/data/{name}/qrels/{split}.non_relevant.tsv", "2\tQ0\t5#1\t0")
        doc = {"docid": "5#0", "title": name, "text": text}
        lines(f"n/data/{name}/corpus.jsonl.gz", doc, {**doc, "docid": "5#1"}, doc)
    return tmp_path / "n"


def test_the_subset_without_a_relevant_document_is_unanswerable(folder: Path) -> None:
    data = load_dataset(folder)
    assert [(q.id, q.language, q.answerable, q.slices["subset"]) for q in data.questions] == [
        ("hi/1", "hi", True, "relevant"),
        ("hi/2", "hi", False, "non_relevant"),
        ("th/1", "th", True, "relevant"),
        ("th/2", "th", False, "non_relevant"),
    ]
    assert dict(data.questions[2].relevant) == {"th/5#0": 1, "th/5#1": 0}
    assert any("1 documents of the th corpus are there twice" in note for note in data.notes)
    assert [q.id for q in load_dataset(folder / "data" / "thai", split="dev").questions] == ["1", "2"]


def test_a_topic_in_the_wrong_subset_is_named(folder: Path, lines: Any) -> None:
    lines("n/data/thai/qrels/test.non_relevant.tsv", "2\tQ0\t5#1\t1")
    with pytest.raises(LoadingError, match=r"test\.non_relevant\.tsv:1: '2' is judged the other way"):
        load_dataset(folder)
    lines("n/data/thai/qrels/test.non_relevant.tsv", "1\tQ0\t5#1\t0")
    lines("n/data/thai/topics/test.non_relevant.tsv", "1\tสะพาน")
    with pytest.raises(LoadingError, match="the id '1' is in both subsets"):
        load_dataset(folder, language="th")


def test_a_missing_language_or_split_is_said(folder: Path) -> None:
    with pytest.raises(LoadingError, match="Its folders: hindi, thai"):
        load_dataset(folder, language="ja")
    with pytest.raises(LoadingError, match="Its splits: dev, test"):
        load_dataset(folder, split="train")
