from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from polycite.components.errors import SettingsError
from polycite.pipeline.service.access.key_file import KeyFile
from polycite.pipeline.service.access.keys import ApiKey


def key(name: str = "n") -> ApiKey:
    return ApiKey.issue(name=name, scopes={"ask"})[0]


def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        KeyFile(tmp_path / "data").add(key())
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "data" / "keys.json").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700


def test_running_service_knows_new_and_revoked_keys_at_once(tmp_path: Path) -> None:
    running = KeyFile(tmp_path)
    assert running.keys == {}
    made = key()
    KeyFile(tmp_path).add(made)
    assert set(running.keys) == {made.id}
    KeyFile(tmp_path).revoke("n")
    assert running.keys[made.id].revoked is not None


def test_several_at_once_lose_no_key(tmp_path: Path) -> None:
    threads = [threading.Thread(target=KeyFile(tmp_path).add, args=(key(f"k{i}"),)) for i in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {k.name for k in KeyFile(tmp_path).keys.values()} == {f"k{i}" for i in range(12)}
    assert {path.name for path in tmp_path.iterdir()} == {"keys.json", "keys.lock"}


def test_damaged_file_is_named_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text('{"keys": [{"id": "x"}]}')
    (tmp_path / "keys.json").chmod(0o600)
    with pytest.raises(SettingsError, match="damaged"):
        _ = KeyFile(tmp_path).keys
    with pytest.raises(SettingsError, match="damaged"):
        KeyFile(tmp_path).add(key())
    assert "x" in (tmp_path / "keys.json").read_text()


@pytest.mark.parametrize("harm", ["damage", "delete"])
def test_damage_under_a_running_service_opens_nothing(tmp_path: Path, harm: str) -> None:
    running = KeyFile(tmp_path)
    running.add(key())
    known = set(running.keys)
    if harm == "damage":
        running.path.write_text("{")
    else:
        running.path.unlink()
    assert set(running.keys) == known


def test_file_that_others_can_write_is_refused(tmp_path: Path) -> None:
    KeyFile(tmp_path).add(key())
    (tmp_path / "keys.json").chmod(0o622)
    with pytest.raises(SettingsError, match="chmod 600"):
        _ = KeyFile(tmp_path).keys


def test_revoking_by_a_name_that_two_have_asks_for_the_id(tmp_path: Path) -> None:
    file = KeyFile(tmp_path)
    first, second = key("twin"), key("twin")
    file.add(first)
    file.add(second)
    with pytest.raises(SettingsError, match=first.id):
        file.revoke("twin")
    assert file.revoke(first.id) is not None
    assert file.revoke("twin").id == second.id  # type: ignore[union-attr]
    assert file.revoke("twin") is None


def test_failed_write_leaves_the_keys_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = KeyFile(tmp_path)
    file.add(key("first"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(SettingsError, match="No space left"):
        file.add(key("second"))
    assert {k.name for k in KeyFile(tmp_path).keys.values()} == {"first"}
