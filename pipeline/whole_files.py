"""Files that are there whole or not at all, whenever the process or the machine stops."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

DRAFT = ".draft-"
"""How the name of what is not whole yet begins."""


def draft_beside(path: Path) -> Path:
    """A name beside ``path`` that nothing has, for what is to take its place."""
    return path.with_name(f"{DRAFT}{secrets.token_hex(4)}")


def write_whole(file: Path, text: str, mode: int = 0o666) -> None:
    """``text`` in place of the file, on disk when it returns.

    Args:
        file: in a folder that is there.
        text: in UTF-8.
        mode: who may read and write it, less the process's umask; never for a moment anybody else.
    """
    draft = draft_beside(file)
    try:
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, file)
        sync_folder(file.parent)
    finally:
        draft.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make new names in ``folder`` survive a power failure, where the system can."""
    if os.name != "nt":
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)
