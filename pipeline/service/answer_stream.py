"""The events of an answer on their way from the thread that makes them to the loop that sends them."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future
from contextlib import suppress
from typing import Generic, TypeVar

from polycite.pipeline.service.degrading import Budget
from polycite.pipeline.service.problems import ProblemError

E = TypeVar("E")


class AnswerStream(Generic[E]):
    """Events as they come; made inside a running loop.

    Usage::

        try:
            while not isinstance(event := await stream.get(10.0), AnswerFound):
                ...                              # None: nothing happened for ten seconds
        finally:
            stream.close()

    Args:
        budget: the time there is, and how the thread learns that nobody waits any more.
    """

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._loop = asyncio.get_running_loop()
        self._events: asyncio.Queue[E | BaseException] = asyncio.Queue()
        self._future: Future[object] | None = None

    def told(self, event: E | BaseException) -> None:
        """Add an event, from any thread."""
        with suppress(RuntimeError):  # the loop is closed: nobody listens
            self._loop.call_soon_threadsafe(self._events.put_nowait, event)

    def listen(self, future: Future[object]) -> None:
        """Tell of the errors of the call that makes the events, too."""
        self._future = future

        def ended(done: Future[object]) -> None:
            if done.cancelled():
                self.told(ProblemError(503, "draining", "The service is shutting down.", "Try again."))
            elif error := done.exception():
                self.told(error)

        future.add_done_callback(ended)

    async def get(self, seconds: float) -> E | None:
        """The next event; None when there is none for so many seconds.

        Raises:
            ProblemError: 504 when the time is spent, 503 when the service was shut down first.
            Exception: whatever ended the work.
        """
        try:
            event = await asyncio.wait_for(self._events.get(), min(seconds, max(self._budget.left, 0.0)))
        except TimeoutError:
            if self._budget.left <= 0:
                raise ProblemError(504, "timeout", "The answer was not there in time.", "Try again later.") from None
            return None
        if isinstance(event, BaseException):
            raise event
        return event

    async def first(self, seconds: float) -> E | None:
        """As :meth:`get`, for the event before which a response can still be refused: an error ends the work."""
        try:
            return await self.get(seconds)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Nobody waits any more: work that waits is not begun, work in progress ends at its next stage."""
        self._budget.cancelled.set()
        if self._future is not None:
            self._future.cancel()
