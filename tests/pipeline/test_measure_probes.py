"""``polycite eval embedder | tokens`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polycite.pipeline.cli import cli

PAIRS = {
    "de": [("The battery is full.", "Der Speicher ist voll."), ("Where is the key?", "Wo ist der Schlüssel?")],
    "th": [("The battery is full.", "แบตเตอรี่เต็มแล้ว"), ("It is raining today.", "วันนี้ฝนตก")],
    "zh": [("Where is the key?", "钥匙在哪里？"), ("It is raining today.", "今天下雨。")],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for language, pairs in PAIRS.items():
        (tmp_path / f"{language}.tsv").write_text("".join(f"{a}\t{b}\n" for a, b in pairs), "utf8")
    return tmp_path


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["eval", *map(str, args)])


def test_probes_by_language_from_a_folder_of_pairs(folder: Path) -> None:
    result = run("embedder", folder, "--languages", "th,zh", "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    rows = found["metrics"]["by_language"]
    assert set(rows) == {"th", "zh"}
    assert all(row["accuracy"] == 1.0 and row["cosine"] > row["random"] for row in rows.values())
    assert found["environment"]["model"] == "shipped/retriever"
    assert found["environment"]["model_content"]
    assert len(found["environment"]["data_sha256"]) == 64


def test_a_language_that_is_not_there_is_named(folder: Path) -> None:
    result = run("embedder", folder, "--languages", "sw")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "no file of 'sw'" in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_tokens_by_language(folder: Path) -> None:
    result = run("tokens", folder, "--json")
    assert result.exit_code == 0, result.stderr
    rows = json.loads(result.stdout)["metrics"]["by_language"]
    assert set(rows) == {"de", "en", "th", "zh"}
    assert rows["en"]["fertility"] == 1.0
    assert "English / own" in run("tokens", folder).stdout
