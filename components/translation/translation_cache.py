"""Translated sentences kept in SQLite, so that no sentence is translated twice."""

from __future__ import annotations

import hashlib
import logging
import os
import sqlite3
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from polycite.components.errors import SettingsError

AUTO = "auto"
_NAME = "translations.sqlite"
_APPLICATION = 0x706F6C79  # "poly"
_TABLE = "CREATE TABLE IF NOT EXISTS translations (key BLOB PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"
_WAIT = 30.0  # seconds for another process to finish its write
_AT_ONCE = 500
_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")


def cache_folder() -> Path:
    """Where this platform keeps what can be made again: ``XDG_CACHE_HOME``, ``~/.cache`` or its like."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = str(Path.home() / "Library" / "Caches")
    else:
        said = os.environ.get("XDG_CACHE_HOME", "")
        base = said if Path(said).is_absolute() else str(Path.home() / ".cache")
    return Path(base) / "polycite"


def key_of(sentence: str, engine: str, version: str, source: str, target: str) -> bytes:
    """The key of a translation: SHA-256 over the sentence and all that its translation depends on."""
    parts = (sentence, engine, version, source, target)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()


class TranslationCache:
    """A mapping from :func:`key_of` to translations. Safe to share between threads and processes.

    Sentences are stored as translated, for their owner's eyes only (mode 0600); what they were
    translated from is not. A database that is damaged is set aside and begun anew, and one that cannot be
    written goes unused: a cache costs time when it fails, never a translation.

    Usage::

        cache = TranslationCache("translations.sqlite")
        cache.put({key_of("Hallo.", "apertium", "", "de", "en"): "Hello."})

    Args:
        path: a file; "auto" for ``translations.sqlite`` in :func:`cache_folder`; None for memory alone.

    Raises:
        SettingsError: ``path`` is a file of something else, or in a folder that cannot be written.
    """

    def __init__(self, path: str | Path | None = AUTO) -> None:
        self._path = cache_folder() / _NAME if path == AUTO else None if path is None else Path(path)
        self._lock = threading.Lock()
        self._process = os.getpid()
        try:
            self._connection = self._open()
        except OSError as error:
            if path != AUTO:
                raise SettingsError(
                    f"The translation cache {self._path} cannot be written: {error}.", "Name another file, or none."
                ) from error
            _LOG.warning("Translations are kept in memory alone: %s.", error)
            self._path = None
            self._connection = self._open()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """The known translations among ``keys``."""

        def read(connection: sqlite3.Connection) -> dict[bytes, str]:
            found: dict[bytes, str] = {}
            for start in range(0, len(keys), _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                found.update(connection.execute(f"SELECT key, text FROM translations WHERE key IN ({marks})", some))
            return found

        return self._safely(read) or {}

    def put(self, translations: Mapping[bytes, str]) -> None:
        """Keep ``translations``; all of them or, where the disk is full, none."""
        rows = list(translations.items())
        self._safely(
            lambda connection: connection.executemany("INSERT OR REPLACE INTO translations VALUES (?, ?)", rows)
        )

    def close(self) -> None:
        """Close the file; what was put is in it already."""
        with self._lock:
            self._connection.close()

    def _safely(self, work: Callable[[sqlite3.Connection], _T]) -> _T | None:
        """What ``work`` gives back in one transaction; None where the database fails."""
        with self._lock:
            if self._process != os.getpid():  # a connection must not be used, nor closed, in a child process
                self._inherited, self._connection, self._process = self._connection, self._open(), os.getpid()
            try:
                with self._connection as connection:
                    return work(connection)
            except sqlite3.OperationalError as error:  # locked for too long, disk full, read-only
                _LOG.warning("The translation cache %s goes unused: %s.", self._path, error)
            except sqlite3.DatabaseError as error:
                _LOG.warning("The translation cache %s is damaged (%s) and begun anew.", self._path, error)
                self._connection.close()
                _set_aside(self._path)
                self._connection = self._open()
            return None

    def _open(self) -> sqlite3.Connection:
        if self._path is None:
            return _prepared(sqlite3.connect(":memory:", check_same_thread=False))
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        try:
            return self._connect()
        except sqlite3.OperationalError as error:
            raise OSError(str(error)) from error
        except sqlite3.DatabaseError as error:
            if not _is_ours(self._path):
                raise SettingsError(
                    f"{self._path} is no translation cache.", "Name another file, or delete this one."
                ) from error
            _LOG.warning("The translation cache %s is damaged (%s) and begun anew.", self._path, error)
            _set_aside(self._path)
            return self._connect()

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self._path or "", timeout=_WAIT, check_same_thread=False)
        try:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if application != _APPLICATION and tables:
                raise SettingsError(f"{self._path} is the database of another program.", "Name another file.")
            # Readers do not wait for the writer; when the machine crashes, the last writes may be lost.
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            return _prepared(connection)
        except BaseException:
            connection.close()
            raise


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    with connection:
        connection.execute(_TABLE)
        connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    return connection


def _is_ours(path: Path) -> bool:
    """Whether the header of an SQLite database bears our mark (https://sqlite.org/fileformat.html, offset 68)."""
    with path.open("rb") as file:
        header = file.read(100)
    return header[:15] == b"SQLite format 3" and int.from_bytes(header[68:72]) == _APPLICATION


def _set_aside(path: Path | None) -> None:
    if path is None:
        return
    for suffix in ("", "-wal", "-shm"):
        file = path.with_name(path.name + suffix)
        if file.exists():
            file.replace(path.with_name(path.name + ".damaged" + suffix))
