"""Killed at any moment, or run beside another, a process leaves every version whole."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from polycite.components.models import content
from polycite.pipeline.registry import Record, Registry

# Counts the calls that change what is on disk, and kills its process (SIGKILL) before one of them: each in turn.
# Nothing is synced meanwhile, which is for power failures and takes most of the time.
KILLED = """
import os, signal, sys
from pathlib import Path
from polycite.pipeline.registry import Record, Registry

folder, checkpoint, record, change = sys.argv[1:]
record = Record.model_validate_json(record)
registry = Registry(folder)
killed = 0
while True:
    if change == "remove" and len(registry.numbers("reader")) == 1:
        registry.add("reader", Path(checkpoint), record)
    child = os.fork()
    if child == 0:
        left = killed
        def dying(call):
            def instead(*args, **options):
                global left
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
                left -= 1
                return call(*args, **options)
            return instead
        os.fsync = lambda file: None
        for name in ("fsync", "replace", "rename", "unlink", "rmdir"):
            setattr(os, name, dying(getattr(os, name)))
        if change == "add":
            registry.add("reader", Path(checkpoint), record)
        elif change == "remove":
            deployed = registry.deployed("reader").number
            registry.remove("reader", next(n for n in registry.numbers("reader") if n != deployed))
        else:
            registry.deploy("reader", registry.numbers("reader")[-1])
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status):
        sys.exit(f"exit code {status}") if status else print(killed)
        break
    killed += 1
"""
ADDING = """
import sys
from pathlib import Path
from polycite.pipeline.registry import Record, Registry

registry, checkpoint, record = sys.argv[1:]
print(*(Registry(registry).add("reader", Path(checkpoint), Record.model_validate_json(record)).number for _ in "1234"))
"""


def python(program: str, *args: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", program, *map(str, args)], stdout=subprocess.PIPE, text=True)


def whole(registry: Registry) -> bool:
    return all(content(str(registry.path("reader", v.number))) == v.content for v in registry.versions("reader"))


@pytest.mark.skipif(sys.platform == "win32", reason="kills by SIGKILL")
@pytest.mark.parametrize("change", ["add", "deploy", "remove"])
def test_killed_at_any_moment_a_process_leaves_no_half_version(
    three: Registry, record: Callable[..., Record], checkpoint: Callable[[bytes], Path], change: str
) -> None:
    three.deploy("reader", 3)
    if change == "deploy":
        three.add("reader", checkpoint(b"4"), record())
    folder = checkpoint(b"new")
    process = python(KILLED, three.folder, folder, record().model_dump_json(), change)
    said, _ = process.communicate()
    assert process.returncode == 0
    assert int(said) >= 3  # the moments at which it was killed
    assert whole(three)
    deployed = three.deployed("reader")
    assert deployed
    assert deployed.number == (4 if change == "deploy" else 3)
    # What the killed ones left is cleared away by the next, and their lock does not stand.
    newest = three.add("reader", folder, record())
    assert not list(three.folder.rglob(".draft-*"))
    assert newest.number == max(three.numbers("reader"))


def test_processes_that_add_at_once_get_different_numbers(
    registry: Registry, record: Callable[..., Record], checkpoint: Callable[[bytes], Path]
) -> None:
    args = registry.folder, checkpoint(b"weights"), record().model_dump_json()
    processes = [python(ADDING, *args) for _ in range(3)]
    given = [int(number) for process in processes for number in process.communicate()[0].split()]
    assert sorted(given) == registry.numbers("reader") == list(range(1, 13))
    assert [event.number for event in registry.history] == list(range(1, 13))
    assert whole(registry)
