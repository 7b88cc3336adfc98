"""Versions of models on the command line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polycite.pipeline.cli import cli
from polycite.pipeline.registry import Record, Registry, Score

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """In a working folder with a reader that is better, and one that is worse."""
    for name in [name for name in os.environ if name.upper().startswith("POLYCITE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "config.json").write_text("{}")
    registry = Registry("polycite.models")
    for deployable in (True, False):
        score = Score(language="ko", metric="F1", before=0.5, after=0.6 if deployable else 0.4, questions=100)
        record = Record(
            name="first" if deployable else "second", base="shipped/lexicon", examples_sha256="0" * 64,
            examples={"ko": 50}, regime="joint", method="full", steps=9, scores=(score,), deployable=deployable,
            verdict="F1 rises." if deployable else "F1 falls.",
        )  # fmt: skip
        registry.add("reader", tmp_path / "model", record)
    return lambda *words: CliRunner().invoke(cli, ["models", *words])


def states(run: Run) -> list[str]:
    return [row["state"] for row in json.loads(run("list", "--json").stdout)]


def test_versions_are_listed_with_what_may_be_done_with_them(run: Run) -> None:
    listed = run("list").stdout
    for part in ("first", "second", "ko 50", "joint", "ready", "unfit"):
        assert part in listed
    assert states(run) == ["ready", "unfit"]
    assert json.loads(run("list", "retriever", "--json").stdout) == []
    assert "polycite adapt" in run("list", "retriever").stderr


def test_deploying_says_where_it_counts_and_that_services_are_restarted(run: Run) -> None:
    done = run("deploy", "reader", "1")
    assert done.exit_code == 0
    assert 'reader = "deployed/reader"' in done.stderr
    assert "Restart" in done.stderr
    assert states(run) == ["deployed", "unfit"]


def test_a_worse_one_is_refused_with_figures_then_forced_then_rolled_back(run: Run) -> None:
    run("deploy", "reader", "1")
    refused = run("deploy", "reader", "2")
    assert refused.exit_code == 1
    for part in ("F1 falls.", "50.0 → 40.0", "--force"):
        assert part in refused.stderr
    assert states(run) == ["deployed", "unfit"]
    assert run("deploy", "reader", "2", "--force").exit_code == 0
    assert states(run) == ["ready", "deployed"]
    assert json.loads(run("rollback", "reader", "--json").stdout)["number"] == 1
    assert states(run) == ["deployed", "unfit"]
    assert run("rollback", "reader").exit_code == 1


def test_a_card_is_shown_and_json_has_the_history(run: Run) -> None:
    assert run("show", "reader").exit_code == 1  # none is deployed
    shown = run("show", "reader", "2").stdout
    assert shown.startswith("# second (reader 2)")
    assert "| Korean (ko) | F1 | 50.0 | 40.0 |" in shown
    run("deploy", "reader", "1")
    said = json.loads(run("show", "reader", "--json").stdout)
    assert (said["name"], said["state"]) == ("first", "deployed")
    assert [event["action"] for event in said["history"]] == ["add", "add", "deploy"]


def test_a_version_is_removed_but_not_the_deployed_one(run: Run) -> None:
    run("deploy", "reader", "1")
    assert run("remove", "reader", "1").exit_code == 1
    assert run("remove", "reader").exit_code == 2
    assert json.loads(run("remove", "reader", "--keep", "1", "--json").stdout)["removed"] == []
    assert run("remove", "reader", "2").exit_code == 0
    assert states(run) == ["deployed"]


def test_the_folder_is_the_option_before_the_environment_before_the_file(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "polycite.toml").write_text('models = "none"\nreader = "deployed/reader"\n')
    assert states(run) == []
    monkeypatch.setenv("POLYCITE_MODELS", "polycite.models")
    assert len(states(run)) == 2
    assert json.loads(run("list", "--models", "none", "--json").stdout) == []


def test_an_adapter_is_a_kind_for_each_language(run: Run, tmp_path: Path) -> None:
    (tmp_path / "adapter").mkdir()
    (tmp_path / "adapter" / "adapter_config.json").write_text("{}")
    registry = Registry("polycite.models")
    registry.add("reader_adapter_ko", tmp_path / "adapter", registry.version("reader", 1))
    done = run("deploy", "reader_adapter_ko", "1")
    assert done.exit_code == 0
    assert 'reader_adapters = {"ko" = "deployed/reader_adapter_ko"}' in done.stderr
    assert states(run) == ["ready", "unfit", "deployed"]
    wrong = run("show", "reader_adapter_qq")
    assert wrong.exit_code == 2
    assert "reader_adapter_<language>" in wrong.stderr
