"""Lines of a file that a process may be killed while it writes: each is whole, and on the disk, or is not there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import BinaryIO


def whole_lines(path: Path) -> list[bytes]:
    """The lines of a file, none where there is no file. Half a line at its end is cut off the file."""
    data = path.read_bytes() if path.exists() else b""
    whole = data.rfind(b"\n") + 1
    if whole < len(data):
        with path.open("r+b") as file:
            file.truncate(whole)
            os.fsync(file.fileno())
    return data[:whole].splitlines()


def append_line(file: BinaryIO, line: str) -> None:
    """Add ``line`` to a file opened for appending; it is on the disk when this returns."""
    file.write(line.encode("utf-8", "surrogatepass") + b"\n")
    file.flush()
    os.fsync(file.fileno())
