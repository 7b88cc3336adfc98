"""How much is taken at once: a bounded queue before a fixed number of threads, never an unbounded wait."""

from __future__ import annotations

import asyncio
import contextvars
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from polycite.pipeline.service.problems import ProblemError

T = TypeVar("T")


class Admission:
    """Runs calls in ``workers`` threads; up to ``waiting`` more wait for one, and the next are refused with a 503.

    Args:
        workers: calls that run at once.
        waiting: calls that may wait.
        timeout: seconds a caller waits for the result; the thread ends its work unheard.

    ``refused`` counts the calls that were not taken, by kind of problem.
    """

    def __init__(self, workers: int, waiting: int, timeout: float) -> None:
        self.workers, self.waiting, self.timeout = workers, waiting, timeout
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="polycite")
        self.refused: Counter[str] = Counter()
        self._inside = 0
        self._closing = False
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def inside(self) -> int:
        """Calls that run or wait."""
        return self._inside

    async def run(self, call: Callable[[], T], timeout: float | None = None) -> T:
        """The result of ``call``, run in a thread.

        Raises:
            ProblemError: 503 when the queue is full or the service is shutting down, 504 when it takes too long.
        """
        future = self.begin(call)
        try:
            return await self.result(future, timeout)
        finally:
            future.cancel()  # nobody waits for it any more; it does not begin if it has not begun

    def begin(self, call: Callable[[], T]) -> Future[T]:
        """Take ``call``, to be run when a thread is free; :meth:`run` without waiting for it.

        Cancelling the future gives its place back at once if it has not begun, else when it ends.

        Raises:
            ProblemError: 503 when the queue is full or the service is shutting down.
        """
        self._enter()
        loop, context = asyncio.get_running_loop(), contextvars.copy_context()

        def leave(_: Future[T]) -> None:
            with suppress(RuntimeError):  # the loop is closed: nobody counts any more
                loop.call_soon_threadsafe(self._leave)

        try:
            future = self._threads.submit(context.run, call)
        except RuntimeError:
            self._leave()
            raise _draining() from None
        # The place is given back when the thread is done, not when its caller has left: only then is there room.
        future.add_done_callback(leave)
        return future

    async def result(self, future: Future[T], timeout: float | None = None) -> T:
        """What became of a call that :meth:`begin` took.

        Raises:
            ProblemError: 503 when the service was shut down first, 504 when it takes too long.
        """
        seconds = timeout or self.timeout
        waiting = asyncio.wrap_future(future)
        waiting.add_done_callback(_heard)
        try:
            return await asyncio.wait_for(asyncio.shield(waiting), seconds)
        except TimeoutError:
            if waiting.done():  # the call's own, or it was done at the last moment
                return waiting.result()
            raise ProblemError(504, "timeout", f"No answer within {seconds:g} seconds.", "Try again later.") from None
        except asyncio.CancelledError:
            if future.cancelled():  # not its caller has left, the service has
                raise _draining() from None
            raise

    def full(self, detail: str, seconds: int = 2) -> ProblemError:
        """The refusal of a call for which there is no room, counted.

        Args:
            detail: what there is none for.
            seconds: after which to try again.
        """
        self.refused["queue-full"] += 1
        return ProblemError(503, "queue-full", detail, "Try again.", {"Retry-After": str(seconds)})

    async def drain(self, seconds: float) -> bool:
        """Take nothing more and wait for what was taken; whether all of it was done in time."""
        self._closing = True
        try:
            await asyncio.wait_for(self._idle.wait(), seconds)
        except TimeoutError:
            return False
        finally:
            self._threads.shutdown(wait=False, cancel_futures=True)
        return True

    def _enter(self) -> None:
        if self._closing:
            self.refused["draining"] += 1
            raise _draining()
        if self._inside >= self.workers + self.waiting:
            raise self.full(f"{self._inside} requests are waiting already.")
        self._inside += 1
        self._idle.clear()

    def _leave(self) -> None:
        self._inside -= 1
        if not self._inside:
            self._idle.set()


def _heard(future: asyncio.Future[Any]) -> None:
    """Look at an error that comes when the caller has left, or the loop logs that nobody did."""
    if not future.cancelled():
        future.exception()


def _draining() -> ProblemError:
    return ProblemError(503, "draining", "The service is shutting down.", "Try again.", {"Retry-After": "5"})
