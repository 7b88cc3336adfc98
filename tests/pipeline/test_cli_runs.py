"""``polycite eval run | compare | gate`` as somebody calls them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polycite.pipeline.cli import cli

MODULE = """
from polycite.eval.predictions.predictions import Prediction
class Knows:
    def __init__(self, answer): self.answer = answer
    def index(self, originals, progress=None): pass
    def predict(self, question): return Prediction(question.id, self.answer)
    def close(self): pass
def make(answer): return Knows(answer)
"""


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["eval", *map(str, arguments)])


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    for language, text in (("hi", "वज़न ५८ किलो है।"), ("zh", "重量为58公斤。")):
        right = "५८" if language == "hi" else "58"
        lines = [
            {"id": f"q{n}", "context_id": f"c{n}", "context": text, "question": "?" * (n + 1),
             "answers": [{"text": right, "answer_start": text.index(right)}]}
            for n in range(9)
        ]  # fmt: skip
        (tmp_path / "data" / f"{language}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (tmp_path / "knowing_system.py").write_text(MODULE, "utf-8")
    for name, answer in (("new", "58"), ("old", "५८")):
        (tmp_path / f"{name}.toml").write_text(
            f'name = "{name}"\n[[datasets]]\nname = "weights"\nformat = "squad"\npath = "${{DATA}}"\n'
            f'[[systems]]\nname = "{name}"\ntype = "python"\nmake = "knowing_system:make"\n'
            f'options = {{answer = "{answer}"}}\n',
            "utf-8",
        )
    return tmp_path


def test_run_compare_and_gate(suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(suite)
    ran = call("run", "new.toml", "--data", "data")
    assert ran.exit_code == 0, ran.stderr
    assert "new on weights" in ran.stdout
    assert "18 rows, 18 asked now, in runs/new" in ran.stderr
    assert call("run", "old.toml", "--data", "data", "-q").exit_code == 0
    compared = json.loads(call("compare", "runs/new", "runs/old", "--metric", "F1", "--json").stdout)
    tests = compared[0]["metrics"]["F1"]["by_language"]
    assert (tests["hi"]["difference"], tests["zh"]["difference"]) == (-1.0, 1.0)
    shown = call("compare", "runs/new", "runs/old", "--metric", "F1")
    assert "hi" in shown.stdout
    assert "worse" in shown.stdout
    gated = call("gate", "runs/new", "--baseline", "runs/old")
    assert gated.exit_code == 1
    assert "FAILED new · weights · hi · F1: worse by 1.000" in gated.stdout
    assert "zh" not in gated.stdout
    assert call("gate", "runs/new", "--baseline", "runs/new/rows.parquet").exit_code == 0
    said = json.loads(call("gate", "runs/new", "--baseline", "runs/old", "--json").stdout)
    assert (said["passed"], said["failures"][0]["language"]) == (False, "hi")


def test_mistakes_are_said_in_words(suite: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(suite)
    missing = call("run", "new.toml")
    assert (missing.exit_code, "Give --data." in missing.stderr) == (2, True)
    nothing = call("gate", "runs/none", "--baseline", "runs/none")
    assert (nothing.exit_code, "is no run" in nothing.stderr) == (1, True)
    wrong = call("gate", "runs/none", "--baseline", "runs/none", "--tolerance", "F3=1")
    assert (wrong.exit_code, "'F3' is no metric" in wrong.stderr) == (2, True)
    for result in (missing, nothing, wrong):
        assert "Traceback" not in result.output


def test_the_rule_of_the_gate_is_in_its_help() -> None:
    said = call("gate", "--help").stdout
    assert "quote fidelity under 1.000" in said
    assert "Holm" in said
