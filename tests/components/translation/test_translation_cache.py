"""Translations kept across threads, processes, and damage to the file."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import stat
import threading
from pathlib import Path

import pytest

from polycite.components.errors import SettingsError
from polycite.components.translation.translation_cache import TranslationCache, cache_folder, key_of

KEY = key_of("Hallo.", "apertium", "1", "de", "en")


def fill(path: Path, worker: int) -> None:
    cache = TranslationCache(path)
    for i in range(30):
        cache.put({key_of(f"{worker}-{i}", "e", "", "de", "en"): f"said {worker}-{i}"})
    cache.close()


def test_a_translation_is_found_again_by_all_it_depends_on_and_by_nothing_less(tmp_path: Path) -> None:
    path = tmp_path / "new" / "cache.sqlite"
    first = TranslationCache(path)
    first.put({KEY: "Hello."})
    first.close()
    second = TranslationCache(path)
    assert second.get([KEY]) == {KEY: "Hello."}
    others = [
        key_of("Hallo!", "apertium", "1", "de", "en"), key_of("Hallo.", "nllb", "1", "de", "en"),
        key_of("Hallo.", "apertium", "2", "de", "en"), key_of("Hallo.", "apertium", "1", "nl", "en"),
        key_of("Hallo.", "apertium", "1", "de", "fr"),
    ]  # fmt: skip
    assert second.get(others) == {}


def test_many_keys_and_any_text(tmp_path: Path) -> None:
    cache = TranslationCache(tmp_path / "cache.sqlite")
    texts = {key_of(str(i), "e", "", "de", "zh"): f"保修期 {i} 🙂\n" for i in range(1700)}
    cache.put(texts)
    assert cache.get(list(texts)) == texts
    assert cache.get([]) == {}


def test_only_its_owner_reads_it(tmp_path: Path) -> None:
    TranslationCache(tmp_path / "cache.sqlite").put({KEY: "Hello."})
    assert stat.S_IMODE((tmp_path / "cache.sqlite").stat().st_mode) == 0o600


def test_threads_and_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    shared = TranslationCache(path)

    def work(worker: int) -> None:
        for i in range(30):
            shared.put({key_of(f"{worker}-{i}", "e", "", "de", "en"): f"said {worker}-{i}"})

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    context = multiprocessing.get_context("spawn")
    processes = [context.Process(target=fill, args=(path, n)) for n in range(4, 6)]
    for started in (*threads, *processes):
        started.start()
    for started in (*threads, *processes):
        started.join()
    keys = {key_of(f"{w}-{i}", "e", "", "de", "en"): f"said {w}-{i}" for w in range(6) for i in range(30)}
    assert shared.get(list(keys)) == keys


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this platform does not fork")
def test_a_forked_child_uses_a_connection_of_its_own(tmp_path: Path) -> None:
    cache = TranslationCache(tmp_path / "cache.sqlite")
    cache.put({KEY: "Hello."})
    child = multiprocessing.get_context("fork").Process(target=cache.put, args=({b"k": "from the child"},))
    child.start()
    child.join()
    assert cache.get([KEY, b"k"]) == {KEY: "Hello.", b"k": "from the child"}


def test_a_damaged_database_is_set_aside_and_begun_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "cache.sqlite"
    cache = TranslationCache(path)
    cache.put({key_of(str(i), "e", "", "de", "en"): "x" * 200 for i in range(500)})
    cache.close()
    data = bytearray(path.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    path.write_bytes(data)
    damaged = TranslationCache(path)
    assert damaged.get([KEY]) == {}
    damaged.put({KEY: "Hello."})
    assert damaged.get([KEY]) == {KEY: "Hello."}
    assert path.with_name("cache.sqlite.damaged").exists()
    assert "damaged" in caplog.text


def test_a_file_of_something_else_is_never_touched(tmp_path: Path) -> None:
    text = tmp_path / "thesis.txt"
    text.write_text("Ten years of work.\n" * 500, "utf-8")
    with pytest.raises(SettingsError, match="no translation cache"):
        TranslationCache(text)
    assert text.read_text("utf-8").startswith("Ten years")
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE accounts (name TEXT)")
    with pytest.raises(SettingsError, match="another program"):
        TranslationCache(other)
    with pytest.raises(SettingsError, match="cannot be written"):
        TranslationCache(tmp_path)


def test_the_place_is_the_platforms_and_memory_where_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "polycite"
    TranslationCache().put({KEY: "Hello."})
    assert (tmp_path / "xdg" / "polycite" / "translations.sqlite").exists()
    (tmp_path / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    cache = TranslationCache()
    cache.put({KEY: "Hello."})
    assert cache.get([KEY]) == {KEY: "Hello."}
    assert "memory alone" in caplog.text


def test_none_keeps_translations_in_memory_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cache = TranslationCache(None)
    cache.put({KEY: "Hello."})
    assert cache.get([KEY]) == {KEY: "Hello."}
    assert list(tmp_path.iterdir()) == []
    assert TranslationCache(None).get([KEY]) == {}
