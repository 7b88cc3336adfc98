"""``polycite eval bitext`` as a user meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polycite.pipeline.cli import cli

PAIRS = {
    "de": [("The battery is full.", "Der Akku ist voll."), ("Where is the key?", "Wo ist der Schlüssel?")],
    "th": [("The battery is full.", "แบตเตอรี่เต็มแล้ว"), ("It is raining today.", "วันนี้ฝนตก")],
    "ang": [("My name is John.", "Min nama is Iohannes."), ("Where is the king?", "Hwær is se cyning?")],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, pairs in PAIRS.items():
        (tmp_path / f"{language}.tsv").write_text("".join(f"{a}\t{b}\n" for a, b in pairs), "utf8")
    return tmp_path


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["eval", "bitext", *map(str, args)])


def test_averages_are_over_the_supported_languages(folder: Path) -> None:
    result = run(folder, "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    metrics = found["metrics"]
    assert (set(metrics["by_language"]), set(metrics["others"])) == ({"de", "th"}, {"ang"})
    for channel in ("dense", "gloss", "lexicon", "fused"):
        assert metrics["by_language"]["de"][channel] == 1.0
    assert metrics["all"]["fused"] == sum(metrics["by_language"][code]["fused"] for code in ("de", "th")) / 2
    assert found["environment"]["embedder_content"]
    assert found["environment"]["weights"]["dense"] > 0


def test_one_channel_and_some_languages(folder: Path) -> None:
    result = run(folder, "--dense-only", "--languages", "th", "--limit", "2")
    assert result.exit_code == 0, result.stderr
    assert "dense" in result.stdout
    assert "fused" not in result.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [(["--languages", "sw"], "no file of 'sw'"), (["--embedder", "shipped/nothing"], "no shipped model")],
)
def test_mistakes_are_named(folder: Path, args: list[str], said: str) -> None:
    result = run(folder, *args)
    assert (result.exit_code, result.stdout) == (1, "")
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr
