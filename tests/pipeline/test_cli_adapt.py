"""``polycite adapt`` from examples to a version that is deployed, or refused."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from transformers import BertForQuestionAnswering

from polycite.components.errors import ModelError
from polycite.components.networks.span_model import SpanModel
from polycite.pipeline.cli import cli
from polycite.pipeline.training.adaptation.intents import shipped_messages

COLOURS = ("red", "blue", "green", "grey", "pink", "brown")
THINGS = ("lamp", "door", "roof", "wall", "gate", "box")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("STORE", "SETTINGS", "MODELS", "READER"):
        monkeypatch.delenv(f"POLYCITE_{name}", raising=False)
    return tmp_path


@pytest.fixture
def base(tmp_path: Path, save_tiny: Callable[..., None]) -> Path:
    """A reader of one layer that has learnt nothing, with the shipped tokenizer."""
    save_tiny(tmp_path / "base", "BertForQuestionAnswering")
    return tmp_path / "base"


@pytest.fixture
def examples(tmp_path: Path) -> Path:
    rows = []
    for number, (thing, colour) in enumerate((t, c) for t in THINGS for c in COLOURS[:4]):
        context = f"Note {number}: the {thing} is {colour}."
        start = context.index(colour)
        answers = [{"text": colour, "answer_start": start}]
        question = f"{number}: what colour is it?"
        rows.append({"question": question, "language": "en", "context": context, "answers": answers})
    file = tmp_path / "mine.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return file


def adapt(*args: str | Path) -> Result:
    return CliRunner().invoke(cli, ["adapt", *map(str, args), "-q"])


def test_a_version_is_made_measured_and_kept(home: Path, base: Path, examples: Path) -> None:
    options = ("--examples", examples, "--source", examples, "--base", base, "--seeds", "2")
    made = adapt(*options, "--json")
    assert made.exit_code == 0, made.output
    found = json.loads(made.stdout)
    version = found["version"]
    assert (version["kind"], version["number"], version["name"]) == ("reader", 1, "mine")
    assert sorted(version["seeds"]) == [0, 1]
    assert version["averaged"]
    assert 16 < version["examples"]["en"] < 24  # all are in it but those to stop by: of two runs with four parts
    assert {"F1", "EM"} <= {score["metric"] for score in version["scores"]}
    assert not found["deployed"]
    folder = home / "polycite.models" / "reader" / "1"
    assert BertForQuestionAnswering.from_pretrained(folder).config.num_hidden_layers == 1
    assert "mine" in (folder / "README.md").read_text()
    listed = CliRunner().invoke(cli, ["models", "list", "--json"])
    assert json.loads(listed.stdout)


def test_what_was_tuned_is_not_lost_when_measuring_it_fails(
    home: Path, base: Path, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["adapt", "--examples", str(examples), "--source", str(examples), "--base", str(base), "--seeds", "2"]
    with monkeypatch.context() as patched:
        patched.setattr("polycite.eval.adaptation.gain.gain", failing)
        failed = CliRunner().invoke(cli, command)
    assert failed.exit_code == 1
    assert "2 of 2 runs are kept in" in failed.output
    assert "the same command goes on" in failed.output
    assert not list((home / "polycite.models").glob("reader/*"))
    monkeypatch.setattr("polycite.pipeline.training.adaptation.reader.adapt_reader", failing)
    made = CliRunner().invoke(cli, command)
    assert made.exit_code == 0, made.output
    assert "2 of 2 runs were tuned before" in made.output
    assert BertForQuestionAnswering.from_pretrained(home / "polycite.models" / "reader" / "1")
    assert not (home / "polycite.models" / ".tuned").exists()


def failing(*given: object, **options: object) -> object:
    raise ModelError("It does not fit into memory.", "Use a smaller one.")


def test_a_mean_that_is_worse_than_every_run_is_not_kept(
    home: Path, base: Path, examples: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def figure(model: str, *given: object, **options: object) -> float:
        return 0.0 if model.endswith("mean") else 0.5

    monkeypatch.setattr("polycite.eval.adaptation.gain.figure", figure)
    made = adapt("--examples", examples, "--source", examples, "--base", base, "--seeds", "2", "--json")
    version = json.loads(made.stdout)["version"]
    assert not version["averaged"]
    assert version["examples"]["en"] < 17  # of the one run


def test_it_is_measured_with_a_file_of_its_own(home: Path, base: Path, examples: Path) -> None:
    rows = examples.read_text().splitlines(keepends=True)
    mine, test = home / "some.jsonl", home / "test.jsonl"
    mine.write_text("".join(rows[:16]))
    test.write_text("".join(rows[14:]))
    command = ["adapt", "--examples", str(mine), "--test", str(test), "--source", str(mine), "--base", str(base)]
    made = CliRunner().invoke(cli, [*command, "--seeds", "2"])
    assert made.exit_code == 0, made.output
    assert f"2 examples share a question or a passage with {test}" in made.output
    shown = CliRunner().invoke(cli, ["models", "show", "reader", "1", "--json"])
    version = json.loads(shown.stdout)
    assert version["examples"] == {"en": 12}  # 14, and 2 to stop by
    assert {score["questions"] for score in version["scores"] if score["is_target"]} == {10}
    assert version["test_sha256"] == hashlib.sha256(test.read_bytes()).hexdigest()
    assert version["test_sha256"] in (home / "polycite.models" / "reader" / "1" / "README.md").read_text()


def test_what_is_no_better_is_not_deployed(home: Path, base: Path, examples: Path) -> None:
    options = ("--examples", examples, "--base", base, "--seeds", "1", "--regime", "zero-shot")
    refused = adapt(*options, "--source", examples, "--deploy")
    assert refused.exit_code == 1
    assert "No gain" in refused.output
    deployed = CliRunner().invoke(cli, ["models", "deploy", "reader", "1"])
    assert deployed.exit_code != 0
    assert "unfit" in deployed.output


def test_too_few_examples_are_refused_with_a_number(home: Path, base: Path, examples: Path) -> None:
    few = home / "few.jsonl"
    few.write_text("".join(examples.read_text().splitlines(keepends=True)[:5]))
    refused = adapt("--examples", few, "--base", base)
    assert refused.exit_code == 1 or refused.exit_code == 2
    assert "3 more of en" in refused.output
    assert not (home / "polycite.models").exists()


def test_a_folder_that_holds_something_is_not_written_over_and_nothing_is_trained(
    home: Path, base: Path, examples: Path
) -> None:
    refused = adapt("--examples", examples, "--source", examples, "--base", base, "--output", base)
    assert refused.exit_code == 2
    assert "is not empty" in refused.output
    assert not (home / "models").exists()


def test_a_language_that_polycite_does_not_know_is_learnt_too(home: Path, base: Path, examples: Path) -> None:
    rows = [json.loads(line) for line in examples.read_text().splitlines()]
    own = home / "zulu.jsonl"
    own.write_text("".join(json.dumps({k: v for k, v in row.items() if k != "language"}) + "\n" for row in rows))
    options = ("--examples", own, "--source", examples, "--base", base, "--seeds", "1", "--json")
    made = adapt(*options, "--language", "zu")
    assert made.exit_code == 0, made.output
    assert list(json.loads(made.stdout)["version"]["examples"]) == ["zu"]
    refused = adapt(*options, "--language", "zulu!")
    assert refused.exit_code == 2
    assert "BCP 47" in refused.output
    unused = adapt(*options, "--language", "zu", "--method", "adapter")
    assert unused.exit_code == 2
    assert "--method full or lora" in unused.output


def test_messages_become_a_file_of_intents(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = shipped_messages()[::27]  # to look for what was forgotten: all of them take half a minute
    monkeypatch.setattr("polycite.pipeline.training.adaptation.intents.shipped_messages", lambda: some)
    messages = [("greeting", f"Moin {name}!") for name in ("Jan", "Ole", "Fiete", "Anna", "Ida", "Tom", "Lina", "Jo")]
    file = home / "intents.jsonl"
    file.write_text("".join(json.dumps({"intent": i, "text": t, "language": "de"}) + "\n" for i, t in messages))
    made = adapt("--kind", "intents", "--examples", file, "--json")
    assert made.exit_code == 0, made.output
    assert json.loads(made.stdout)["version"]["kind"] == "intents"
    wrong = adapt("--kind", "intents", "--examples", file, "--source", file)
    assert wrong.exit_code == 2
    assert "--source" in wrong.output


def test_an_adapter_is_made_measured_kept_and_used(home: Path, base: Path, examples: Path) -> None:
    options = ("--examples", examples, "--source", examples, "--base", "base", "--seeds", "1", "--method", "adapter")
    made = adapt(*options, "--output", "copy", "--json")
    assert made.exit_code == 0, made.output
    found = json.loads(made.stdout)
    version, kept = found["version"], home / "polycite.models" / "reader_adapter_en" / "1"
    assert (version["kind"], version["method"], version["base"]) == ("reader_adapter_en", "adapter", "base")
    assert {score["language"] for score in version["scores"]} == {"en"}  # nothing else is read otherwise
    assert json.loads((kept / "adapter_config.json").read_text())["base_model_name_or_path"] == "base"
    for folder in (kept, home / "copy"):
        names = {file.name for file in folder.iterdir()}
        assert names == {"adapter_config.json", "adapter_model.safetensors", "README.md", "version.json"}
        assert sum(file.stat().st_size for file in folder.iterdir()) < 1_000_000
    assert list(SpanModel(str(base), adapters={"en": str(kept)}).windows([("What?", "It is red.")], ["en"]))


def test_adapters_are_of_readers_and_of_one_language(home: Path, base: Path, examples: Path) -> None:
    for kind in ("retriever", "intents"):
        refused = adapt("--examples", examples, "--kind", kind, "--method", "adapter")
        assert refused.exit_code == 2
        assert "--method adapter" in refused.output
    rows = examples.read_text()
    two = home / "two.jsonl"
    two.write_text(rows + rows.replace('"en"', '"de"').replace('"question": "', '"question": "de '))
    refused = adapt("--examples", two, "--base", base, "--source", two, "--method", "adapter")
    assert refused.exit_code == 2
    assert "en 24" in refused.output
    assert "de 24" in refused.output
