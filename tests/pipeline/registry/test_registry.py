"""Versions are whole, deployed by name, and come back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from polycite.components.models import content, locate
from polycite.pipeline.registry import Record, Registry, RegistryError

Make = Callable[..., Record]
Checkpoint = Callable[[bytes], Path]


def meant(registry: Registry, kind: str = "reader") -> Path:
    return Path(locate(f"{registry.folder}/deployed/{kind}"))


def test_a_version_is_an_ordinary_checkpoint_with_record_and_card(
    registry: Registry, record: Make, checkpoint: Checkpoint
) -> None:
    folder = checkpoint(b"weights")
    version = registry.add("reader", folder, record())
    kept = registry.path("reader", 1)
    assert (kept / "inner" / "model.safetensors").read_bytes() == b"weights"
    assert registry.version("reader", 1) == version
    assert "the base's card" not in (kept / "README.md").read_text()
    # Record and card are no part of the model.
    assert version.content == content(str(kept)) == content(str(folder))
    assert version.base_content == content("shipped/gloss_reader")
    assert registry.deployed("reader") is None


def test_deploying_and_rolling_back_decide_what_the_name_means(three: Registry) -> None:
    for number in (1, 3, 2):
        three.deploy("reader", number)
        assert meant(three) == three.path("reader", number)
    assert [three.rollback("reader").number, meant(three).name] == [3, "3"]
    assert [three.rollback("reader").number, meant(three).name] == [1, "1"]
    with pytest.raises(RegistryError, match="go back to"):
        three.rollback("reader")
    actions = [(event.action, event.number) for event in three.history[3:]]
    assert actions == [("deploy", 1), ("deploy", 3), ("deploy", 2), ("rollback", 3), ("rollback", 1)]


def test_deploying_again_after_a_rollback_comes_back_to_where_it_was(three: Registry) -> None:
    for number in (1, 2):
        three.deploy("reader", number)
    three.rollback("reader")
    three.deploy("reader", 3)
    assert three.rollback("reader").number == 1


def test_the_name_has_another_content_when_another_version_is_deployed(three: Registry) -> None:
    found = []
    for number in (1, 2):
        three.deploy("reader", number)
        found.append(content(f"{three.folder}/deployed/reader"))
    assert found[0] != found[1]


def test_a_version_that_is_worse_is_refused_with_the_figures_unless_forced(
    registry: Registry, record: Make, checkpoint: Checkpoint
) -> None:
    registry.add("reader", checkpoint(b"1"), record(deployable=False, verdict="Significantly worse in de."))
    with pytest.raises(RegistryError) as caught:
        registry.deploy("reader", 1)
    assert "Significantly worse in de." in caught.value.problem
    assert "de F1 70.0 → 69.0 (−1.0; 40 questions)" in caught.value.problem
    assert "ko F1 50.0 → 62.5 (+12.5, 95% +2.5 to +20.0; 100 questions)" in caught.value.problem
    assert "--force" in caught.value.mend
    assert registry.deployed("reader") is None
    registry.deploy("reader", 1, force=True)
    assert registry.history[-1].forced


def test_files_that_changed_since_are_not_deployed(three: Registry) -> None:
    (three.path("reader", 2) / "inner" / "model.safetensors").write_bytes(b"?")
    with pytest.raises(RegistryError, match="not those that were added"):
        three.deploy("reader", 2)


def test_the_deployed_version_is_not_removed_and_numbers_are_not_given_again(
    three: Registry, record: Make, checkpoint: Checkpoint
) -> None:
    three.deploy("reader", 1)
    three.deploy("reader", 2)
    with pytest.raises(RegistryError, match="deployed"):
        three.remove("reader", 2)
    three.remove("reader", 3)
    three.remove("reader", 1)
    assert three.numbers("reader") == [2]
    with pytest.raises(RegistryError, match="go back to"):  # what is gone cannot be gone back to
        three.rollback("reader")
    with pytest.raises(RegistryError, match="There is no reader 3"):
        three.remove("reader", 3)
    assert three.add("reader", checkpoint(b"4"), record()).number == 4


def test_pruning_keeps_the_newest_the_deployed_and_the_one_to_go_back_to(
    three: Registry, record: Make, checkpoint: Checkpoint
) -> None:
    for number in (4, 5, 6):
        three.add("reader", checkpoint(b"%d" % number), record())
    for number in (2, 1):
        three.deploy("reader", number)
    assert three.prune("reader", 1) == [3, 4, 5]
    assert three.rollback("reader").number == 2


def test_kinds_are_numbered_and_deployed_apart_and_intents_are_a_file(
    three: Registry, record: Make, tmp_path: Path
) -> None:
    examples = tmp_path / "mine.jsonl"
    examples.write_text('{"text": "hi", "intent": "greeting"}\n')
    version = three.add("intents", examples, record())
    assert version.number == 1
    three.deploy("intents", 1)
    assert meant(three, "intents").read_bytes() == examples.read_bytes()
    assert three.deployed("reader") is None


def test_what_is_no_model_is_not_added(registry: Registry, record: Make, tmp_path: Path) -> None:
    with pytest.raises(RegistryError, match="no model in"):
        registry.add("reader", tmp_path / "nowhere", record())
    with pytest.raises(RegistryError, match="no file"):
        registry.add("intents", tmp_path, record())
    assert registry.versions("reader") == []


def test_damage_is_named_with_file_and_field_and_can_be_removed(three: Registry) -> None:
    file = three.path("reader", 2) / "version.json"
    file.write_text(file.read_text().replace('"steps":60', '"steps":"many"').replace('"steps": 60', '"steps": "many"'))
    with pytest.raises(RegistryError, match=r"2/version\.json cannot be used: steps"):
        three.versions("reader")
    three.remove("reader", 2)
    assert [version.number for version in three.versions("reader")] == [1, 3]


def test_a_damaged_history_is_named(three: Registry) -> None:
    (three.folder / "deployed.json").write_text('{"history": [{"kind": "reader"}]}')
    with pytest.raises(RegistryError, match=r"deployed\.json is damaged"):
        three.deploy("reader", 1)


def test_adapters_have_versions_for_each_language_and_never_take_a_readers_place(
    three: Registry, record: Make, tmp_path: Path
) -> None:
    adapter = tmp_path / "adapter"
    adapter.mkdir()
    (adapter / "adapter_config.json").write_text("{}")
    with pytest.raises(RegistryError, match="no reader by itself"):
        three.add("reader", adapter, record())
    with pytest.raises(RegistryError, match="no adapter in"):
        three.add("reader_adapter_ko", tmp_path / "checkpoint", record())
    three.deploy("reader", 1)
    for code in ("ko", "th"):
        kind = f"reader_adapter_{code}"
        three.deploy(kind, three.add(kind, adapter, record(method="adapter", examples={code: 50})).number)
        assert meant(three, kind) == three.path(kind, 1)
    assert meant(three, "reader") == three.path("reader", 1)
