import json
import lzma
from pathlib import Path
from typing import Any

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.questions import GoldSpan
from polycite.eval.datasets.squad import load_squad

CONTEXTS = {"en": "The bridge is 30 m long.", "th": "สะพานยาว 30 เมตร", "zh": "这座桥长30米。"}
ANSWERS = {"en": ("30 m", 14), "th": ("30 เมตร", 9), "zh": ("30米", 4)}


def row(language: str, number: int = 1, **values: Any) -> dict[str, Any]:
    text, start = ANSWERS[language]
    return {
        "id": f"q{number}",
        "title": "Bridge",
        "context_id": "c1",
        "context": CONTEXTS[language],
        "question": f"{language} {number}?",
        "answers": [{"text": text, "answer_start": start}],
        **values,
    }


def write(path: Path, *rows: dict[str, Any]) -> None:
    data = "\n".join(json.dumps(r, ensure_ascii=False) for r in rows)
    with lzma.open(path, "wt", encoding="utf8") if path.suffix == ".xz" else path.open("w", encoding="utf8") as file:
        file.write(data)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language in CONTEXTS:
        suffix = ".xz" if language == "th" else ""
        write(tmp_path / f"{language}.jsonl{suffix}", *(row(language, i) for i in range(10)))
    return tmp_path


def test_each_language_is_a_file_and_contexts_come_once(folder: Path) -> None:
    data = load_squad(folder)
    assert data.languages == ("en", "th", "zh")
    assert [o.id for o in data.originals] == ["xquad/en/c1", "xquad/th/c1", "xquad/zh/c1"]
    assert len(data.questions) == 30
    for question in data.questions:
        [gold] = question.answers
        original = next(o for o in data.originals if o.id == gold.original_id)
        assert original.text[gold.start : gold.end] == gold.text
        assert original.language == question.language


def test_parallel_answers(folder: Path) -> None:
    data = load_squad(folder)
    question = next(q for q in data.questions if q.id == "xquad/th/q3")
    [chinese] = data.answered_in([question], "zh")
    assert chinese.answers == (GoldSpan("xquad/zh/c1", 4, 7, "30米", "zh"),)
    assert (chinese.question, chinese.language) == (question.question, "th")
    assert data.answered_in([question], "ar") == []
    anywhere = data.answered_anywhere(question)
    assert anywhere.answers == question.answers
    assert {gold.language for gold in anywhere.alternatives} == {"en", "zh"}


def test_a_sample_has_the_same_ids_in_every_language(folder: Path) -> None:
    data = load_squad(folder)
    samples = [[q.id.split("/")[2] for q in data.of(language, 4)] for language in data.languages]
    assert samples == [["q0", "q2", "q5", "q7"]] * 3
    assert len(data.of("th")) == len(data.of("th", 99)) == 10


def test_a_question_without_answers_is_unanswerable(tmp_path: Path) -> None:
    write(tmp_path / "en.jsonl", row("en", answers=[]))
    [question] = load_squad(tmp_path / "en.jsonl").questions
    assert (question.answerable, question.kinds) == (False, ("unanswerable",))
    data = load_squad(tmp_path)
    assert data.answered_anywhere(question) == question
    assert data.answered_in([question], "en") == []


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"answers": [{"text": "30 m", "answer_start": 13}]},
            "reads ' 30 ', not '30 m'. It stands at 14.",
        ),
        ({"answers": [{"text": "31 m", "answer_start": 14}]}, "does not occur in the context"),
        ({"answers": [{"text": "long.", "answer_start": -5}]}, "at -5"),
        ({"answers": ["30 m"]}, "is no object"),
        ({"context": "Another bridge is 30 m long.", "answers": []}, "is another than before"),
        ({"id": "q1"}, "again, first in line 1"),
        ({"question": None}, "'question' is None"),
    ],
)
def test_a_bad_row_is_named_by_its_line(tmp_path: Path, values: dict[str, Any], said: str) -> None:
    path = tmp_path / "en.jsonl"
    write(path, row("en"), row("en", 2, **values))
    with pytest.raises(LoadingError) as raised:
        load_squad(tmp_path)
    assert f"{path}:2:" in str(raised.value)
    assert said in str(raised.value)


def test_files_without_a_language_and_folders_without_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LoadingError, match=r"holds no \.jsonl"):
        load_squad(tmp_path)
    write(tmp_path / "dev.jsonl", row("en"))
    with pytest.raises(LoadingError, match="'dev' is no language"):
        load_squad(tmp_path)
