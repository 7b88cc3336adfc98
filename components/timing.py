"""Seconds by stage of what runs, without the components passing them on."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_current: ContextVar[dict[str, float] | None] = ContextVar("timings", default=None)


@contextmanager
def timings() -> Iterator[dict[str, float]]:
    """Collects the stages that run inside, in seconds by name; threads started inside add to it too."""
    collected: dict[str, float] = {}
    token = _current.set(collected)
    try:
        yield collected
    finally:
        _current.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Adds the time spent inside to the stage ``name`` of the surrounding :func:`timings`, if any."""
    collected = _current.get()
    begin = time.perf_counter()
    try:
        yield
    finally:
        if collected is not None:
            collected[name] = collected.get(name, 0.0) + time.perf_counter() - begin
