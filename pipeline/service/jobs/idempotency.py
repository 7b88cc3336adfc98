"""Idempotency keys: a request that is sent again, because its answer was lost, is not carried out again."""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Header

from polycite.pipeline.service.problems import ProblemError

KEPT_SECONDS = 24 * 3600

KeyHeader = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[\x21-\x7e]+$",
        description="The same key with the same body gets the same job again, for 24 hours; a UUID is a good one.",
    ),
]


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """A key that a caller gave, with what it was given for.

    Args:
        caller: whose key it is: two callers may use the same.
        key: the header's value.
        digest: of the request.
    """

    caller: str
    key: str
    digest: str

    @classmethod
    def of(cls, caller: str, key: str | None, *content: bytes) -> IdempotencyKey | None:
        """The key of a request with this content; None when it has none."""
        return None if key is None else cls(caller, key, _digest(content))

    def job(self, file: sqlite3.Connection) -> str | None:
        """Id of the job that this request was answered with before; None when it is new.

        Raises:
            ProblemError: 409 when the key was used for another request.
        """
        # A clock that was set back may have outlived a job by its key.
        file.execute(
            "DELETE FROM keys WHERE created < ? OR job NOT IN (SELECT id FROM jobs)", (time.time() - KEPT_SECONDS,)
        )
        found = file.execute(
            "SELECT digest, job FROM keys WHERE caller = ? AND key = ?", (self.caller, self.key)
        ).fetchone()
        if found is None:
            return None
        if found["digest"] != self.digest:
            raise ProblemError(
                409, "idempotency-key-reused", "This Idempotency-Key was used for another request.", "Use a new one."
            )
        return str(found["job"])

    def keep(self, file: sqlite3.Connection, job: str) -> None:
        """Note the job that this request is answered with."""
        file.execute("INSERT INTO keys VALUES (?, ?, ?, ?, ?)", (self.caller, self.key, self.digest, job, time.time()))


def _digest(content: Iterable[bytes]) -> str:
    digest = hashlib.sha256()
    for part in content:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()
