"""``polycite translate`` as a user meets it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from polycite.components.translators.apertium import ApertiumEngine
from polycite.pipeline.cli import cli

installed = pytest.mark.skipif(("es", "en") not in ApertiumEngine().pairs(), reason="apertium-eng-spa is not installed")


def polycite(*args: str, **options: str) -> Result:
    return CliRunner().invoke(cli, list(args), **options)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


@installed
def test_a_text_comes_out_translated_with_its_route_beside_it(folder: Path) -> None:
    shown = polycite("translate", "--to", "en", "La casa es roja.")
    assert shown.stdout == "The house is red.\n"
    assert shown.stderr == "es > en · apertium\n"
    assert (folder / "polycite" / "translations.sqlite").exists()


def test_what_to_check_is_said_beside_the_translation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ApertiumEngine, "pairs", lambda self: frozenset({("es", "en")}))
    monkeypatch.setattr(ApertiumEngine, "version", lambda self, source, target: "")
    said = {"Dura 36 meses.": "It lasts 63 months.", "Es grande.": ""}
    monkeypatch.setattr(ApertiumEngine, "translate_sentences", lambda self, given, *pair: [said[one] for one in given])
    shown = polycite("translate", "--from", "es", "--to", "en", "Dura 36 meses. Es grande.")
    assert shown.stdout == "It lasts 63 months. Es grande.\n"
    assert re.search("Check the number: 36.* > 63", shown.stderr)
    assert "1 of 2 sentences could not be translated" in shown.stderr


@installed
def test_standard_input_and_json_with_the_spans_of_every_sentence() -> None:
    shown = polycite("translate", "--from", "es", "--to", "en", "--json", "-", input="La casa es roja. El perro come.")
    translation = json.loads(shown.stdout)
    assert translation["text"] == "The house is red. The dog eats."
    assert translation["sentences"][1] == {"start": 17, "end": 31, "target_start": 18, "target_end": 31}


@installed
def test_pairs_are_listed_for_people_and_for_machines() -> None:
    assert "es (Spanish) > " in polycite("translate", "--pairs").stdout
    assert {"from": "es", "to": "en", "engine": "apertium"} in json.loads(
        polycite("translate", "--pairs", "--json").stdout
    )


def test_no_way_to_a_language_is_said_with_what_to_do() -> None:
    shown = polycite("translate", "--translator", "none", "--from", "es", "--to", "ja", "Hola.")
    assert shown.exit_code == 1
    assert shown.stdout == ""
    assert "No translator is set." in shown.stderr
    assert "polycite translate --pairs" in shown.stderr
    assert polycite("translate", "--translator", "none", "--pairs").stdout == ""


def test_mistakes_are_told_apart() -> None:
    for args, said in (
        (["Hola."], "translate --to en"),
        (["--to", "xx", "Hola."], "'xx' is not the code"),
        (["--to", "en", "--translator", "chat:nowhere", "Hola."], "Write it as chat:http"),
        (["--to", "en", "--pivots", "xx", "Hola."], "'xx' is not the code"),
    ):
        shown = polycite("translate", *args)
        assert shown.exit_code == 2
        assert said in shown.stderr
