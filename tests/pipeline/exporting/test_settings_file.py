from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from polycite.components.errors import SettingsError
from polycite.pipeline.exporting.settings_file import write_settings


@pytest.mark.parametrize(
    "before",
    ["", 'reader = "old"  # mine\n', "top_k = 5", '# a note\ntop_k = 5\n\n[glossary]\nreader = "Leser"\n'],
)
def test_only_what_was_asked_for_changes(tmp_path: Path, before: str) -> None:
    file = tmp_path / "polycite.toml"
    file.write_text(before, encoding="utf-8")
    write_settings(file, {"reader": "C:\\modèles"})
    after = file.read_text(encoding="utf-8")
    assert tomllib.loads(after) == {**tomllib.loads(before), "reader": "C:\\modèles"}
    assert after.count("# a note") == before.count("# a note")


def test_a_file_that_is_missing_is_made_and_a_bad_one_is_left(tmp_path: Path) -> None:
    write_settings(tmp_path / "new.toml", {"reader": "my_int8"})
    assert (tmp_path / "new.toml").read_text() == 'reader = "my_int8"\n'
    (tmp_path / "bad.toml").write_text("reader = ")
    with pytest.raises(SettingsError, match="not valid TOML"):
        write_settings(tmp_path / "bad.toml", {"reader": "my_int8"})
    assert (tmp_path / "bad.toml").read_text() == "reader = "
