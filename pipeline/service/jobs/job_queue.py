"""What is still to be done of the accepted jobs."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from polycite.pipeline.service.jobs.database import JobDatabase
from polycite.pipeline.service.jobs.items import Item
from polycite.pipeline.service.jobs.job import MOST_FAILURES, DocumentFailure

_MOST_ITEMS = 64
_CAREFUL = 2  # after so many beginnings without an end, an item is done alone


@dataclass(frozen=True, slots=True)
class Work:
    """A job as the one who does it sees it."""

    number: int
    tenant: str | None


@dataclass
class Outcome:
    """What became of some documents: numbers, and the failures by name."""

    indexed: int = 0
    unchanged: int = 0
    removed: int = 0
    failures: list[DocumentFailure] = field(default_factory=list)

    def __add__(self, other: Outcome) -> Outcome:
        return Outcome(
            self.indexed + other.indexed,
            self.unchanged + other.unchanged,
            self.removed + other.removed,
            [*self.failures, *other.failures],
        )


class JobQueue:
    """Jobs one after the other, each in pieces small enough to stop in between."""

    def __init__(self, database: JobDatabase) -> None:
        self._database = database

    def next(self) -> Work | None:
        """The job to go on with: the oldest that is not finished."""
        with self._database.transaction() as file:
            row = file.execute(
                "SELECT number, tenant FROM jobs WHERE state IN ('running', 'queued') ORDER BY number LIMIT 1"
            ).fetchone()
            if row is None:
                return None
            file.execute(
                "UPDATE jobs SET state = 'running', started = coalesce(started, ?) WHERE number = ?",
                (time.time(), row["number"]),
            )
            return Work(row["number"], row["tenant"])

    def take(self, work: Work, characters: int) -> list[Item]:
        """The next items of a job, all of one kind and about ``characters`` long together; a file comes alone.

        That they were begun is noted, so that an item that ends the process is known by it the next time.
        """
        with self._database.transaction() as file:
            rows = file.execute(
                "SELECT position, kind, size, attempts FROM items WHERE job = ? ORDER BY position LIMIT ?",
                (work.number, _MOST_ITEMS),
            ).fetchall()
            taken: list[int] = []
            length = 0
            for row in rows:
                alone = row["kind"] == "file" or row["attempts"] >= _CAREFUL
                if taken and (alone or row["kind"] != rows[0]["kind"] or length + row["size"] > characters):
                    break
                taken.append(row["position"])
                length += row["size"]
                if alone:
                    break
            if not taken:
                return []
            span = (work.number, taken[0], taken[-1])
            found = file.execute(
                "SELECT kind, name, body, size, position, attempts FROM items "
                "WHERE job = ? AND position BETWEEN ? AND ? ORDER BY position",
                span,
            ).fetchall()
            file.execute("UPDATE items SET attempts = attempts + 1 WHERE job = ? AND position BETWEEN ? AND ?", span)
            return [Item(*row) for row in found]

    def left(self, work: Work, items: Sequence[Item]) -> list[Item]:
        """Those of ``items`` that were neither cancelled nor superseded since they were taken."""
        with self._database.transaction() as file:
            positions = {
                row[0]
                for row in file.execute(
                    "SELECT position FROM items WHERE job = ? AND position BETWEEN ? AND ?",
                    (work.number, items[0].position, items[-1].position),
                )
            }
        return [item for item in items if item.position in positions]

    def untake(self, work: Work, items: Sequence[Item], waiting: str) -> None:
        """Leave ``items`` for later, through no fault of theirs; ``waiting`` says what for."""
        with self._database.transaction() as file:
            for item in items:
                file.execute(
                    "UPDATE items SET attempts = ? WHERE job = ? AND position = ?",
                    (item.attempts, work.number, item.position),
                )
            file.execute("UPDATE jobs SET waiting = ? WHERE number = ? AND state = 'running'", (waiting, work.number))

    def settle(self, work: Work, items: Sequence[Item], outcome: Outcome, more: Iterable[Item] = ()) -> None:
        """Note what became of ``items``; ``more`` take their place: the documents of a file that was read."""
        with self._database.transaction() as file:
            running = file.execute("SELECT state FROM jobs WHERE number = ?", (work.number,)).fetchone()[0] == "running"
            for item in items:
                file.execute("DELETE FROM items WHERE job = ? AND position = ?", (work.number, item.position))
            place = file.execute("SELECT max(position) FROM items WHERE job = ?", (work.number,)).fetchone()[0]
            place = max(-1 if place is None else place, *(item.position for item in items))
            added = 0
            for added, item in enumerate(more if running else (), 1):
                file.execute(
                    "INSERT INTO items (job, position, kind, name, size, body) VALUES (?, ?, ?, ?, ?, ?)",
                    (work.number, place + added, item.kind, item.name, item.size, item.body),
                )
            kept = file.execute("SELECT count(*) FROM failures WHERE job = ?", (work.number,)).fetchone()[0]
            file.executemany(
                "INSERT INTO failures VALUES (?, ?, ?, ?)",
                ((work.number, f.document, f.problem, f.mend) for f in outcome.failures[: MOST_FAILURES - kept]),
            )
            settled = outcome.indexed + outcome.unchanged + outcome.removed + len(outcome.failures)
            file.execute(
                "UPDATE jobs SET total = total + ? - ?, done = done + ?, indexed = indexed + ?, "
                "unchanged = unchanged + ?, removed = removed + ?, failed = failed + ?, waiting = '' WHERE number = ?",
                (
                    added + settled,
                    len(items),
                    settled,
                    outcome.indexed,
                    outcome.unchanged,
                    outcome.removed,
                    len(outcome.failures),
                    work.number,
                ),
            )

    def finish(self, work: Work) -> None:
        """Call a job done when nothing of it is left."""
        with self._database.transaction() as file:
            file.execute(
                "UPDATE jobs SET finished = ?, waiting = '', state = CASE "
                "WHEN failed > 0 AND indexed + unchanged + removed = 0 THEN 'failed' ELSE 'done' END "
                "WHERE number = ? AND state = 'running' AND NOT EXISTS (SELECT 1 FROM items WHERE job = number)",
                (time.time(), work.number),
            )

    def supersede(self, name: str) -> int:
        """Strike the items of a document that was written or removed meanwhile; how many there were.

        What a caller said last counts, though a job that it gave before comes to the document only now.
        """
        with self._database.transaction() as file:
            jobs = file.execute(
                "SELECT job, count(*) FROM items WHERE name = ? AND kind != 'file' GROUP BY job", (name,)
            ).fetchall()
            file.execute("DELETE FROM items WHERE name = ? AND kind != 'file'", (name,))
            for job, number in jobs:
                file.execute("UPDATE jobs SET done = done + ? WHERE number = ?", (number, job))
            return sum(number for _, number in jobs)
