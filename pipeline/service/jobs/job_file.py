"""The jobs that were accepted, in the order they came."""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.jobs.database import JobDatabase
from polycite.pipeline.service.jobs.idempotency import IdempotencyKey
from polycite.pipeline.service.jobs.items import Item
from polycite.pipeline.service.jobs.job import FINISHED, MOST_FAILURES, DocumentFailure, JobModel, Kind, State
from polycite.pipeline.service.problems import ProblemError

_KEPT_SECONDS = 7 * 24 * 3600
_ACTIVE = "state IN ('queued', 'running')"


class JobFile:
    """Jobs, accepted and followed. Callers see those of their own tenant, the operator all.

    Args:
        database: where they are kept.
        most: unfinished jobs there may be.
    """

    def __init__(self, database: JobDatabase, most: int) -> None:
        self._database, self._most = database, most

    def accept(
        self, kind: Kind, tenancy: Tenancy, items: Sequence[Item], key: IdempotencyKey | None = None
    ) -> tuple[JobModel, bool]:
        """Keep a job, durable when this returns; and whether it is new, not one that ``key`` had already.

        Raises:
            ProblemError: 503 when too many are unfinished, 507 when the disk is full, 409 for a key used otherwise.
        """
        with self._database.transaction() as file:
            if key and (known := key.job(file)) is not None:
                return self._read(file, _find(file, known, tenancy)), False
            if self._active(file) >= self._most:
                raise ProblemError(
                    503,
                    "jobs-full",
                    f"{self._most} jobs are waiting already.",
                    "Try again when some of them are done.",
                    {"Retry-After": "30"},
                )
            self._prune(file)
            name = secrets.token_hex(10)
            number = file.execute(
                "INSERT INTO jobs (id, kind, tenant, state, total, created) VALUES (?, ?, ?, 'queued', ?, ?)",
                (name, kind, tenancy.tenant, len(items), time.time()),
            ).lastrowid
            file.executemany(
                "INSERT INTO items (job, position, kind, name, size, body) VALUES (?, ?, ?, ?, ?, ?)",
                ((number, place, item.kind, item.name, item.size, item.body) for place, item in enumerate(items)),
            )
            if key:
                key.keep(file, name)
            return self._read(file, _find(file, name, tenancy)), True

    def job(self, name: str, tenancy: Tenancy) -> JobModel:
        """The job of that id.

        Raises:
            ProblemError: 404 when the caller has none.
        """
        with self._database.transaction() as file:
            return self._read(file, _find(file, name, tenancy))

    def jobs(self, tenancy: Tenancy, limit: int, state: State | None = None) -> list[JobModel]:
        """The caller's last ``limit`` jobs, the newest first."""
        with self._database.transaction() as file:
            found = file.execute(
                "SELECT * FROM jobs WHERE (? IS NULL OR tenant = ?) AND (? IS NULL OR state = ?) "
                "ORDER BY number DESC LIMIT ?",
                (tenancy.tenant, tenancy.tenant, state, state, limit),
            ).fetchall()
            return [self._read(file, row) for row in found]

    def cancel(self, name: str, tenancy: Tenancy) -> JobModel:
        """Do nothing more of a job; what was done stays. Cancelled twice it is cancelled.

        Raises:
            ProblemError: 404 when the caller has none, 409 when it is done.
        """
        with self._database.transaction() as file:
            row = _find(file, name, tenancy)
            if row["state"] in FINISHED and row["state"] != "cancelled":
                raise ProblemError(409, "job-finished", "The job is done already.", "Delete its documents instead.")
            if row["state"] != "cancelled":
                file.execute("DELETE FROM items WHERE job = ?", (row["number"],))
                file.execute(
                    "UPDATE jobs SET state = 'cancelled', waiting = '', finished = ? WHERE number = ?",
                    (time.time(), row["number"]),
                )
            return self._read(file, _find(file, name, tenancy))

    def active(self) -> int:
        """Number of jobs that are not finished."""
        with self._database.transaction() as file:
            return self._active(file)

    def _active(self, file: sqlite3.Connection) -> int:
        return int(file.execute(f"SELECT count(*) FROM jobs WHERE {_ACTIVE}").fetchone()[0])

    def _prune(self, file: sqlite3.Connection) -> None:
        before = time.time() - _KEPT_SECONDS
        old = f"SELECT number FROM jobs WHERE NOT {_ACTIVE} AND finished < ?"
        file.execute(f"DELETE FROM failures WHERE job IN ({old})", (before,))
        file.execute(f"DELETE FROM jobs WHERE number IN ({old})", (before,))

    def _read(self, file: sqlite3.Connection, row: sqlite3.Row) -> JobModel:
        failures = file.execute(
            "SELECT document, problem, mend FROM failures WHERE job = ? ORDER BY rowid LIMIT ?",
            (row["number"], MOST_FAILURES),
        )
        known = {key: row[key] for key in row.keys() if key in JobModel.model_fields}  # noqa: SIM118
        times = {key: _iso(row[key]) for key in ("created", "started", "finished")}
        return JobModel(**{**known, **times, "failures": [DocumentFailure(**dict(one)) for one in failures]})


def _find(file: sqlite3.Connection, name: str, tenancy: Tenancy) -> sqlite3.Row:
    row: sqlite3.Row | None = file.execute(
        "SELECT * FROM jobs WHERE id = ? AND (? IS NULL OR tenant = ?)", (name, tenancy.tenant, tenancy.tenant)
    ).fetchone()
    if row is None:
        raise ProblemError(404, "not-found", "There is no such job.", "List those there are; they are kept a week.")
    return row


def _iso(seconds: float | None) -> str | None:
    if seconds is None:
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
