"""What is left out of an answer when time runs short, so that there is one at all."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.streaming import DEGRADED, Skippable

_current: ContextVar[Budget | None] = ContextVar("budget", default=None)
_NEWEST = 0.2  # share of the newest measurement in what is expected
THREAD = "thread"
"""The stage that is all of them: how long a question keeps a thread busy."""


class CallerLeftError(Exception):
    """Nobody waits for the answer any more; nobody is told either."""


class StageTimes:
    """Seconds that stages take nowadays: a moving average of what was measured."""

    def __init__(self) -> None:
        self._seconds: dict[str, float] = {}
        self._lock = threading.Lock()

    def measured(self, timings: Mapping[str, float]) -> None:
        """Take in the seconds by stage of an answer."""
        with self._lock:
            for stage, seconds in timings.items():
                before = self._seconds.get(stage, seconds)
                self._seconds[stage] = before + _NEWEST * (seconds - before)

    def expected(self, stage: str) -> float:
        """Seconds; 0.0 for a stage that was never measured."""
        return self._seconds.get(stage, 0.0)

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Measure :data:`THREAD`; what ends early with an error counts when it took longer than is expected."""
        begin, done = time.monotonic(), False
        try:
            yield
            done = True
        finally:
            spent = time.monotonic() - begin
            if done or spent > self.expected(THREAD):
                self.measured({THREAD: spent})


class Budget:
    """The time of one question, waiting in the queue included, and whether anybody still waits for the answer.

    ``cancelled`` is set when nobody does; ``worked`` when the answer was not a kept one.

    Args:
        seconds: until the caller is told that it took too long.
        times: what stages take.
        clock: seconds from any beginning, never going back.
    """

    def __init__(self, seconds: float, times: StageTimes, clock: Callable[[], float] = time.monotonic) -> None:
        self._times, self._clock = times, clock
        self._end = clock() + seconds
        self.cancelled = threading.Event()
        self.worked = False
        self.notes: list[str] = []

    @property
    def left(self) -> float:
        """Seconds; negative when they are spent."""
        return self._end - self._clock()

    def check(self) -> None:
        """Ask between two stages whether to go on.

        Raises:
            ProblemError: 504 when the time is spent.
            CallerLeftError: nobody waits any more.
        """
        if self.cancelled.is_set():
            raise CallerLeftError
        if self.left <= 0:
            raise ProblemError(504, "timeout", "The answer was not there in time.", "Try again later.")

    def allows(self, what: Skippable) -> bool:
        """Whether there is time for what an answer can do without."""
        self.check()
        rest = self._times.expected("citing") + self._times.expected("translation")
        return self.left > (self._times.expected("reading") + rest if what == "second view" else rest)

    def note(self, what: str) -> None:
        """Say in the answer's notes what was left out."""
        if (note := DEGRADED + what) not in self.notes:
            self.notes.append(note)

    @contextmanager
    def spending(self) -> Iterator[None]:
        """Makes this the budget of what runs inside."""
        token = _current.set(self)
        try:
            yield
        finally:
            _current.reset(token)


def current_budget() -> Budget | None:
    """The budget of the question that is being answered in this thread."""
    return _current.get()
