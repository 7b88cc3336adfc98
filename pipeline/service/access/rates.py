"""How often a caller may ask: so many requests a minute, in a bucket that fills by itself."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class _Bucket:
    tokens: float
    filled: float


class RateLimit:
    """A token bucket for each caller: a minute's worth at once, then as fast as it fills.

    It fills by a monotonic clock: setting the clock of the machine neither empties nor fills it. It is kept in
    memory, for this process only.

    Args:
        clock: seconds from any beginning, never going back.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def take(self, name: str, per_minute: int) -> float:
        """Count a request of the caller ``name``.

        Returns:
            0.0 when it may go on, else the seconds until the next may.
        """
        now, rate = self._clock(), per_minute / 60
        bucket = self._buckets.setdefault(name, _Bucket(per_minute, now))
        bucket.tokens = min(float(per_minute), bucket.tokens + (now - bucket.filled) * rate)
        bucket.filled = now
        if bucket.tokens < 1:
            return (1 - bucket.tokens) / rate
        bucket.tokens -= 1
        return 0.0
