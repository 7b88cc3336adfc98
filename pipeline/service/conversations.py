"""What was said in each conversation, in SQLite: kept for a time, told to its own tenant only."""

from __future__ import annotations

import json
import os
import secrets
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from polycite.components.chat.chat_history import ChatMessage
from polycite.components.errors import StoreError
from polycite.components.evidence import Citation
from polycite.pipeline.service.problems import ProblemError

MOST_MESSAGES = 1_000
_REMEMBERED = 30 * 86_400  # seconds that an expired conversation is told from one that never was
_TABLES = """
CREATE TABLE IF NOT EXISTS conversations (
    id TEXT PRIMARY KEY, tenant TEXT NOT NULL, touched REAL NOT NULL, expired INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS messages (
    conversation TEXT NOT NULL, number INTEGER NOT NULL, data TEXT NOT NULL, PRIMARY KEY (conversation, number)
) WITHOUT ROWID;
"""


class Conversations:
    """Keeps conversations. Thread-safe; blocking, so called in a thread.

    Args:
        path: the file; None for memory, which ends with the process.
        hours: after so long without a message a conversation expires: what was said is deleted.

    Raises:
        StoreError: the file cannot be opened.
    """

    def __init__(self, path: Path | None, hours: float) -> None:
        self._seconds = hours * 3600
        self._lock = threading.Lock()
        try:
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))  # customers' words: for nobody else's eyes
            self._database = sqlite3.connect(path or ":memory:", check_same_thread=False)
            self._database.executescript("PRAGMA secure_delete = ON;" + _TABLES)
            self.expire()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"The conversations in {path} cannot be opened.", "Check the data folder.") from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def history(self, conversation_id: str, tenant: str | None) -> list[ChatMessage]:
        """What was said, oldest first.

        Raises:
            ProblemError: 404 when the tenant has no such conversation, 410 when it has expired.
        """
        self.expire()
        with self._using() as database:
            row = database.execute(
                "SELECT tenant, expired FROM conversations WHERE id = ?", (conversation_id,)
            ).fetchone()
            if row is None or row[0] != (tenant or ""):
                raise ProblemError(
                    404, "no-conversation", "There is no such conversation.", "Leave conversation_id out to begin one."
                )
            if row[1]:
                hours = f"{self._seconds / 3600:g}"
                raise ProblemError(
                    410, "conversation-expired", f"Nothing was said for {hours} hours.", "Begin a new conversation."
                )
            rows = database.execute(
                "SELECT data FROM messages WHERE conversation = ? ORDER BY number", (conversation_id,)
            ).fetchall()
        return [_message(json.loads(data)) for (data,) in rows]

    def append(self, conversation_id: str | None, tenant: str | None, before: int, said: Sequence[ChatMessage]) -> str:
        """Keep ``said`` behind the ``before`` messages that were there when it was answered.

        Args:
            conversation_id: None begins a conversation.
            tenant: whose it is.
            before: messages it had.
            said: what is new.

        Returns:
            The conversation's id.

        Raises:
            ProblemError: 409 when another message came between, or there is no room for more.
        """
        if before + len(said) > MOST_MESSAGES:
            raise ProblemError(
                409, "conversation-full", f"It has {before} messages already.", "Begin a new conversation."
            )
        if conversation_id is None:
            self.expire()
        name = conversation_id or secrets.token_urlsafe(18)
        with self._using() as database:
            try:
                for number, message in enumerate(said, before):
                    row = (name, number, json.dumps(_plain(message), ensure_ascii=False))
                    database.execute("INSERT INTO messages VALUES (?, ?, ?)", row)
            except sqlite3.IntegrityError:
                raise ProblemError(
                    409,
                    "conversation-busy",
                    "Another message of this conversation was answered at the same time.",
                    "Send one message after the other.",
                ) from None
            database.execute(
                "INSERT INTO conversations (id, tenant, touched) VALUES (?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET touched = excluded.touched",
                (name, tenant or "", time.time()),
            )
        return name

    def expire(self) -> None:
        """Delete what was said in conversations whose time is over."""
        # In a transaction of its own: an error that tells of it must not take it back.
        now = time.time()
        old = "SELECT id FROM conversations WHERE expired = 0 AND touched < ?"
        with self._using() as database:
            database.execute(f"DELETE FROM messages WHERE conversation IN ({old})", (now - self._seconds,))
            database.execute("UPDATE conversations SET expired = 1 WHERE touched < ?", (now - self._seconds,))
            database.execute("DELETE FROM conversations WHERE touched < ?", (now - self._seconds - _REMEMBERED,))

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock, self._database:
                yield self._database
        except sqlite3.Error as error:
            raise StoreError("The conversations cannot be read or written.", "Check the data folder.") from error


def _plain(message: ChatMessage) -> dict[str, Any]:
    fields = {name: getattr(message, name) for name in ChatMessage.__slots__ if name != "citations"}
    return {**fields, "citations": [citation.to_dict() for citation in message.citations]}


def _message(data: dict[str, Any]) -> ChatMessage:
    citations = tuple(Citation.from_dict(citation) for citation in data.pop("citations"))
    return ChatMessage(**data, citations=citations)
