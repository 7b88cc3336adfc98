from __future__ import annotations

import json
import re
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from polycite.pipeline.cli import cli
from polycite.pipeline.training.contrast_batches import ContrastStream
from polycite.pipeline.training.reader_config import ReaderConfig


@pytest.fixture
def corpora(tmp_path: Path) -> Path:
    (tmp_path / "corpora" / "qa").mkdir(parents=True)
    row = {"question": "Wie weit?", "context": "Es sind 30 km.", "answers": [{"text": "30 km", "answer_start": 8}]}
    (tmp_path / "corpora" / "qa" / "de.jsonl").write_text(json.dumps(row), "utf-8")
    return tmp_path / "corpora"


def test_a_recipe_is_a_file_of_options_and_what_is_typed_wins(
    corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, ReaderConfig]] = []

    def train(base: str, examples: Any, output: Path, config: ReaderConfig, progress: Any) -> None:
        seen.append((base, config))

    monkeypatch.setattr("polycite.pipeline.training.reader.train", train)
    recipe = tmp_path / "reader.toml"
    recipe.write_text(f'base = "body"\ncorpora = "{corpora}"\nsteps = 7\nlearning-rate = 3e-5\nlanguages = ["de"]\n')
    typed = ["train", "reader", "--config", str(recipe), "--steps", "9", "--output", str(tmp_path / "out"), "--json"]
    result = CliRunner().invoke(cli, typed)
    assert result.exit_code == 0, result.output
    ((base, config),) = seen
    assert (base, config.steps, config.learning_rate) == ("body", 9, 3e-5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("stepz = 7", "there is no option stepz.*learning-rate"),
        ("steps = ", "is no TOML"),
        ('corpora = "."\nsteps = 0', "0 is not in the range"),
        ('corpora = "nowhere"', "'nowhere' does not exist"),
    ],
)
def test_a_bad_recipe_is_said_plainly(text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "reader.toml").write_text(text)
    given = ["train", "reader", "--config", str(tmp_path / "reader.toml"), "--base", "b", "--output", "o"]
    result = CliRunner().invoke(cli, given)
    assert result.exit_code != 0
    assert not isinstance(result.exception, ValueError)
    assert re.search(said, result.output.replace("\n", " ")), result.output


@pytest.mark.parametrize(("share", "learned_from"), [("0.4", {"public", "shipped"}), ("0", {"public"})])
def test_questions_that_polycite_ships_are_contrasted_as_often_as_asked(
    share: str, learned_from: set[str], corpora: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[set[str]] = []

    def train(base: str, stream: ContrastStream, output: Path, config: Any, progress: Any) -> None:
        seen.append({"public" if "30" in batch.right[0] else "shipped" for batch in islice(stream.since(0), 12)})

    monkeypatch.setattr("polycite.pipeline.training.contrast.train", train)
    given = ["train", "contrast", "--base", "body", "--corpora", str(corpora), "--translations", "0", "--json"]
    given += ["--shipped", share, "--questions", "2", "--output", str(tmp_path / "out")]
    result = CliRunner().invoke(cli, given)
    assert result.exit_code == 0, result.output
    assert seen == [learned_from]


def test_shares_of_more_than_all_steps_are_refused(corpora: Path, tmp_path: Path) -> None:
    given = ["train", "contrast", "--base", "b", "--corpora", str(corpora), "--output", str(tmp_path / "out")]
    result = CliRunner().invoke(cli, [*given, "--translations", "0.7", "--shipped", "0.5"])
    assert result.exit_code != 0
    assert "more than all steps" in result.output
