"""Our own pipeline as a system of a suite, over two processes, with the models that we ship."""

from pathlib import Path

import pytest

from polycite.eval.runs.running import run_suite
from polycite.eval.runs.storage import load_run
from polycite.eval.runs.suite_files import load_suite
from polycite.eval.systems import EvaluatedSystem, PolyciteSystem
from polycite.eval.systems.making import make

QUESTIONS = """
{"id": "hi/1", "question": "बैटरी का वज़न कितना है?", "language": "hi", "answers": [{"original_id": "de/speicher", "start": 19, "end": 24, "text": "58 kg", "language": "de"}]}
{"id": "de/1", "question": "Wie schwer ist der Speicher?", "language": "de", "answers": [{"original_id": "de/speicher", "start": 19, "end": 24, "text": "58 kg", "language": "de"}]}
"""  # noqa: E501
ORIGINALS = """
{"id": "de/speicher", "text": "Der Speicher wiegt 58 kg. Er leistet 2,5 kW.", "language": "de"}
{"id": "zh/路由器", "text": "路由器的电源电压为12伏。", "language": "zh"}
"""
SUITE = """
name = "ours"
[[datasets]]
name = "weights"
format = "polycite"
path = "questions.jsonl"
originals = "originals.jsonl"
[[systems]]
name = "ours"
type = "polycite"
search_k = 2
"""


def test_over_two_processes_and_in_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("polycite.eval.runs.pool.BLOCK", 1)
    (tmp_path / "questions.jsonl").write_text(QUESTIONS.strip())
    (tmp_path / "originals.jsonl").write_text(ORIGINALS.strip())
    path = tmp_path / "suite.toml"
    path.write_text(SUITE)
    suite = load_suite(path)
    finished = run_suite(suite, path, tmp_path / "run", processes=2)
    [task] = finished.manifest["tasks"]
    assert task["index_seconds"] > 0
    assert set(finished.manifest["fingerprint"]["systems"]["ours"]["models"]) >= {"embedder", "reader", "lexicon"}
    assert [row.prediction.error for row in finished.rows] == ["", ""]
    assert all(row.values["quote fidelity"] in (None, (1.0, 1.0)) for row in finished.rows)
    assert all(row.prediction.passages and row.prediction.passages[0].original_id for row in finished.rows)
    assert {"reading", "retrieval"} <= set(finished.rows[1].prediction.timings_ms)
    # The same in this process.
    system = make(suite.systems[0], tmp_path, tmp_path / "here.polycite", pinned=task["pinned"])
    assert isinstance(system, EvaluatedSystem)
    originals = list(load_run(tmp_path / "run").originals["weights"].values())
    system.index(originals)
    try:
        for row in finished.rows:
            system.prepare([row.question])  # type: ignore[attr-defined]
            said = system.predict(row.question)
            assert (said.answer, said.passages) == (row.prediction.answer, row.prediction.passages)
    finally:
        system.close()
        system.close()


def test_the_names_that_other_modules_use() -> None:
    from polycite.eval.systems import index_originals, opened, prepared

    assert all(map(callable, (PolyciteSystem, index_originals, opened, prepared)))
