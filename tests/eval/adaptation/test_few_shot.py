from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polycite.pipeline.cli import cli


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "qa"
    folder.mkdir()
    for code, text in (("en", "The lamp {i} costs {i} euros."), ("ko", "램프 {i} 번은 {i} 유로입니다.")):
        rows = []
        for i in range(20):
            context = text.format(i=i)
            answer = {"text": str(i), "answer_start": context.index(str(i))}
            rows.append({"title": f"lamp {i}", "context": context, "question": f"{code} {i}?", "answers": [answer]})
        (folder / f"{code}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return folder


def few_shot(corpus: Path, base: Path, *more: str) -> Result:
    given = ["--languages", "ko", "--base", str(base), "--test", "4", "--max-steps", "2", *more]
    return CliRunner().invoke(cli, ["eval", "few-shot", str(corpus), *given])


def test_the_curve_is_made_kept_and_gone_on_with(tmp_path: Path, corpus: Path, tiny_reader: Path) -> None:
    output = tmp_path / "curve"
    first = few_shot(corpus, tiny_reader, "--sizes", "0,4", "--seeds", "1", "--output", str(output), "--json")
    assert first.exit_code == 0, first.output
    data = json.loads(first.stdout)
    assert [(run["regime"], run["size"]) for run in data["runs"]] == [("zero-shot", 0), ("joint", 4), ("sequential", 4)]
    assert "ko joint 4 seed 0: F1" in first.stderr
    assert json.loads((output / "curve.json").read_text("utf-8")) == data
    assert "joint - sequential" in (output / "curve.txt").read_text("utf-8")
    kept = (output / "runs.jsonl").read_text("utf-8")
    assert {path.name for path in output.iterdir()} == {"curve.json", "curve.txt", "runs.jsonl"}

    more = few_shot(corpus, tiny_reader, "--sizes", "0,4", "--seeds", "2", "--output", str(output))
    assert more.exit_code == 0, more.output
    assert more.stderr.count("seed") == 2
    assert "seed 0" not in more.stderr
    assert (output / "runs.jsonl").read_text("utf-8").startswith(kept)
    assert "±" in more.stdout


def test_mistakes_are_said_with_their_mend(tmp_path: Path, corpus: Path, tiny_reader: Path) -> None:
    output = str(tmp_path / "curve")
    for given, code, said in (
        (("--sizes", "0,many"), 2, "write it as 0,8,32"),
        (("--regimes", "jointly"), 2, "joint, sequential, multi-stage"),
        (("--sizes", "0,512"), 2, "'ko' has 20 examples"),
        (("--source", "fr"), 1, "holds no example in fr"),
    ):
        result = few_shot(corpus, tiny_reader, *given, "--output", output)
        assert result.exit_code == code, result.output
        assert said in result.stderr


def test_a_sequential_training_is_not_stopped_before_it_saw_the_language(corpus: Path, tiny_reader: Path) -> None:
    from polycite.pipeline.training.adaptation.config import AdaptConfig
    from polycite.pipeline.training.adaptation.reader import adapt_reader
    from polycite.pipeline.training.reading_examples import load_examples

    found, source = (load_examples(corpus, [code], {}, 20) for code in ("ko", "en"))
    config = AdaptConfig("sequential", epochs=8, batch=4, learning_rate=1e-9, patience=1)
    done = adapt_reader(str(tiny_reader), found[:8], found[8:10], source, corpus.parent / "adapted", config)
    assert done.steps > 16  # of 32, the first half of them over source examples
