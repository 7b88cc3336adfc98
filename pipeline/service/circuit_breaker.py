"""A circuit breaker: what has failed again and again is left alone for a while, not waited for by every question."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from enum import StrEnum


class BreakerState(StrEnum):
    """``closed``: calls pass. ``open``: none does. ``half-open``: one may try."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


class BreakerOpenError(Exception):
    """It was not tried, because it failed before; ``retry_after`` is the seconds until it will be."""

    def __init__(self, name: str, retry_after: float) -> None:
        super().__init__(f"{name} is left alone for {retry_after:.0f} s")
        self.retry_after = retry_after


class CircuitBreaker:
    """Counts failures in a row; after ``failures`` of them it opens for ``seconds``, and then lets one call try.

    Usage::

        breaker.before()             # BreakerOpenError while it is open
        try:
            call()
        except StoreError:
            breaker.failed()
            raise
        breaker.succeeded()

    Args:
        name: of what it guards, for figures.
        failures: in a row, after which it opens.
        seconds: that it stays open.
        clock: seconds from any beginning; monotonic, so that setting the machine's clock opens and shuts nothing.
    """

    def __init__(
        self, name: str, failures: int = 5, seconds: float = 30.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.name, self._most, self._seconds, self._clock = name, failures, seconds, clock
        self._lock = threading.Lock()
        self._failures = 0
        self._opened: float | None = None
        self._tried = float("-inf")

    @property
    def state(self) -> BreakerState:
        """Whether calls pass."""
        with self._lock:
            if self._opened is None:
                return BreakerState.CLOSED
            waited = self._clock() - self._opened >= self._seconds
            return BreakerState.HALF_OPEN if waited else BreakerState.OPEN

    def before(self) -> None:
        """Ask before a call.

        What became of it is to be told by :meth:`succeeded`, :meth:`failed` or :meth:`untried`.

        Raises:
            BreakerOpenError: it is open, or half open and another call tries already.
        """
        with self._lock:
            if self._opened is None:
                return
            now = self._clock()
            # A try that never told what became of it must not shut the way for good.
            left = max(self._opened, self._tried) + self._seconds - now
            if left > 0:
                raise BreakerOpenError(self.name, left)
            self._tried = now

    def succeeded(self) -> None:
        """The call was answered."""
        with self._lock:
            self._failures, self._opened, self._tried = 0, None, float("-inf")

    def untried(self) -> None:
        """The call ended before it told anything of what the breaker guards."""
        with self._lock:
            self._tried = float("-inf")

    def failed(self) -> None:
        """The call was not answered, or not in time."""
        with self._lock:
            self._failures += 1
            if self._failures >= self._most:
                self._opened, self._tried = self._clock(), float("-inf")
