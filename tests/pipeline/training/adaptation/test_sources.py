from __future__ import annotations

import json
import lzma
from importlib.resources import files
from pathlib import Path

import pytest

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.loaders.files import FileLoader
from polycite.pipeline.training.adaptation.sources import source_examples


def row(question: str, **more: str) -> dict[str, object]:
    return {
        "question": question,
        "context": "Es sind 30 km.",
        "answers": [{"text": "30 km", "answer_start": 8}],
        **more,
    }


def test_the_shipped_questions_are_read_over_the_shipped_knowledge_base_without_those_for_measuring() -> None:
    data = Path(str(files("polycite.data")))
    loaded = FileLoader().load([data / "knowledge_base"])
    texts = [original.text for original in loaded if isinstance(original, Original)]
    asked = [json.loads(line) for line in (data / "questions" / "support.jsonl").read_text("utf-8").splitlines()]
    measured = {question["question"] for question in asked if question["split"] == "test"}
    found = source_examples()
    assert len({example.language for example in found}) == 16
    assert not measured & {example.question for example in found}
    answers = {answer["text"] for q in asked for answer in [*q["answers"], *q.get("alternatives", [])]}
    for example in found:
        assert example.context[example.start : example.end] in answers
        assert any(example.context in text for text in texts)
        assert example.title
        assert len(example.context) <= 1000
    german = source_examples(languages=["de"])
    assert german == [example for example in found if example.language == "de"]


def test_a_folder_of_languages_and_a_file_are_read_too(tmp_path: Path) -> None:
    korean = "\n".join(json.dumps(row(f"{i}?", source="molweni_test" if i else "mine")) for i in range(3))
    (tmp_path / "ko.jsonl.xz").write_bytes(lzma.compress(korean.encode()))
    (tmp_path / "de.jsonl").write_text(json.dumps(row("Wie weit?")), "utf-8")
    assert [(e.language, e.question) for e in source_examples(tmp_path)] == [("de", "Wie weit?"), ("ko", "0?")]
    assert [e.language for e in source_examples(tmp_path, ["ko"])] == ["ko"]
    assert [e.language for e in source_examples(tmp_path / "de.jsonl", ["de"])] == ["de"]
    with pytest.raises(LoadingError, match="no language is named"):
        source_examples(tmp_path / "de.jsonl")


def test_what_holds_no_example_is_said(tmp_path: Path) -> None:
    (tmp_path / "de.jsonl").write_text(json.dumps(row("Wie weit?", language="de")), "utf-8")
    for path in (tmp_path, tmp_path / "de.jsonl"):
        with pytest.raises(LoadingError, match="no example in fr"):
            source_examples(path, ["fr"])
    (tmp_path / "de.jsonl").write_text('{"question": "Wie weit?"}', "utf-8")
    with pytest.raises(LoadingError, match="'answers'"):
        source_examples(tmp_path)
