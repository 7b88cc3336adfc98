"""Translations against those of people, on two files of three sentences."""

from __future__ import annotations

import json
import lzma
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

from polycite.components.errors import LoadingError, SettingsError
from polycite.components.translating import Translator
from polycite.eval.experiments.translation import chrf, read_pairs, read_parallel, translation
from polycite.pipeline.cli import cli

SPANISH = {
    "The house is red.": "La casa es roja.",
    "The warranty lasts three years.": "La garantía dura tres años.",
    "The battery is heavy.": "La batería es pesada.",
}
FRENCH = {"The house is red.": "La maison est rouge.", "The battery is heavy.": "La batterie est lourde."}


class Perfect:
    """Knows the files by heart, from Spanish to English and from French to Spanish."""

    name = "perfect"

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset({("es", "en"), ("fr", "es")})

    def missing(self) -> str:
        return ""

    def version(self, source: str, target: str) -> str:
        return ""

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        table = {s: e for e, s in SPANISH.items()} if source == "es" else {f: SPANISH[e] for e, f in FRENCH.items()}
        return [table[sentence] for sentence in sentences]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = "".join(f"{english}\t{other}\n" for english, other in SPANISH.items())
    (tmp_path / "es.tsv.xz").write_bytes(lzma.compress(rows.encode()))
    (tmp_path / "fr.tsv").write_text("".join(f"{english}\t{other}\n" for english, other in FRENCH.items()), "utf-8")
    return tmp_path


def perfect() -> Translator:
    return Translator([Perfect()], cache=None)


def test_a_translator_is_measured_beside_a_copy_and_the_gloss(folder: Path) -> None:
    report = translation(folder, perfect())
    rows = report.to_dict()["metrics"]["by_pair"]
    assert set(rows) == {"es>en", "fr>en"}
    assert rows["es>en"]["chrF"] == rows["fr>en"]["chrF"] == 100.0
    assert rows["es>en"]["copy"] < rows["es>en"]["gloss"] < 100.0
    assert (rows["es>en"]["hops"], rows["fr>en"]["hops"]) == (1, 2)
    assert "en>es en>fr" in report.notes[-1]


def test_pairs_without_english_are_matched_over_it_and_a_pair_without_translator_has_no_figure(folder: Path) -> None:
    report = translation(folder, perfect(), pairs=read_pairs("fr-es,en-es"), limit=1)
    rows = report.to_dict()["metrics"]["by_pair"]
    assert (rows["fr>es"]["chrF"], rows["fr>es"]["sentences"]) == (100.0, 1)
    assert rows["en>es"]["chrF"] is None
    assert rows["en>es"]["copy"] > 0


def test_chrf_is_that_of_sacrebleu() -> None:
    assert chrf(["The house is red."], ["The house is red."]) == 100.0
    assert 0 < chrf(["A house is red."], ["The house is red."]) < 100.0


def test_bad_input_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadingError, match="holds no"):
        read_parallel(tmp_path)
    (tmp_path / "es.tsv").write_text("no tab here\n", "utf-8")
    with pytest.raises(LoadingError, match=r"es\.tsv:1 has no tab"):
        read_parallel(tmp_path)
    (tmp_path / "es.tsv").rename(tmp_path / "klingon.tsv")
    with pytest.raises(LoadingError, match="named after no language"):
        read_parallel(tmp_path)
    with pytest.raises(SettingsError, match="es-en,fr-es"):
        read_pairs("es")


def test_a_pair_whose_file_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(LoadingError, match="no parallel sentences for de-en"):
        translation(folder, perfect(), pairs=[("de", "en")])


def test_the_command_prints_json(folder: Path) -> None:
    shown = CliRunner().invoke(
        cli, ["eval", "translation", str(folder), "--translator", "none", "--pairs", "es-en", "--json"]
    )
    assert shown.exit_code == 0
    assert json.loads(shown.stdout)["metrics"]["by_pair"]["es>en"]["gloss"] > 20
