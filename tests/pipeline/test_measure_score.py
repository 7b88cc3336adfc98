"""``polycite eval score``: files of any system in, figures by language out, and no model loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from polycite.pipeline.cli import cli

TEXTS = {
    "ar/a": ("ar", "مالطا جزيرة. تزن البطارية ٥٨ كيلوغرامًا."),
    "hi/h": ("hi", "वारंटी 36 महीने की है।"),
    "th/t": ("th", "แบตเตอรี่ใช้งานได้สิบชั่วโมง"),
    "zh/z": ("zh", "保修期为三十六个月。"),
}
ASKED = {
    "ar": ("ar/a", "كم تزن البطارية؟", "٥٨ كيلوغرامًا"),
    "hi": ("hi/h", "वारंटी कितने समय की है?", "36 महीने"),
    "th": ("th/t", "แบตเตอรี่ใช้งานได้นานเท่าใด", "สิบชั่วโมง"),
    "zh": ("zh/z", "保修期多长？", "三十六个月"),
}


def write(path: Path, rows: Sequence[Mapping[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf8")
    return path


def span(original_id: str, text: str) -> dict[str, Any]:
    start = TEXTS[original_id][1].index(text)
    return {"original_id": original_id, "start": start, "end": start + len(text)}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    questions = [
        {
            "id": code,
            "question": asked,
            "language": code,
            "answers": [{**span(name, said), "text": said, "language": code}],
        }
        for code, (name, asked, said) in ASKED.items()
    ]
    predictions = [
        {"id": code, "answer": said, "citations": [{**span(name, said), "quote": said}], "passages": [name]}
        for code, (name, _, said) in ASKED.items()
    ]
    originals = [{"id": name, "text": text, "language": code} for name, (code, text) in TEXTS.items()]
    return {
        "questions": write(tmp_path / "q.jsonl", questions),
        "predictions": write(tmp_path / "p.jsonl", predictions),
        "originals": write(tmp_path / "o.jsonl", originals),
    }


def score(files: Mapping[str, Path], *more: str) -> Result:
    named = [part for name, path in files.items() for part in (f"--{name}", str(path))]
    return CliRunner().invoke(cli, ["eval", "score", *named, *more])


def changed(path: Path, line: int, **fields: Any) -> None:
    rows = [json.loads(row) for row in path.read_text("utf8").splitlines()]
    rows[line - 1] |= fields
    write(path, rows)


def test_a_right_file_has_the_best_figures_in_every_language(files: dict[str, Path]) -> None:
    shown = score(files, "--json")
    assert shown.exit_code == 0
    metrics = json.loads(shown.stdout)["metrics"]
    assert list(metrics["by_language"]) == ["ar", "hi", "th", "zh"]
    for row in (metrics["all"], *metrics["by_language"].values()):
        assert [row[name] for name in ("R@1", "EM", "F1", "span F1", "quote fidelity")] == [1.0] * 5


def test_a_quote_one_character_off_is_scored_and_named_with_its_line(files: dict[str, Path]) -> None:
    name, _, said = ASKED["hi"]
    place = span(name, said)
    moved = {**place, "start": place["start"] + 1, "end": place["end"] + 1, "quote": said}
    changed(files["predictions"], 2, citations=[moved])
    shown = score(files, "--json")
    found = json.loads(shown.stdout)
    assert found["metrics"]["by_language"]["hi"]["quote fidelity"] == 0.0
    assert found["metrics"]["by_language"]["th"]["quote fidelity"] == 1.0
    assert f"p.jsonl:2: hi: citation 1: [{place['start'] + 1}, " in shown.stderr
    assert f"it stands at [{place['start']}, {place['end']})" in shown.stderr
    assert found["failures"]["hi"] == {"unfaithful quote": 1}


def test_every_bad_row_is_named_with_its_line_and_nothing_is_scored(files: dict[str, Path]) -> None:
    good = files["predictions"].read_text("utf8").splitlines()
    bad = [
        good[0],
        good[0],
        '{"id": "nobody", "answer": "x"}',
        '{"id": "hi", "answer": "x", "latency_ms": NaN}',
        '{"id": "th", "answer": "x", "language": "xx"}',
        '{"id": "zh", "answer": "x", "cita',
    ]
    files["predictions"].write_text("\n".join(bad), "utf8")
    shown = score(files, "--json")
    assert (shown.exit_code, shown.stdout) == (1, "")
    for line, said in ((2, "'ar' again"), (3, "'nobody'"), (4, "NaN"), (5, "'xx'"), (6, "no valid JSON")):
        [named] = [text for text in shown.stderr.splitlines() if f"p.jsonl:{line}:" in text]
        assert said in named
    assert "p.jsonl:1:" not in shown.stderr


def test_a_gold_span_that_is_off_by_one_is_named(files: dict[str, Path]) -> None:
    name, _, said = ASKED["zh"]
    place = span(name, said)
    off = {"original_id": name, "start": place["start"] - 1, "end": place["end"] - 1, "text": said, "language": "zh"}
    changed(files["questions"], 4, answers=[off])
    shown = score(files)
    assert shown.exit_code == 1
    assert "q.jsonl:4:" in shown.stderr
    assert f"It stands at [{place['start']}, {place['end']})" in shown.stderr


def test_a_question_without_a_prediction_counts_and_is_named(files: dict[str, Path]) -> None:
    kept = files["predictions"].read_text("utf8").splitlines()[:3]
    files["predictions"].write_text("\n".join(kept), "utf8")
    shown = score(files, "--json")
    found = json.loads(shown.stdout)
    assert found["missing"] == ["zh"]
    assert (found["metrics"]["all"]["F1"], found["metrics"]["by_language"]["zh"]["error"]) == (0.75, 1.0)
    assert "1 question has no prediction" in shown.stderr


def test_squad_questions_bring_their_originals(tmp_path: Path) -> None:
    code, text = TEXTS["th/t"]
    _, asked, said = ASKED["th"]
    answers = [{"text": said, "answer_start": text.index(said)}]
    paragraph = {"context": text, "qas": [{"id": "q", "question": asked, "answers": answers}]}
    path = tmp_path / "xquad.th.json"
    path.write_text(json.dumps({"data": [{"title": "T", "paragraphs": [paragraph]}]}), "utf8")
    cited = {"original_id": "T/0", "start": text.index(said), "end": text.index(said) + len(said), "quote": said}
    predictions = write(tmp_path / "p.jsonl", [{"id": "q", "answer": said, "citations": [cited]}])
    shown = score({"questions": path, "predictions": predictions}, "--json")
    assert shown.exit_code == 0, shown.stderr
    row = json.loads(shown.stdout)["metrics"]["by_language"][code]
    assert (row["EM"], row["span F1"], row["quote fidelity"], row["R@1"]) == (1.0, 1.0, 1.0, None)


def test_only_the_metrics_that_are_named(files: dict[str, Path]) -> None:
    found = json.loads(score(files, "--json", "--metric", "R@3", "--metric", "nDCG@7").stdout)
    assert set(found["metrics"]["all"]) == {"questions", "R@3", "nDCG@7"}
    assert score(files, "--metric", "nDGC@7").exit_code == 2


def test_a_scored_file_can_be_kept_reported_on_and_gated(files: dict[str, Path], tmp_path: Path) -> None:
    assert score(files, "--output", str(tmp_path / "first")).exit_code == 0
    changed(files["predictions"], 3, answer="เก้าชั่วโมง", citations=[])
    assert score(files, "--output", str(tmp_path / "second")).exit_code == 0
    runner = CliRunner()
    reported = runner.invoke(cli, ["eval", "report", str(tmp_path / "second")])
    assert reported.exit_code == 0, reported.stderr
    assert "เก้าชั่วโมง" in (tmp_path / "second" / "report.html").read_text("utf8")
    compared = runner.invoke(cli, ["eval", "compare", str(tmp_path / "second"), str(tmp_path / "first"), "--json"])
    assert compared.exit_code == 0, compared.stderr
    gated = runner.invoke(cli, ["eval", "gate", str(tmp_path / "first"), "--baseline", str(tmp_path / "first")])
    assert gated.exit_code == 0, gated.stderr


def test_no_model_is_needed(files: dict[str, Path]) -> None:
    named = [part for name, path in files.items() for part in (f"--{name}", str(path))]
    code = (
        "import sys\n"
        "class Refuse:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] in ('torch', 'transformers', 'haystack', 'sentence_transformers'):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Refuse())\n"
        "from polycite.pipeline.cli import cli\n"
        f"cli({['eval', 'score', *named, '--json']!r})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["metrics"]["all"]["F1"] == 1.0


def test_labelled_runs_make_a_learning_curve(files: dict[str, Path], tmp_path: Path) -> None:
    good = files["predictions"].read_text("utf8")
    changed(files["predictions"], 3, answer="ไม่รู้", citations=[])
    changed(files["predictions"], 4, answer="五个月", citations=[])
    assert score(files, "--output", str(tmp_path / "zero")).exit_code == 0
    files["predictions"].write_text(good, "utf8")
    assert score(files, "--output", str(tmp_path / "few")).exit_code == 0
    runner = CliRunner()
    labelled = [f"few-shot:8={tmp_path / 'few'}", f"zero-shot={tmp_path / 'zero'}"]
    shown = runner.invoke(cli, ["eval", "curve", *labelled, "--metric", "EM", "--json"])
    assert shown.exit_code == 0, shown.stderr
    found = json.loads(shown.stdout)
    assert found["macro"] == {"zero-shot": 0.5, "few-shot:8": 1.0}
    assert found["by_language"]["few-shot:8"]["th"] == 1.0
    assert found["gains"]["few-shot:8"]["overall"]["difference"] == 0.5
    unlabelled = runner.invoke(cli, ["eval", "curve", str(tmp_path / "few")])
    assert unlabelled.exit_code == 2
    assert "few-shot:16=" in unlabelled.stderr
