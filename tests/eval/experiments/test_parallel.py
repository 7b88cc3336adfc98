"""The evaluations on a corpus of three sentences, with the shipped models."""

import json
from pathlib import Path

import pytest

from polycite.eval.datasets.squad import load_squad
from polycite.eval.environment import environment
from polycite.eval.experiments.parallel import read, xquad
from polycite.eval.systems import index_originals, opened, prepared
from polycite.eval.tables import Report

FACTS = {
    "en": ("The old bridge is 30 metres long.", "How long is the old bridge?", "30 metres"),
    "de": ("Die alte Brücke ist 30 Meter lang.", "Wie lang ist die alte Brücke?", "30 Meter"),
    "es": ("El puente viejo mide 30 metros de largo.", "¿Cuánto mide el puente viejo?", "30 metros"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("squad")
    for language, (context, question, answer) in FACTS.items():
        answers = [{"text": answer, "answer_start": context.index(answer)}]
        row = {"id": "q1", "context_id": "c1", "context": context, "question": question, "answers": answers}
        (path / f"{language}.jsonl").write_text(json.dumps(row, ensure_ascii=False), "utf8")
    return path


@pytest.fixture(scope="module")
def searched(folder: Path) -> Report:
    return xquad(folder, limit=1)


def test_each_language_and_direction_has_its_row(searched: Report) -> None:
    metrics = searched.to_dict()["metrics"]
    assert set(metrics["search"]) == set(metrics["by_language"]) == {"en", "de", "es"}
    assert set(metrics["within"]) == {"en>en", "de>de", "es>es"}
    assert set(metrics["into_english"]) == {"de>en", "es>en"}
    assert set(metrics["out_of_english"]) == {"en>de", "en>es"}


def test_across_languages_only_one_language_is_searched(searched: Report) -> None:
    metrics = searched.to_dict()["metrics"]
    # One passage a language, so it is found, and the question's own one is not counted.
    for row in (*metrics["into_english"].values(), *metrics["out_of_english"].values()):
        assert (row["questions"], row["R@1"]) == (1, 1.0)


def test_own_passage_and_parallel_passage_are_told_apart(searched: Report) -> None:
    for row in searched.to_dict()["metrics"]["search"].values():
        assert row["R@1"] == 1.0  # any of the three passages is right
        assert row["own R@20"] == 1.0


def test_every_quote_holds_and_the_environment_is_recorded(searched: Report, folder: Path) -> None:
    data = json.loads(json.dumps(searched.to_dict()))
    assert data["metrics"]["all"]["quote fidelity"] == 1.0
    assert data["environment"]["data_sha256"] == environment(None, folder)["data_sha256"]
    assert {run.name for run in searched.runs} == {
        "xquad ask", "xquad search", "en>en", "de>de", "es>es", "de>en", "en>de", "es>en", "en>es"
    }  # fmt: skip


def test_reading_the_gold_passage(folder: Path, tmp_path: Path) -> None:
    told: list[str] = []
    report = read(folder, limit=1, strategy="direct", progress=lambda stage, done, total: told.append(stage))
    metrics = report.to_dict()["metrics"]
    assert set(metrics["by_language"]) == {"en", "de", "es"}
    assert metrics["by_language"]["en"]["F1"] >= 0.5
    assert metrics["by_language"]["en"]["R@1"] is None
    assert told.count("read") == 3
    report.write_rows(tmp_path / "rows.jsonl")
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text("utf8").splitlines()]
    assert {(row["run"], row["prediction"]["abstained"]) for row in rows} == {("read direct", False)}


def test_a_language_of_one_question_does_not_weigh_as_much_as_another_of_many(tmp_path: Path) -> None:
    for language, times in (("en", 5), ("de", 1)):
        context, question, answer = FACTS[language]
        answers = [{"text": answer, "answer_start": context.index(answer)}]
        rows = [
            {"id": f"{language}{i}", "context_id": "c1", "context": context, "question": question, "answers": answers}
            for i in range(times)
        ]
        (tmp_path / f"{language}.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf8")
    report = read(tmp_path, strategy="direct")
    assert set(report.to_dict()["metrics"]["by_language"]) == {"en"}
    assert report.notes == ("Left out, fewer than 5 questions: de.",)


def test_searching_in_batches_finds_what_searching_one_by_one_finds(folder: Path) -> None:
    data = load_squad(folder)
    with opened(None, None) as qa:
        index_originals(qa, data.originals)
        system = prepared(qa, data.questions)
        for question in data.questions:
            for languages in (None, ["de"]):
                ours = system.search(question.question, 3, languages)
                theirs = qa.search(question.question, 3, languages)
                assert [passage.original_id for passage in ours] == [passage.original_id for passage in theirs]
                assert [p.score for p in ours] == pytest.approx([p.score for p in theirs], rel=0.05)
