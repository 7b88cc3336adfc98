"""How much a caller may ask in a day."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

logger = logging.getLogger("polycite.service")
_KEPT = 32  # days
_TABLE = (
    "CREATE TABLE IF NOT EXISTS used (day TEXT, caller TEXT, count INTEGER, PRIMARY KEY (day, caller)) WITHOUT ROWID"
)
_COUNT = (
    "INSERT INTO used VALUES (?, ?, 1) ON CONFLICT (day, caller) "
    "DO UPDATE SET count = count + 1 WHERE count < ? RETURNING count"
)


class DailyQuota:
    """Requests by caller and UTC day, in ``quotas.sqlite3`` of the data folder.

    Every process of the service counts in the same file, and a restart forgets nothing. Each day has a count of its
    own, so setting the clock back finds what was used of that day. While the service runs, its day goes on by a
    monotonic clock from the time it started, so that a clock set forward opens no new day.

    A file that cannot be written (the disk is full) is told in the log and counting goes on in memory: limits are
    there to protect the service, so they must not be what takes it down.

    Args:
        folder: the data folder; nothing is written to it before the first request that counts.
        monotonic: seconds from any beginning, never going back.
        wall: seconds since 1970, UTC; read once.
    """

    def __init__(
        self,
        folder: Path,
        monotonic: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._path = folder / "quotas.sqlite3"
        self._monotonic = monotonic
        self._begin = wall() - monotonic()
        self._file: sqlite3.Connection | None = None
        self._memory: Counter[tuple[str, str]] = Counter()

    def take(self, name: str, per_day: int) -> float:
        """Count a request of the caller ``name``.

        Returns:
            0.0 when it may go on, else the seconds until the next day begins.
        """
        now = datetime.fromtimestamp(self._begin + self._monotonic(), UTC)
        day = now.date().isoformat()
        try:
            with self._open() as file:
                counted = bool(file.execute(_COUNT, (day, name, per_day)).fetchall())
        except (sqlite3.Error, OSError) as error:
            logger.error("The daily quotas cannot be written: %s; they are counted in memory.", type(error).__name__)
            self.close()
            counted = self._memory[day, name] < per_day
            self._memory[day, name] += counted
        if counted:
            return 0.0
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
        return (midnight - now).total_seconds()

    def close(self) -> None:
        """Close the file; the next request opens it again."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> sqlite3.Connection:
        if self._file is None:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.touch(mode=0o600)
            # A wait for another process's write is short; the loop that serves everyone must not stand still for it.
            file = sqlite3.connect(self._path, timeout=0.25, check_same_thread=False)
            file.execute("PRAGMA journal_mode = WAL")
            file.execute("PRAGMA synchronous = NORMAL")
            with file:
                file.execute(_TABLE)
                past = datetime.fromtimestamp(self._begin + self._monotonic(), UTC) - timedelta(days=_KEPT)
                file.execute("DELETE FROM used WHERE day < ?", (past.date().isoformat(),))
            self._file = file
        return self._file
