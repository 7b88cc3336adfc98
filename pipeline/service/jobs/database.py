"""The file that accepted jobs are kept in."""

from __future__ import annotations

import errno
import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from polycite.pipeline.service.problems import ProblemError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS jobs (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, tenant TEXT,
    state TEXT NOT NULL, total INTEGER NOT NULL, done INTEGER NOT NULL DEFAULT 0, indexed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0, removed INTEGER NOT NULL DEFAULT 0, failed INTEGER NOT NULL DEFAULT 0,
    waiting TEXT NOT NULL DEFAULT '', created REAL NOT NULL, started REAL, finished REAL);
CREATE INDEX IF NOT EXISTS jobs_by_state ON jobs (state, number);
CREATE TABLE IF NOT EXISTS items (
    job INTEGER NOT NULL, position INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0, body BLOB NOT NULL, PRIMARY KEY (job, position));
CREATE INDEX IF NOT EXISTS items_by_name ON items (name);
CREATE TABLE IF NOT EXISTS failures (
    job INTEGER NOT NULL, document TEXT NOT NULL, problem TEXT NOT NULL, mend TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS failures_by_job ON failures (job);
CREATE TABLE IF NOT EXISTS keys (
    caller TEXT NOT NULL, key TEXT NOT NULL, digest TEXT NOT NULL, job TEXT NOT NULL, created REAL NOT NULL,
    PRIMARY KEY (caller, key));
"""


class JobDatabase:
    """``jobs.sqlite3`` in the service's data folder, readable by its owner only; used from several threads.

    A transaction that has returned survives a power failure; one that has not, leaves nothing behind.

    Args:
        folder: the data folder; made when it is missing.

    Raises:
        ProblemError: 507 when the disk is full.
    """

    def __init__(self, folder: Path) -> None:
        self._lock = threading.RLock()
        self.path = folder / "jobs.sqlite3"
        with _full_disk():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.path.touch(mode=0o600)
            self._file = sqlite3.connect(self.path, timeout=10, isolation_level=None, check_same_thread=False)
            # Settled before the first table: a finished upload gives its room on the disk back.
            self._file.execute("PRAGMA auto_vacuum = FULL")
            self._file.execute("PRAGMA journal_mode = WAL")
            self._file.execute("PRAGMA synchronous = FULL")
            self._file.execute("PRAGMA journal_size_limit = 67108864")
            self._file.executescript(_SCHEMA)
            self._file.row_factory = sqlite3.Row
            _sync(folder)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or nothing; durable when it returns.

        Raises:
            ProblemError: 507 when the disk is full.
        """
        with self._lock, _full_disk():
            self._file.execute("BEGIN IMMEDIATE")
            try:
                yield self._file
                self._file.execute("COMMIT")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._file.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        with self._lock:
            self._file.close()


@contextmanager
def _full_disk() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, OSError) and error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        if isinstance(error, sqlite3.Error) and getattr(error, "sqlite_errorcode", 0) != sqlite3.SQLITE_FULL:
            raise
        raise disk_full() from None


def disk_full() -> ProblemError:
    """The answer when nothing more can be stored."""
    return ProblemError(
        507, "disk-full", "The disk of the service is full; nothing of this was taken.", "Free some space on it."
    )


def _sync(folder: Path) -> None:
    """Make the name of a new file in ``folder`` survive a power failure."""
    entry = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(entry)
    finally:
        os.close(entry)
