"""``polycite inspect model`` as a user meets it, and ``polycite inspect`` as before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polycite.components.languages.language_codes import SUPPORTED
from polycite.pipeline.cli import cli


def run(*args: object) -> Result:
    return CliRunner().invoke(cli, ["inspect", *map(str, args)])


def test_the_shipped_retriever_by_language() -> None:
    result = run("model", "shipped/retriever", "--languages", "de,my", "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    german = found["languages"]["de"]
    assert german["predicted"] == "strong"
    assert german["advice"] == ["zero-shot"]
    assert german["to English"] > 0.8
    assert german["RSIM"] > 0.5
    # Nine sentences do not tell the shape of a space.
    assert (found["languages"]["my"]["texts"], found["languages"]["my"]["RSIM"]) == (9, None)
    assert "my" in " ".join(note for note in found["notes"] if "--parallel" in note)
    assert found["environment"]["model_content"]


def test_a_reader_by_a_layer_of_its_own_on_ones_own_sentences(tmp_path: Path) -> None:
    (tmp_path / "de.tsv").write_text("The key is lost.\tDer Schlüssel ist weg.\nIt rains.\tEs regnet.\n", "utf8")
    result = run("model", "shipped/reader", "--parallel", tmp_path / "de.tsv", "--layer", "2")
    assert result.exit_code == 0, result.stderr
    for said in ("fertility", "to English", "predicted", "Weak: fertility over 2", "Predicted weak:"):
        assert said in result.stdout


def test_a_tokeniser_that_knows_nothing_is_the_first_thing_to_mend(tmp_path: Path) -> None:
    from tokenizers import Tokenizer, models, pre_tokenizers

    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "the": 1}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    (tmp_path / "config.json").write_text(json.dumps({"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"]}))
    result = run("model", tmp_path, "--languages", "sw", "--json")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["weak"] == ["sw"]
    assert found["languages"]["sw"]["advice"] == ["collect text", "joint few-shot"]
    assert "to English" not in found["languages"]["sw"]
    assert any("only decodes" in note for note in found["notes"])


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (["model", "shipped/retriever"], 2, "--languages de,th,sw"),
        (["model", "shipped/nothing", "--languages", "de"], 1, "no shipped model 'shipped/nothing'"),
        (["model", "./nowhere", "--languages", "de"], 1, "'./nowhere' cannot be loaded"),
        (["model", "shipped/retriever", "--languages", "qu"], 1, "--parallel"),
        (["model", "shipped/retriever", "--languages", "de", "--layer", "99"], 1, "no layer 99"),
        (["--json", "model", "shipped/retriever"], 2, "go behind it"),
        (["nothing"], 2, "No such command"),
    ],
)
def test_mistakes_are_named(args: list[str], code: int, said: str) -> None:
    result = run(*args)
    assert (result.exit_code, result.stdout) == (code, "")
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_without_a_model_the_store_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The wallbox has a cable of 5 metres.", "utf8")
    store = tmp_path / "kb"
    assert CliRunner().invoke(cli, ["index", str(tmp_path / "a.txt"), "--store", str(store)]).exit_code == 0
    result = run("--store", store, "--json", "--originals")
    assert result.exit_code == 0, result.stderr
    found = json.loads(result.stdout)
    assert found["languages"][0]["language"] in SUPPORTED
    assert len(found["list"]) == 1
