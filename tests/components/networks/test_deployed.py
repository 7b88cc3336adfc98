"""``deployed/<kind>`` means a version, wherever the folder of models is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from polycite.components.errors import ModelError
from polycite.components.models import content, forget, load_shared, locate


def deploy(models: Path, kind: str, number: int, action: str = "deploy") -> Path:
    """What a registry writes, as far as a name needs it."""
    version = models / kind / str(number)
    version.mkdir(parents=True, exist_ok=True)
    (version / "config.json").write_text(json.dumps({"number": number}))
    file = models / "deployed.json"
    history = json.loads(file.read_text())["history"] if file.exists() else []
    file.write_text(json.dumps({"history": [*history, {"kind": kind, "action": action, "number": number}]}))
    return version


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("POLYCITE_MODELS", raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_short_name_is_looked_up_in_the_working_folder_or_where_the_environment_says(
    bare: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = deploy(bare / "polycite.models", "reader", 2), deploy(bare / "there", "reader", 5)
    assert locate("deployed/reader") == str(here)
    monkeypatch.setenv("POLYCITE_MODELS", "there")
    assert locate("deployed/reader") == str(there)
    assert locate("polycite.models/deployed/reader") == str(here)


def test_the_last_deployment_or_rollback_counts_and_nothing_else_that_happened(bare: Path) -> None:
    for number, action in ((1, "deploy"), (2, "deploy"), (1, "rollback"), (3, "add")):
        deploy(bare / "polycite.models", "reader", number, action)
    deploy(bare / "polycite.models", "retriever", 4)
    assert Path(locate("deployed/reader")).name == "1"


def test_what_is_loaded_once_is_the_version_that_is_deployed(bare: Path) -> None:
    loaded, found = [], []
    for number in (1, 2, 1):
        deploy(bare / "polycite.models", "reader", number)
        loaded.append(load_shared(Path, "deployed/reader"))
        found.append(content("deployed/reader"))
    assert [path.name for path in loaded] == ["1", "2", "1"]
    assert loaded[0] is loaded[2]
    assert found[0] == found[2] != found[1]
    forget("deployed/reader")
    assert load_shared(Path, "deployed/reader") is not loaded[0]


@pytest.mark.parametrize("name", ["deployed", "deployed/", "deployed/a/b", "org/undeployed/reader", "org/model"])
def test_other_names_are_left_alone(name: str) -> None:
    assert locate(name) == name


def test_an_ordinary_folder_of_that_name_is_an_ordinary_folder(bare: Path) -> None:
    (bare / "my" / "deployed" / "reader").mkdir(parents=True)
    assert locate("my/deployed/reader") == "my/deployed/reader"


def test_where_nothing_is_deployed_the_folder_and_the_command_are_named(bare: Path) -> None:
    with pytest.raises(ModelError, match="No reader is deployed in") as caught:
        locate("deployed/reader")
    assert str(bare / "polycite.models") in caught.value.problem
    assert "polycite models deploy reader" in caught.value.mend


def test_a_version_that_is_missing_is_named(bare: Path) -> None:
    (deploy(bare / "polycite.models", "reader", 1) / "config.json").unlink()
    (bare / "polycite.models" / "reader" / "1").rmdir()
    with pytest.raises(ModelError, match="deployed reader 1 is missing"):
        locate("deployed/reader")


@pytest.mark.parametrize("damage", ["", "[]", '{"history": 3}', '{"history": [{"kind": "reader"}]}', "\udcff"])
def test_a_damaged_history_is_named(bare: Path, damage: str) -> None:
    (bare / "polycite.models").mkdir()
    (bare / "polycite.models" / "deployed.json").write_bytes(damage.encode(errors="surrogateescape"))
    with pytest.raises(ModelError, match=r"deployed\.json cannot be read"):
        locate("deployed/reader")
