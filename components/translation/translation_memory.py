"""Translations that a person has reviewed, kept in SQLite: what they say goes before any translator."""

from __future__ import annotations

import logging
import os
import sqlite3
import threading
import time
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from polycite.components.errors import StoreError
from polycite.components.languages.language_codes import normalise_code

REVIEWED = "reviewed"
"""The engine that a reviewed translation names."""
_LOG = logging.getLogger(__name__)
_TABLES = """
CREATE TABLE IF NOT EXISTS translations (
    tenant TEXT NOT NULL, source TEXT NOT NULL, target TEXT NOT NULL, sentence TEXT NOT NULL, text TEXT NOT NULL,
    reference TEXT NOT NULL, reviewed REAL NOT NULL, PRIMARY KEY (tenant, source, target, sentence)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS translations_by_reference ON translations (reference);
CREATE TABLE IF NOT EXISTS version (one INTEGER PRIMARY KEY CHECK (one = 1), number INTEGER NOT NULL);
INSERT OR IGNORE INTO version VALUES (1, 0);
"""
_WAIT = 10.0  # seconds for another process to finish its write


class TranslationMemory:
    """Sentences with their reviewed translations, by tenant and pair of languages. Thread-safe; processes may share it.

    A sentence is found when it is the same but for white space and for how its characters are encoded (NFC).

    Usage::

        memory = TranslationMemory("memory.sqlite3")
        memory.put("Der Akku hält zehn Stunden.", "de", "en", "The battery lasts ten hours.")
        memory.find(["Der  Akku hält zehn Stunden."], "de", "en")   # one entry, by the sentence as given

    Args:
        path: a file, for its owner's eyes only (mode 0600); made when it is missing.
        tenant_field: the field of a document's metadata that names whose it is; None where all are one's own.

    Raises:
        StoreError: the file cannot be opened.
    """

    def __init__(self, path: str | Path, tenant_field: str | None = None) -> None:
        self._tenant_field = tenant_field
        self._lock = threading.Lock()
        path = Path(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._database = sqlite3.connect(path, timeout=_WAIT, check_same_thread=False)
            # A review that was acknowledged survives a power failure.
            self._database.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + _TABLES)
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"The translation memory {path} cannot be opened.", "Check the data folder.") from error

    @property
    def version(self) -> int:
        """Another after every change, whichever process made it; -1 while the file cannot be read."""
        try:
            with self._lock, closing(self._database.execute("SELECT number FROM version")) as found:
                return int(found.fetchone()[0])
        except sqlite3.Error:
            return -1

    def tenant_of(self, metadata: Mapping[str, Any]) -> str:
        """Whose the document with these metadata is; "" for nobody in particular."""
        return str(metadata.get(self._tenant_field) or "") if self._tenant_field else ""

    def find(self, sentences: Collection[str], source: str, target: str, tenant: str = "") -> dict[str, str]:
        """The reviewed translations of those of ``sentences`` that have one.

        None are found while the file cannot be read: then nothing is passed off as reviewed, and answers go on.

        Raises:
            SettingsError: a language code is unknown.
        """
        pair = tenant, normalise_code(source), normalise_code(target)
        found: dict[str, str] = {}
        try:
            with self._lock:
                for sentence in dict.fromkeys(sentences):
                    query = (
                        "SELECT text FROM translations WHERE tenant = ? AND source = ? AND target = ? AND sentence = ?"
                    )
                    row = self._database.execute(query, (*pair, normalised(sentence))).fetchone()
                    if row:
                        found[sentence] = row[0]
        except sqlite3.Error as error:
            _LOG.warning("The translation memory goes unused: %s.", error)
            return {}
        return found

    def put(self, sentence: str, source: str, target: str, text: str, *, tenant: str = "", reference: str = "") -> None:
        """Keep ``text`` as the translation of ``sentence``, in place of an earlier one; durable when this returns.

        Args:
            sentence: or any other text that is quoted as a whole.
            source: its language.
            target: the language of ``text``.
            text: the translation, in one line.
            tenant: whose documents it is for.
            reference: where it comes from, to :meth:`remove` it by.

        Raises:
            SettingsError: a language code is unknown.
            StoreError: the file cannot be written.
        """
        row = (tenant, normalise_code(source), normalise_code(target), normalised(sentence), normalised(text))
        with self._changing() as database:
            database.execute("DELETE FROM translations WHERE reference = ? AND reference <> ''", (reference,))
            database.execute(
                "INSERT OR REPLACE INTO translations VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, reference, time.time())
            )

    def remove(self, reference: str) -> bool:
        """Forget what was put with ``reference``; False when nothing was, or another translation took its place.

        Raises:
            StoreError: the file cannot be written.
        """
        with self._changing() as database:
            return database.execute("DELETE FROM translations WHERE reference = ?", (reference,)).rowcount > 0

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock, self._database:
                yield self._database
                self._database.execute("UPDATE version SET number = number + 1")
        except sqlite3.Error as error:
            raise StoreError("The translation memory cannot be written.", "Check the data folder.") from error


def normalised(text: str) -> str:
    """``text`` as it is looked up: in NFC, each stretch of white space one space, none at the ends."""
    return " ".join(unicodedata.normalize("NFC", text).split())
