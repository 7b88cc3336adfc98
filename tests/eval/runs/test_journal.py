from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.errors import LoadingError
from polycite.eval.predictions.prediction_parts import Cited, Place
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.runs.journal import Journal

TEXT = st.text(min_size=1).filter(str.strip)


def write(path: Path, *predictions: Prediction) -> None:
    with Journal.read(path) as journal:
        for prediction in predictions:
            journal.finish("s", "d", prediction)


@settings(deadline=None, max_examples=50)
@given(answer=TEXT, start=st.integers(0, 10**6), quote=TEXT, confidence=st.floats(0, 1))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, answer: str, start: int, quote: str, confidence: float
) -> None:
    path = tmp_path_factory.mktemp("journal") / "journal.jsonl"
    said = Prediction(
        "q1",
        answer,
        citations=(Cited("o", start, start + len(quote), quote),),
        passages=(Place("o"), Place("p", 0, 9)),
        confidence=confidence,
    )
    write(path, said)
    assert Journal.read(path).finished("s", "d") == {"q1": said}


def test_half_a_line_at_the_end_is_cut_off_at_every_byte(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    write(path, Prediction("q1", "58 किलो"), Prediction("q2", "五十八公斤"))
    data = path.read_bytes()
    first = data.index(b"\n") + 1
    for cut in range(first, len(data)):
        path.write_bytes(data[:cut])
        assert list(Journal.read(path).finished("s", "d")) == ["q1"]
        assert path.read_bytes() == data[:first]
        write(path, Prediction("q2", "五十八公斤"))
        assert path.read_bytes() == data


def test_a_damaged_line_in_the_middle_is_named(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    write(path, Prediction("q1", "a"), Prediction("q2", "b"))
    path.write_bytes(path.read_bytes().replace(b'"q1"', b'"q1', 1))
    with pytest.raises(LoadingError, match=r"journal\.jsonl:1: the line is damaged"):
        Journal.read(path)


def test_no_question_is_finished_twice(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    write(path, Prediction("q1", "a"))
    with pytest.raises(ValueError, match="finished already"):
        write(path, Prediction("q1", "b"))
    assert Journal.read(path).finished("s", "d")["q1"].answer == "a"
    path.write_bytes(2 * path.read_bytes())
    with pytest.raises(LoadingError, match=r":2: .*finished already"):
        Journal.read(path)


def test_systems_and_data_sets_are_kept_apart(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    with Journal.read(path) as journal:
        journal.finish("a", "d", Prediction("q1", "a"))
        journal.finish("b", "d", Prediction("q1", "b"))
        journal.note("indexed", "a", "d", "", {"pinned": {"dtype": "float32"}})
        journal.note("indexed", "a", "d", "", {"seconds": 2.5})
        journal.note("asked", "a", "d", "", {"questions": 1, "seconds": 0.5, "peak_bytes": 9})
    read = Journal.read(path)
    assert read.finished("b", "d")["q1"].answer == "b"
    assert read.indexed["a", "d", ""] == {"pinned": {"dtype": "float32"}, "seconds": 2.5}
    assert read.asked["a", "d", ""] == [{"questions": 1, "seconds": 0.5, "peak_bytes": 9}]
