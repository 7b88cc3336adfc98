from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.dataset import load_dataset

TOPICS = {"ar": "كم طول الجسر؟", "th": "สะพานยาวเท่าไร"}


@pytest.fixture
def folder(lines: Any, tmp_path: Path) -> Path:
    for code, topic in TOPICS.items():
        base = f"m/miracl-v1.0-{code}"
        lines(f"{base}/topics/topics.miracl-v1.0-{code}-dev.tsv", f"3\t{topic}", f"4\t{topic} 4", f"5\t{topic} 5")
        lines(f"{base}/qrels/qrels.miracl-v1.0-{code}-dev.tsv", "3\tQ0\t7#1\t1", "3\tQ0\t7#2\t0", "4\tQ0\t7#2\t0")
    return tmp_path / "m"


def corpus(lines: Any, code: str) -> None:
    rows = ({"docid": f"7#{n}", "title": code, "text": f"{TOPICS[code]} {n}"} for n in range(3))
    lines(f"m/miracl-corpus-v1.0-{code}/docs-0.jsonl.gz", *rows)


def test_several_languages_are_told_apart(folder: Path, lines: Any) -> None:
    for code in TOPICS:
        corpus(lines, code)
    data = load_dataset(folder)
    assert [(q.id, dict(q.relevant), q.answerable) for q in data.questions] == [
        ("ar/3", {"ar/7#1": 1, "ar/7#2": 0}, True),
        ("ar/4", {"ar/7#2": 0}, False),
        ("th/3", {"th/7#1": 1, "th/7#2": 0}, True),
        ("th/4", {"th/7#2": 0}, False),
    ]
    assert {o.id: o.language for o in data.originals} == {f"{c}/7#{n}": c for c in TOPICS for n in range(3)}
    assert any("1 topics" in note for note in data.notes)
    alone = load_dataset(folder, language="th")
    assert [q.id for q in alone.questions] == ["3", "4"]
    inside = load_dataset(folder / "miracl-v1.0-th")
    assert [(q.id, q.relevant) for q in inside.questions] == [(q.id, q.relevant) for q in alone.questions]


def test_without_a_corpus_that_is_said_and_ids_are_kept(folder: Path) -> None:
    data = load_dataset(folder)
    assert data.originals == ()
    assert dict(data.questions[0].relevant) == {"ar/7#1": 1, "ar/7#2": 0}
    assert any("no corpus of th" in note for note in data.notes)


def test_bad_rows_and_missing_splits_are_named(folder: Path, lines: Any) -> None:
    corpus(lines, "th")
    lines("m/miracl-v1.0-th/qrels/qrels.miracl-v1.0-th-dev.tsv", "3\tQ0\t7#1\t1", "3\tQ0\t8#1\t1")
    with pytest.raises(LoadingError, match=r"th-dev\.tsv:2: no document has the id '8#1'"):
        load_dataset(folder, language="th")
    with pytest.raises(LoadingError, match="There are: ar dev, th dev"):
        load_dataset(folder, split="train")
