"""The measure of the entity guard measures it: what it finds, and what it takes for a violation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from polycite.components.errors import LoadingError
from polycite.eval.datasets.corruptions import KINDS, load_corruptions, shipped_corruptions
from polycite.eval.experiments.corruptions import digit_changed, figures, measure, report
from polycite.pipeline.cli import cli

ROW = {
    "id": "x", "kind": "number", "source_language": "en", "target_language": "de", "source": "5 files",
    "translation": "5 Dateien", "corrupted": "6 Dateien", "split": "test",
}  # fmt: skip


def test_the_shipped_corruptions_cover_all_kinds_in_twelve_languages_and_are_unlike() -> None:
    rows = shipped_corruptions()
    assert {row.kind for row in rows} == set(KINDS)
    languages = [code for row in rows for code in row.languages]
    assert len({code for code in languages if languages.count(code) > 15}) == 12
    assert len({row.id for row in rows}) == len(rows) >= 180


def test_the_guard_finds_nearly_all_of_them_and_raises_hardly_an_alarm() -> None:
    found = figures(measure(shipped_corruptions()))
    assert (found["recall"] or 0) > 0.95
    assert (found["precision"] or 0) > 0.98


def test_a_miss_and_an_alarm_are_counted(tmp_path: Path) -> None:
    missed = {**ROW, "id": "missed", "corrupted": "5 Datei"}
    alarmed = {**ROW, "id": "alarmed", "translation": "7 Dateien"}
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in (ROW, missed, alarmed)), "utf-8")
    found = figures(measure(load_corruptions(path)))
    assert found["recall"] == pytest.approx(2 / 3)
    assert found["precision"] == pytest.approx(2 / 3)
    assert found["named"] == pytest.approx(2 / 3)


def test_human_translations_are_read_and_a_changed_digit_noticed(tmp_path: Path) -> None:
    (tmp_path / "de.tsv").write_text(
        "Up to 64 devices\tBis zu 64 Geräte\nOne\tZwei 7\nB\tB\tms-beginners-mt\n", "utf-8"
    )
    section = report([], tmp_path).sections[-1]
    assert section.rows["de"]["sentences"] == 2
    assert section.rows["de"]["alarms %"] == 50
    assert section.rows["de"]["digits found"] == 1


def test_a_folder_without_translations_is_an_error_that_says_so(tmp_path: Path) -> None:
    with pytest.raises(LoadingError, match=r"tsv"):
        report([], tmp_path)


@pytest.mark.parametrize(
    ("text", "language", "changed"),
    [("Bis zu 64 Geräte", "de", "Bis zu 65 Geräte"), ("حتى ١٩", "ar", "حتى ١٨"), ("keine", "de", None)],
)
def test_a_digit_is_changed_in_its_own_script(text: str, language: str, changed: str | None) -> None:
    assert digit_changed(text, language) == changed


@pytest.mark.parametrize(
    "change",
    [{"corrupted": "5 Dateien"}, {"kind": "colour"}, {"target_language": "xx"}, {"source": ""}, {"split": "x"}],
)
def test_a_bad_row_is_named(tmp_path: Path, change: dict[str, str]) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({**ROW, **change}), "utf-8")
    with pytest.raises(LoadingError, match=r"rows\.jsonl:1"):
        load_corruptions(path)


def test_the_command_prints_and_writes_what_was_measured(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    result = CliRunner().invoke(cli, ["eval", "entities", "--json", "--rows", str(rows)])
    assert result.exit_code == 0
    measured = json.loads(result.stdout)
    assert set(measured["metrics"]) >= {"all", "by_language", "by_kind", "by_split"}
    written = [json.loads(line) for line in rows.read_text("utf-8").splitlines()]
    assert len(written) == measured["metrics"]["all"]["pairs"]
    assert written[0]["found"][0]["kind"] == "number"
