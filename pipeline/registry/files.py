"""Folders of models that are there whole or not at all, whenever the process or the machine stops."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import portalocker

from polycite.pipeline.registry.errors import RegistryError
from polycite.pipeline.whole_files import DRAFT, draft_beside, sync_folder

_LOCK = ".lock"
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


@contextmanager
def draft_of(folder: Path) -> Iterator[Path]:
    """A folder beside ``folder`` to write to, which takes its name when all went well. Hold the lock.

    A draft that a killed process left is deleted by the next one: with the lock held, none is in use.
    """
    sweep(folder.parent)
    draft = draft_beside(folder)
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
    draft = draft_beside(folder)
    os.rename(folder, draft)
    sync_folder(folder.parent)
    shutil.rmtree(draft)


def copy_synced(source: str | Path, target: str | Path) -> None:
    """Copy a file; on disk when it returns."""
    with open(source, "rb") as read, open(target, "wb") as written:
        shutil.copyfileobj(read, written, 1 << 20)
        written.flush()
        os.fsync(written.fileno())


def sweep(folder: Path) -> None:
    """Delete drafts that killed processes left in ``folder``. Hold the lock."""
    for left in folder.glob(f"{DRAFT}*"):
        shutil.rmtree(left) if left.is_dir() else left.unlink()
