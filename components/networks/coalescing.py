"""Calls of several threads in one batch: what questions asked at once want of a model, it computes at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_WINDOW = 0.003  # seconds; a forward takes tens of milliseconds, so this is not felt
_callers = 0
_counting = threading.Lock()


@contextmanager
def caller() -> Iterator[None]:
    """Says that this thread is answering a question and will call models; a lone caller is never kept waiting."""
    global _callers
    with _counting:
        _callers += 1
    try:
        yield
    finally:
        with _counting:
            _callers -= 1


class _Ticket(Generic[T, R]):
    """A call that waits: its items, their longest in tokens, and what became of it."""

    __slots__ = ("done", "error", "items", "longest", "results")

    def __init__(self, items: Sequence[T], longest: int) -> None:
        self.items, self.longest = items, longest
        self.done = False
        self.results: Sequence[R] | None = None
        self.error: BaseException | None = None

    def is_done(self) -> bool:
        """Whether there is an outcome; another thread may have got it."""
        return self.done


class Coalescer(Generic[T, R]):
    """Gathers the calls of concurrent threads into batches, and gives each caller what is its own.

    A call that comes while nothing runs begins at once, or after a window of three milliseconds while other
    :func:`caller` threads may be about to call too. Calls that come while a batch runs make up the next one. An error
    in a batch is looked for call by call, so that it reaches only those that it is about.

    Usage::

        coalescer = Coalescer(forward, budget=4096)
        rows = coalescer.run(windows, longest=180)      # one result for each window

    Args:
        call: computes one result for each item of a batch, in order.
        budget: padded tokens a batch holds; a call that nearly fills it by itself runs by itself.
    """

    def __init__(self, call: Callable[[Sequence[T]], Sequence[R]], budget: int) -> None:
        self._call, self._budget = call, budget
        self._changed = threading.Condition()
        self._waiting: list[_Ticket[T, R]] = []
        self._running = 0

    def run(self, items: Sequence[T], longest: int) -> Sequence[R]:
        """One result for each of ``items``, in their order.

        Args:
            items: what the call is made with.
            longest: tokens of the longest of them, to which the others are padded.

        Raises:
            Exception: whatever the call raises for these items alone.
        """
        if 2 * len(items) * longest > self._budget:
            return self._call(items)
        ticket: _Ticket[T, R] = _Ticket(items, longest)
        with self._changed:
            self._waiting.append(ticket)
            self._changed.notify_all()
            while not ticket.is_done() and self._running >= lanes():
                self._changed.wait()
            if ticket.is_done():
                return _outcome(ticket)
            self._running += 1
        batch: list[_Ticket[T, R]] = []
        try:
            with self._changed:
                self._gather(ticket)
                if ticket in self._waiting:  # else another thread has taken it along
                    batch = self._take(ticket)
            if batch:
                self._compute(batch)
        finally:
            with self._changed:
                self._running -= 1
                for one in batch:
                    one.done = True
                self._changed.notify_all()
        with self._changed:
            while not ticket.is_done():
                self._changed.wait()
        return _outcome(ticket)

    def _gather(self, ticket: _Ticket[T, R]) -> None:
        """Wait for others, as long as there are any who might come."""
        end = time.monotonic() + _WINDOW
        while ticket in self._waiting and len(self._waiting) < _callers and (left := end - time.monotonic()) > 0:
            self._changed.wait(left)

    def _take(self, first: _Ticket[T, R]) -> list[_Ticket[T, R]]:
        """``first``, and of the others those that fit beside it; the rest stay for the next batch."""
        batch, size, longest = [first], len(first.items), first.longest
        for other in self._waiting:
            both = size + len(other.items)
            if other is not first and both * max(longest, other.longest) <= self._budget:
                batch.append(other)
                size, longest = both, max(longest, other.longest)
        self._waiting = [one for one in self._waiting if one not in batch]
        return batch

    def _compute(self, batch: Sequence[_Ticket[T, R]]) -> None:
        try:
            results = self._call([item for ticket in batch for item in ticket.items])
        except BaseException as error:
            if len(batch) == 1:
                batch[0].error = error
                return
            for ticket in batch:
                self._compute([ticket])
            return
        at = 0
        for ticket in batch:
            ticket.results = results[at : at + len(ticket.items)]
            at += len(ticket.items)


def lanes() -> int:
    """Batches that may run side by side: as many as the processor has room for, each with torch's threads."""
    import os

    import torch

    return 1 if torch.cuda.is_available() else max(1, (os.cpu_count() or 1) // torch.get_num_threads())


def _outcome(ticket: _Ticket[T, R]) -> Sequence[R]:
    if ticket.error is not None:
        raise ticket.error
    assert ticket.results is not None
    return ticket.results
