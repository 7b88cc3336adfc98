"""Settings that name a deployed version keep the one they found."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from polycite.components.errors import ModelError, SettingsError
from polycite.components.models import locate
from polycite.pipeline.registry import Record, Registry
from polycite.pipeline.settings import Settings

RECORD = Record(
    name="mine", base="shipped/lexicon", examples_sha256="0" * 64, examples={"ko": 8}, regime="joint", method="full",
    steps=1, deployable=True, verdict="better",
)  # fmt: skip


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    """Two readers and two retrievers, of each the first deployed, in a folder that is not the default one."""
    for name in [name for name in os.environ if name.upper().startswith("POLYCITE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    made = Registry("ours")
    for number in "12":
        (tmp_path / "model").mkdir(exist_ok=True)
        (tmp_path / "model" / "config.json").write_text(number)
        made.add("reader", tmp_path / "model", RECORD)
        made.add("retriever", tmp_path / "model", RECORD)
    made.deploy("reader", 1)
    made.deploy("retriever", 1)
    return made


def test_the_folder_may_be_named_by_keyword_file_or_environment(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = str(registry.path("reader", 1))
    assert Settings(models="ours", reader="deployed/reader").reader == expected
    (tmp_path / "polycite.toml").write_text('models = "ours"\nreader = "deployed/reader"\n')
    assert Settings().reader == expected
    assert Settings.load(None, {"gloss_reader": ("deployed/reader", "--set")}).gloss_reader == expected
    (tmp_path / "polycite.toml").unlink()
    monkeypatch.setenv("POLYCITE_MODELS", "ours")
    monkeypatch.setenv("POLYCITE_READER", "deployed/reader")
    assert Settings().reader == expected


def test_settings_keep_their_version_and_those_read_later_have_the_next(registry: Registry) -> None:
    before = Settings(models="ours", reader="deployed/reader")
    registry.deploy("reader", 2)
    assert before.reader == str(registry.path("reader", 1))
    assert Settings(**json.loads(before.model_dump_json())) == before
    assert Settings(models="ours", reader="deployed/reader").reader == str(registry.path("reader", 2))


def test_where_none_is_deployed_settings_are_read_and_the_model_says_so(registry: Registry) -> None:
    settings = Settings(models="ours", gloss_reader="deployed/gloss_reader")
    with pytest.raises(ModelError, match=f"No gloss_reader is deployed in {registry.folder}"):
        locate(settings.gloss_reader or "")


def test_a_store_knows_a_version_by_its_content_not_by_its_place(registry: Registry, tmp_path: Path) -> None:
    first = Settings(models="ours", embedder="deployed/retriever").fingerprint()
    shutil.copytree("ours", "copied")
    assert Settings(models="copied", embedder="deployed/retriever").fingerprint() == first
    registry.deploy("retriever", 2)
    second = Settings(models="ours", embedder="deployed/retriever").fingerprint()
    assert {name for name in first if first[name] != second[name]} == {"embedder_content"}


def test_adapters_are_read_from_file_environment_and_command_line_by_language(
    registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "adapter").mkdir()
    (tmp_path / "adapter" / "adapter_config.json").write_text("{}")
    registry.add("reader_adapter_nb", tmp_path / "adapter", RECORD)
    registry.deploy("reader_adapter_nb", 1)
    expected = {"nb": str(registry.path("reader_adapter_nb", 1)), "de": "some/adapter"}
    assert Settings().reader_adapters == {}
    (tmp_path / "polycite.toml").write_text(
        'models = "ours"\n[reader_adapters]\nno = "deployed/reader_adapter_nb"\nde-AT = "some/adapter"\n'
    )
    assert Settings().reader_adapters == expected
    (tmp_path / "polycite.toml").write_text('models = "ours"\n')
    written = '{"no": "deployed/reader_adapter_nb", "DE": "some/adapter"}'
    assert Settings.load(None, {"reader_adapters": (written, "--set")}).reader_adapters == expected
    monkeypatch.setenv("POLYCITE_READER_ADAPTERS", written)
    settings = Settings()
    assert settings.reader_adapters == expected
    assert Settings(**json.loads(settings.model_dump_json())) == settings


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("deployed/reader_adapter_ko", "not JSON"),
        ('["a"]', "no table"),
        ({"qq": "a"}, "'qq' is not the code of a language"),
        ({"ko": ""}, "no folder and no name"),
        ({"nb": "a", "no": "b"}, "two adapters for 'nb'"),
    ],
)
def test_mistaken_adapters_are_named_with_the_mend(registry: Registry, written: object, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as refused:
        Settings.load(None, {"reader_adapters": (written, "--set")})
    assert "The setting reader_adapters (--set) is wrong" in refused.value.problem
    assert refused.value.mend
