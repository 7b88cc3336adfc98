"""The process that reads one uploaded file: ``python -m polycite.pipeline.service.uploads.worker``.

It puts itself under limits before it imports a reader, so that a file made to exhaust a machine exhausts this process
and nothing else. It gets a :class:`Task` on standard input and writes JSON lines: ``{"original": …}`` and
``{"failure": …}`` for what the file holds, and ``{"end": true}`` when it came to its end.
"""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MOST_DOCUMENTS = 50_000
"""Rows read of one file: what a table may become at most."""
_OPEN_FILES = 64


@dataclass(frozen=True)
class Task:
    """What to read and within what.

    Args:
        path: the file, with the ending that tells its format.
        name: id of its document.
        output: file to write to.
        loader: arguments of :class:`polycite.components.loaders.files.FileLoader`.
        memory: bytes of address space.
        seconds: of processor time.
        written: bytes of ``output``.
    """

    path: str
    name: str
    output: str
    loader: dict[str, Any]
    memory: int
    seconds: int
    written: int


def confine(task: Task) -> None:
    """Put this process under the limits of ``task``; none of them can be raised again."""
    for limit, value in (
        (resource.RLIMIT_AS, task.memory),
        (resource.RLIMIT_CPU, task.seconds),
        (resource.RLIMIT_FSIZE, task.written),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_CORE, 0),  # a core file would hold the document
    ):
        hard = resource.getrlimit(limit)[1]
        bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(limit, (bound, bound))


def read(task: Task) -> None:
    """Write what the file holds."""
    from polycite.components.evidence import Original
    from polycite.components.loaders.files import FileLoader

    with open(task.output, "w", encoding="ascii") as output:
        for number, item in enumerate(FileLoader(**task.loader).load_file(Path(task.path), task.name)):
            if number == MOST_DOCUMENTS:
                line = _failure(f"It has more than {MOST_DOCUMENTS} rows; the first were read.", "Split it.")
            elif isinstance(item, Original):
                line = {"original": item.to_dict()}
            else:
                if _is_exhausted(task):  # a parser in C says that the file is broken
                    raise MemoryError
                line = _failure(item.problem, item.mend)
            output.write(json.dumps(line) + "\n")
            if number == MOST_DOCUMENTS:
                break
        output.write('{"end": true}\n')


def _is_exhausted(task: Task) -> bool:
    return _peak() > 0.8 * task.memory


def _peak() -> int:
    """Most bytes of memory this process has had."""
    try:
        # Not ru_maxrss, which Linux hands on to a child: that of the service, which holds models.
        status = Path("/proc/self/status").read_text("ascii")
        return next(int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:"))
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def _failure(problem: str, mend: str) -> dict[str, Any]:
    return {"failure": {"problem": problem, "mend": mend}}


def main() -> int:
    """Read the task and the file; the exit code is 0, or 3 when memory and 4 when the output ran out."""
    task = Task(**json.loads(sys.stdin.buffer.read()))
    confine(task)
    try:
        read(task)
    except MemoryError:
        return 3
    except OSError:
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(main())
