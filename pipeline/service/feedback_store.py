"""What people said about answers, in SQLite: kept for a time, shown to its own tenant only."""

from __future__ import annotations

import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast

from polycite.components.errors import StoreError
from polycite.pipeline.service.jobs.database import disk_full
from polycite.pipeline.service.problems import ProblemError

FeedbackKind = Literal["answer", "span", "translation"]
FeedbackState = Literal["proposed", "reviewed", "rejected"]
_DAY = 86_400
_TABLE = """
CREATE TABLE IF NOT EXISTS feedback (
    number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, tenant TEXT NOT NULL, kind TEXT NOT NULL,
    state TEXT NOT NULL, created REAL NOT NULL, digest TEXT NOT NULL, content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS feedback_by_tenant ON feedback (tenant, number);
CREATE INDEX IF NOT EXISTS feedback_by_age ON feedback (created);
"""
_FIELDS = "id, tenant, kind, state, content, digest, created, number"


@dataclass(frozen=True, slots=True)
class Feedback:
    """Something said about an answer.

    Attributes:
        id: inside the service, the tenant's name before it.
        tenant: whose it is; "" for the operator's.
        kind: a thumb for an answer, the right span for a question, or a better translation.
        state: "proposed" until somebody has reviewed or rejected it.
        content: by kind, plain JSON types; citations as :meth:`Citation.to_dict`, their ids those of the store.
        digest: of the request, to tell one that comes twice from another of the same id.
        created: seconds since 1970, UTC.
        number: its place in the order they came.
    """

    id: str
    tenant: str
    kind: FeedbackKind
    state: FeedbackState
    content: Mapping[str, Any]
    digest: str = ""
    created: float = field(default_factory=time.time)
    number: int = 0


class FeedbackStore:
    """Keeps feedback. Thread-safe, and processes may share it; blocking, so called in a thread.

    What was added survives a power failure once :meth:`add` has returned.

    Args:
        path: the file, for its owner's eyes only: it holds customers' words.
        days: after so many feedback is deleted; None deletes nothing.

    Raises:
        StoreError: the file cannot be opened.
    """

    def __init__(self, path: Path, days: float | None = None) -> None:
        self._days = days
        self._lock = threading.Lock()
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._database = sqlite3.connect(path, timeout=10, check_same_thread=False)
            self._database.executescript(
                "PRAGMA secure_delete = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" + _TABLE
            )
        except (OSError, sqlite3.Error) as error:
            raise StoreError(f"The feedback in {path} cannot be opened.", "Check the data folder.") from error

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._database.close()

    def add(self, feedback: Feedback) -> tuple[Feedback, bool]:
        """Keep ``feedback``; what is there of its id, and whether it is new.

        Raises:
            ProblemError: 409 when other feedback has the id, 507 when the disk is full.
            StoreError: the file cannot be written.
        """
        one = feedback
        row = (one.id, one.tenant, one.kind, one.state, json.dumps(one.content, ensure_ascii=False), one.digest)
        with self._using() as database:
            self._expire(database)
            made = database.execute(
                f"INSERT INTO feedback ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (id) DO NOTHING",
                (*row, one.created),
            )
            row = database.execute(f"SELECT {_FIELDS} FROM feedback WHERE id = ?", (one.id,)).fetchone()
        return _same(row, one.digest), made.rowcount > 0

    def kept(self, feedback_id: str, digest: str) -> Feedback | None:
        """What the same request has added before; None when it comes for the first time.

        Raises:
            ProblemError: 409 when other feedback has the id.
        """
        with self._using() as database:
            row = database.execute(f"SELECT {_FIELDS} FROM feedback WHERE id = ?", (feedback_id,)).fetchone()
        return None if row is None else _same(row, digest)

    def get(self, feedback_id: str, tenant: str | None) -> Feedback:
        """The feedback of that id.

        Raises:
            ProblemError: 404 when the tenant has none of it; None sees all.
        """
        with self._using() as database:
            self._expire(database)
            row = database.execute(f"SELECT {_FIELDS} FROM feedback WHERE id = ?", (feedback_id,)).fetchone()
        if row is None or tenant not in (None, row[1]):
            raise ProblemError(404, "no-feedback", "There is no such feedback.", "GET /v1/feedback lists it.")
        return _read(row)

    def page(
        self,
        tenant: str | None,
        most: int,
        *,
        before: int | None = None,
        kind: FeedbackKind | None = None,
        state: FeedbackState | None = None,
    ) -> list[Feedback]:
        """The newest ``most``, those with a ``number`` lower than ``before`` only; -1 for all there is."""
        given = {"tenant = ?": tenant, "number < ?": before, "kind = ?": kind, "state = ?": state}
        wanted = {condition: value for condition, value in given.items() if value is not None}
        where = " AND ".join(wanted) or "1"
        query = f"SELECT {_FIELDS} FROM feedback WHERE {where} ORDER BY number DESC LIMIT ?"
        with self._using() as database:
            self._expire(database)
            rows = database.execute(query, (*wanted.values(), most)).fetchall()
        return [_read(row) for row in rows]

    def settle(self, feedback_id: str, state: FeedbackState, content: Mapping[str, Any]) -> None:
        """Note what a review came to.

        Raises:
            StoreError: the file cannot be written.
        """
        with self._using() as database:
            database.execute(
                "UPDATE feedback SET state = ?, content = ? WHERE id = ?",
                (state, json.dumps(content, ensure_ascii=False), feedback_id),
            )

    def expire(self) -> None:
        """Delete feedback whose days are over, out of the write-ahead log too."""
        with self._using() as database:
            self._expire(database)
        with self._using() as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _expire(self, database: sqlite3.Connection) -> None:
        if self._days is not None:
            database.execute("DELETE FROM feedback WHERE created < ?", (time.time() - self._days * _DAY,))

    @contextmanager
    def _using(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock, self._database:
                yield self._database
        except sqlite3.Error as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
                raise disk_full() from None
            raise StoreError("The feedback cannot be read or written.", "Check the data folder.") from error


def _same(row: tuple[Any, ...], digest: str) -> Feedback:
    held = _read(row)
    if held.digest != digest:
        raise ProblemError(409, "id-taken", "Other feedback has this id.", "Give it an id of its own, or none.")
    return held


def _read(row: tuple[Any, ...]) -> Feedback:
    name, tenant, kind, state, content, digest, created, number = row
    return Feedback(
        name, tenant, cast("FeedbackKind", kind), cast("FeedbackState", state), json.loads(content), digest, created,
        number,
    )  # fmt: skip
