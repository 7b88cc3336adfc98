"""Files that are there whole or not at all, whenever the process or the machine stops."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

from polycite.pipeline.registry.errors import RegistryError

_LOCK = ".lock"
_DRAFT = ".draft-"
_WAIT = 600.0  # seconds; whoever holds the lock may be copying gigabytes


@contextmanager
def changing(folder: Path) -> Iterator[None]:
    """One process at a time changes ``folder``; the operating system frees the lock of one that dies.

    Raises:
        RegistryError: the folder cannot be written, the disk is full, or another process holds it too long.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with portalocker.Lock(folder / _LOCK, "a", timeout=_WAIT):
            sweep(folder)
            yield
    except portalocker.LockException:
        raise RegistryError(
            f"Another process has been changing {folder} for ten minutes.", "Wait for it, or end it."
        ) from None
    except OSError as error:
        raise RegistryError(
            f"{folder} cannot be changed: {error.strerror or error}{f': {error.filename}' if error.filename else ''}.",
            "Free space, or name a folder that you may write to with the setting models.",
        ) from error


def write_whole(file: Path, text: str) -> None:
    """``text`` in place of the file, on disk when it returns."""
    draft = file.with_name(f"{_DRAFT}{secrets.token_hex(4)}")
    try:
        with draft.open("x", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        os.replace(draft, file)
        sync_folder(file.parent)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def draft_of(folder: Path) -> Iterator[Path]:
    """A folder beside ``folder`` to write to, which takes its name when all went well. Hold the lock.

    A draft that a killed process left is deleted by the next one: with the lock held, none is in use.
    """
    sweep(folder.parent)
    draft = folder.with_name(f"{_DRAFT}{secrets.token_hex(4)}")
    try:
        draft.mkdir(parents=True)
        yield draft
        sync_folder(draft)
        os.rename(draft, folder)
        sync_folder(folder.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def remove_whole(folder: Path) -> None:
    """Delete ``folder``; it loses its name first, so that a crash leaves no half of it. Hold the lock."""
    draft = folder.with_name(f"{_DRAFT}{secrets.token_hex(4)}")
    os.rename(folder, draft)
    sync_folder(folder.parent)
    shutil.rmtree(draft)


def copy_synced(source: str | Path, target: str | Path) -> None:
    """Copy a file; on disk when it returns."""
    with open(source, "rb") as read, open(target, "wb") as written:
        shutil.copyfileobj(read, written, 1 << 20)
        written.flush()
        os.fsync(written.fileno())


def sync_folder(folder: Path) -> None:
    """Make new names in ``folder`` survive a power failure, where the system can."""
    if os.name != "nt":
        entry = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(entry)
        finally:
            os.close(entry)


def sweep(folder: Path) -> None:
    """Delete drafts that killed processes left in ``folder``. Hold the lock."""
    for left in folder.glob(f"{_DRAFT}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
