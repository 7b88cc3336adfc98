"""One process at a time: the lock of an embedded store's folder."""

from __future__ import annotations

import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path

import portalocker

from polycite.components.errors import StoreError, StoreLockedError


class FolderLock:
    """An operating-system lock on ``folder``, so that the end of the process, however sudden, frees it.

    A note beside it says who holds it.

    Raises:
        StoreLockedError: somebody holds it.
        StoreError: the folder cannot be made or written.
    """

    def __init__(self, folder: Path) -> None:
        self._note = folder / "holder.json"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._file = (folder / "lock").open("a")
        except OSError as error:
            raise StoreError(
                f"The store folder {folder} cannot be written: {error.strerror}.",
                "Give a folder that this user may write to.",
            ) from error
        try:
            portalocker.lock(self._file, portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING)
        except portalocker.LockException as error:
            self._file.close()
            raise StoreLockedError(
                f"The store {folder} is held by {self._holder()}.",
                "Close that process, or share one store between processes: a Qdrant server, given by its URL.",
            ) from error
        self._note.write_text(
            json.dumps(
                {
                    "pid": os.getpid(),
                    "host": platform.node(),
                    "command": _command(),
                    "since": datetime.now(UTC).isoformat(timespec="seconds"),
                }
            )
        )

    def release(self) -> None:
        """Free the folder; a second call does nothing."""
        if not self._file.closed:
            self._note.unlink(missing_ok=True)
            portalocker.unlock(self._file)
            self._file.close()

    def _holder(self) -> str:
        try:
            note = json.loads(self._note.read_text())
            here = "" if note["host"] == platform.node() else f" on {note['host']}"
            this = " (this one)" if note["pid"] == os.getpid() and not here else ""
            return f"process {note['pid']}{this}{here} ({note['command']}, since {note['since']})"
        except (OSError, ValueError, KeyError):
            return "another process"


def _command() -> str:
    """Program and subcommand only: an argument may be a secret."""
    subcommand = [word for word in sys.argv[1:2] if word.isalpha()]
    return " ".join([Path(sys.argv[0] or "python").name, *subcommand])
