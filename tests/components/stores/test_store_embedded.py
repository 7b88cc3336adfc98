"""The embedded store: one process at a time, nothing acknowledged is lost, damage is said and not hidden."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from polycite.components.errors import StoreError, StoreLockedError
from polycite.components.evidence import Original, Passage
from polycite.components.store import PassageStore, PassageVectors, SparseVector, open_store

CHILD = """
    import sys
    import numpy as np
    from polycite.components.evidence import Original, Passage
    from polycite.components.store import PassageVectors, open_store

    store = open_store(sys.argv[1], size=8)
    for n in range(100_000):
        texts = [f"{n}.{i} " * 20 for i in range(3)]
        store.replace_many([
            (Original(f"{n}.{i}", text), [Passage(f"{n}.{i}", 0, len(text), text)],
             [PassageVectors({"dense": np.ones(8, np.float32)})])
            for i, text in enumerate(texts)
        ])
        print(n, flush=True)
        if len(sys.argv) > 2:
            sys.stdin.read()
"""


def child(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """Another process that writes three originals at a time and says the number of each batch it has written."""
    command = [sys.executable, "-c", textwrap.dedent(CHILD), str(folder), *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def kill(process: subprocess.Popen[str]) -> int:
    """Kill it without warning; the last batch it acknowledged."""
    process.kill()
    said, _ = process.communicate()
    return int(said.split()[-1]) if said.split() else -1


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder in memory where there is such a place: a disk takes a second to make a store durable."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture
def folder(place: Path) -> Path:
    return place / "kb.polycite"


def sparse(*indices: int) -> SparseVector:
    return SparseVector(np.array(indices, np.uint32), np.arange(1, len(indices) + 1, dtype=np.float32))


def write(store: PassageStore, name: str, text: str) -> None:
    vectors = PassageVectors(
        {"dense": np.ones(8, np.float32)}, {"lexicon": SparseVector(np.array([1], np.uint32), np.ones(1, np.float32))}
    )
    store.replace(Original(name, text), [Passage(name, 0, len(text), text)], [vectors])


@pytest.fixture
def held(folder: Path) -> Path:
    """A closed store of two originals."""
    with open_store(folder, size=8) as store:
        write(store, "a", "first")
        write(store, "b", "second")
    return folder


def test_a_killed_process_loses_nothing_it_acknowledged(folder: Path) -> None:
    process = child(folder)
    assert process.stdout is not None
    for _ in range(4):
        process.stdout.readline()
    last = max(3, kill(process))
    with open_store(folder) as store:
        kept = set(store.sha256s())
        assert {f"{n}.{i}" for n in range(last + 1) for i in range(3)} <= kept
        assert len(kept) % 3 == 0  # a batch is there whole or not at all
        for name in kept:
            assert store.original(name).text == f"{name} " * 20
        assert store.count_passages() == len(kept)
        assert len(store.search({"dense": np.ones(8, np.float32)}, {}, 1000)["dense"]) == len(kept)
        write(store, "next", "goes on")


def test_a_second_process_is_told_who_holds_the_store(folder: Path) -> None:
    process = child(folder, "wait")
    assert process.stdout is not None
    process.stdout.readline()
    with pytest.raises(StoreLockedError, match=rf"process {process.pid} \(-c, since \d.*Close that process.*server"):
        open_store(folder)
    kill(process)
    with open_store(folder) as store:
        assert store.count_originals() == 3
        with pytest.raises(StoreLockedError, match=r"this one"):
            open_store(folder)
    open_store(folder).close()


def test_arguments_of_the_holder_are_not_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["/usr/bin/polycite", "serve", "--api-key", "secret"])
    with open_store(folder, size=8), pytest.raises(StoreLockedError, match=r"\(polycite serve, since") as caught:
        open_store(folder)
    assert "secret" not in str(caught.value)


def test_a_closed_store_says_so(held: Path) -> None:
    store = open_store(held)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.count_passages()


def test_a_folder_of_other_files_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").write_text("years of work")
    with pytest.raises(StoreError, match=r"not a store.*thesis\.docx"):
        open_store(tmp_path, size=8)
    (tmp_path / "passages").mkdir()
    (tmp_path / "passages" / "quotes.txt").write_text("more of it")
    for recreate in (False, True):
        with pytest.raises(StoreError):
            open_store(tmp_path, size=8, recreate=recreate)
    assert (tmp_path / "passages" / "quotes.txt").read_text() == "more of it"


def test_a_file_and_an_unwritable_place_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("x")
    with pytest.raises(StoreError, match="is a file"):
        open_store(file, size=8)
    with pytest.raises(StoreError, match=r"cannot be written.*may write"):
        open_store(Path("/proc/polycite-store"), size=8)
    with pytest.raises(StoreError, match=r"no store at .*missing"):
        open_store(tmp_path / "missing")
    assert not (tmp_path / "missing").exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_store_is_refused(held: Path) -> None:
    held.chmod(0o500)
    with pytest.raises(StoreError, match="may write"):
        open_store(held)
    held.chmod(0o700)


def test_a_full_disk_stops_before_harm(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(held) as store:
        monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(100 << 30, 100 << 30, 50 << 20))
        with pytest.raises(StoreError, match=r"50 MiB free.*Free some space"):
            write(store, "a", "third")
        monkeypatch.undo()
        assert store.original("a").text == "first"
        write(store, "a", "third")
        assert store.original("a").text == "third"


def lose(*names: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for name in names:
            for path in folder.glob(name):
                shutil.rmtree(path) if path.is_dir() else path.unlink()

    return damage


def scribble(name: str) -> Callable[[Path], None]:
    def damage(folder: Path) -> None:
        for path in folder.glob(name):
            path.write_bytes(b"garbage" * 100)

    return damage


@pytest.mark.parametrize(
    "damage",
    [
        lose("originals"),
        lose("passages"),
        lose("passages/segments/*", "passages/wal"),
        lose("passages/segments/*/version.info", "passages/wal"),  # the engine alone would open this, empty
        lose("originals/segments/*/version.info", "originals/wal"),
        scribble("passages/edge_config.json"),
        scribble("passages/segments/*/segment.json"),
        scribble("originals/segments/*/mutable_id_tracker.mappings"),
        scribble("passages/wal/open-*"),
    ],
)
def test_damage_is_said_and_a_rebuild_mends_it(held: Path, damage: Callable[[Path], None]) -> None:
    damage(held)
    with pytest.raises(StoreError, match=r"--rebuild"):
        open_store(held)
    with open_store(held, size=8, recreate=True) as store:
        assert store.count_originals() == 0
        write(store, "a", "first")


def test_a_changed_character_in_a_stored_original_is_noticed(held: Path) -> None:
    changed = 0
    for path in held.glob("originals/segments/*/payload_storage/page_*.dat"):
        data = path.read_bytes()
        changed += data.count(b"second")
        path.write_bytes(data.replace(b"second", b"sec0nd"))
    if not changed:
        pytest.skip("the engine compressed it")
    shutil.rmtree(held / "originals/wal")
    with open_store(held) as store:
        assert store.original("a").text == "first"
        with pytest.raises(StoreError, match=r"'b' is damaged"):
            store.original("b")


def test_half_a_creation_is_made_again(place: Path) -> None:
    whole, half = place / "whole", place / "half"
    open_store(whole, size=8).close()
    for names in ((), ("passages",), ("passages", "originals")):
        creating = half / ".polycite-creating"
        creating.mkdir(parents=True)
        for name in names:
            shutil.copytree(whole / name, half / name)
        with open_store(half, size=8) as store:
            write(store, "a", "text")
            assert not creating.exists()
        shutil.rmtree(half)


def test_passages_without_a_journal_are_swept_out(held: Path, place: Path) -> None:
    # What a power failure can leave: passages on the disk, but neither their journal nor their original.
    shutil.copytree(held / "originals", place / "originals")
    with open_store(held) as store:
        write(store, "c", "third")
    shutil.rmtree(held / "originals")
    shutil.move(place / "originals", held / "originals")
    with open_store(held) as store:
        assert set(store.sha256s()) == {"a", "b"}
        assert store.count_passages() == 2


@pytest.fixture
def grown(folder: Path) -> Iterator[PassageStore]:
    with open_store(folder, size=8) as store:
        rng = np.random.default_rng(0)
        versions = []
        for n in range(60):
            text = f"original number {n} " * 40
            passages = [Passage(str(n), i, i + 20, text[i : i + 20]) for i in range(0, 600, 20)]
            vectors = [
                PassageVectors(
                    {"dense": rng.standard_normal(8).astype(np.float32)},
                    {"lexicon": sparse(n % 7, 100 + i)},
                )
                for i in range(len(passages))
            ]
            versions.append((Original(str(n), text), passages, vectors))
        store.replace_many(versions)
        yield store


def test_a_search_is_right_before_and_after_optimising(grown: PassageStore) -> None:
    question = (
        {"dense": np.ones(8, np.float32)},
        {"lexicon": sparse(3, 110)},
    )
    for n in range(0, 60, 2):
        grown.remove(str(n))
    before = grown.search(*question, 2000)
    exact = grown.search(*question, 2000, exact=True)
    grown.optimize()
    after = grown.search(*question, 2000)
    assert before["dense"] == exact["dense"]
    assert [name for name, _ in after["dense"]] == [name for name, _ in before["dense"]]
    assert {name for name, _ in after["lexicon"]} == {name for name, _ in before["lexicon"]}
    assert json.dumps(grown.info)
