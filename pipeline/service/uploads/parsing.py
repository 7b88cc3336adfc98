"""Reading an uploaded file in a process of its own, within limits of time, memory and output."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from polycite.components.evidence import Original
from polycite.components.loaders.failure import Failure
from polycite.pipeline.service.uploads.worker import Task

_MODULE = "polycite.pipeline.service.uploads.worker"
_BROKEN = ("Its reader broke down over it.", "Save it anew, or in another format.")
# Bytes of JSON, with the way back to the file's characters: times the largest file, and what short rows take.
_OUTPUT, _OUTPUT_AT_LEAST = 10, 16 << 20
# What the child needs to find its modules and its libraries; keys and passwords of the service are not among it.
_ENVIRONMENT = ("PATH", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR")


@dataclass(frozen=True, slots=True)
class FileParser:
    """Reads files that strangers sent.

    A file that crashes its reader, or needs more than it may, is a failure of that document and of nothing else.

    Args:
        loader: arguments of :class:`polycite.components.loaders.files.FileLoader`; ``max_bytes`` is the largest file.
        seconds: processor time for a file; on a busy machine it may take twice as long by the clock.
        memory: bytes of address space for a file.
    """

    loader: Mapping[str, Any]
    seconds: int
    memory: int

    def parse(self, name: str, data: bytes) -> Iterator[Original | Failure]:
        """The documents in a file, and what could not be read of it; blocks.

        Args:
            name: id of the file's document, which tells its format by its ending; no file of that name is made.
            data: its content.
        """
        with tempfile.TemporaryDirectory(prefix="polycite-upload-") as folder:
            path = Path(folder, f"upload{PurePosixPath(name).suffix.lower()}")
            path.write_bytes(data)
            output = Path(folder, "documents.jsonl")
            problem = self._run(path, name, output)
            ended = False
            for line in _lines(output):
                ended = ended or "end" in line
                if "original" in line:
                    yield dataclasses.replace(Original.from_dict(line["original"]), source=_source(name, line))
                elif "failure" in line:
                    yield Failure(name, line["failure"]["problem"], line["failure"]["mend"])
            if not ended:
                yield Failure(name, *(problem or _BROKEN))

    def _run(self, path: Path, name: str, output: Path) -> tuple[str, str] | None:
        """Run the worker; what stopped it, and what to do, when it did not end by itself."""
        largest = _OUTPUT * int(self.loader["max_bytes"]) + _OUTPUT_AT_LEAST
        task = Task(str(path), name, str(output), dict(self.loader), self.memory, self.seconds, largest)
        process = subprocess.Popen(
            # -P: the folder it runs in holds the stranger's file and is no place to import from.
            [sys.executable, "-P", "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=path.parent,
            env={key: os.environ[key] for key in _ENVIRONMENT if key in os.environ},
            start_new_session=True,
        )
        try:
            process.communicate(json.dumps(dataclasses.asdict(task)).encode(), timeout=2 * self.seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return _too_long(self.seconds)
        except BaseException:
            process.kill()
            process.wait()
            raise
        if process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return _too_long(self.seconds)
        if process.returncode == 3:
            return f"Reading it takes more than {self.memory >> 20} MiB of memory.", "Split it, or leave out pictures."
        if process.returncode == 4:
            return f"It holds more than {largest >> 20} MiB once it is read.", "Split it."
        return None


def _too_long(seconds: int) -> tuple[str, str]:
    return f"Reading it takes more than {seconds} seconds.", "Split it, or save it in a simpler format."


def _source(name: str, line: Mapping[str, Any]) -> str:
    """The file's name, and the row: the path it was read from is nobody's business."""
    row = str(line["original"]["id"]).removeprefix(name)
    return f"{name}{row}"


def _lines(output: Path) -> Iterator[dict[str, Any]]:
    if not output.exists():
        return
    with output.open(encoding="ascii") as lines:
        for line in lines:
            if line.endswith("\n"):  # the last one may be half
                yield json.loads(line)
