from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polycite.components.citing import cite
from polycite.components.evidence import Original, Span
from polycite.components.translation.translation_memory import TranslationMemory
from polycite.pipeline.cli import cli
from polycite.pipeline.service.feedback_store import Feedback, FeedbackStore

AKKU = Original("tenant:acme:akku", "Der Heimspeicher B-5 wiegt 58 kg.", language="de")
SOURCE, PERSON = "Der Akku hält zehn Stunden.", "The battery lasts ten hours."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    store = FeedbackStore(tmp_path / "feedback.sqlite3", 30)
    citation = cite(AKKU, Span(27, 32)).to_dict()
    span = {"question": "How heavy?", "question_language": "en", "citations": [citation]}
    translation = {"source": SOURCE, "source_language": "de", "target_language": "en", "text": "It lasts."}
    store.add(Feedback("tenant:acme:s1", "acme", "span", "proposed", span))
    store.add(Feedback("tenant:acme:t1", "acme", "translation", "proposed", translation))
    return tmp_path


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["feedback", *words, "--data", str(folder)])


def test_export_is_read_by_eval_questions(folder: Path, tmp_path: Path) -> None:
    exported = run(folder, "export", "--tenant", "acme")
    row = json.loads(exported.stdout)
    assert row["answers"] == [{"original_id": "akku", "start": 27, "end": 32, "text": "58 kg", "language": "de"}]
    questions, originals = tmp_path / "q.jsonl", tmp_path / "o.jsonl"
    questions.write_text(exported.stdout)
    originals.write_text(json.dumps({"id": "akku", "text": AKKU.text, "language": "de"}) + "\n")
    checked = CliRunner().invoke(cli, ["eval", "questions", str(questions), "--originals", str(originals)])
    assert checked.exit_code == 0, checked.output
    assert "1 questions, 0 problems" in checked.output
    assert "akku" in json.loads(run(folder, "export").stdout)["answers"][0]["original_id"]
    assert run(folder, "export", "--tenant", "globex").stdout == ""


def test_review_makes_a_translation_count(folder: Path) -> None:
    listed = run(folder, "review", "--tenant", "acme")
    assert "t1  de → en" in listed.stdout
    assert SOURCE in listed.stdout
    accepted = run(folder, "review", "t1", "--accept", "--text", PERSON, "--tenant", "acme")
    assert accepted.exit_code == 0, accepted.output
    memory = TranslationMemory(folder / "translation_memory.sqlite3")
    assert memory.find([SOURCE], "de", "en", "acme") == {SOURCE: PERSON}
    assert "No translation waits" in run(folder, "review").stderr
    assert run(folder, "review", "tenant:acme:t1", "--reject").exit_code == 0
    assert memory.find([SOURCE], "de", "en", "acme") == {}


def test_wrong_use_is_told(folder: Path, tmp_path: Path) -> None:
    assert run(folder, "review", "t1").exit_code == 2
    assert "no such feedback" in run(folder, "review", "t9", "--accept").output
    assert "no feedback" in run(tmp_path / "elsewhere", "export").output
