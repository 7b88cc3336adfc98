"""A store that is left alone when it fails again and again, so that not every question waits for it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager

from polycite.components.errors import OriginalNotFoundError, StoreError
from polycite.pipeline.service.circuit_breaker import BreakerOpenError, CircuitBreaker
from polycite.pipeline.service.problems import ProblemError


@contextmanager
def guarded_store(breaker: CircuitBreaker) -> Iterator[None]:
    """Count what becomes of the store inside.

    Raises:
        ProblemError: 503 with ``Retry-After`` at once, while the breaker is open.
    """
    try:
        breaker.before()
    except BreakerOpenError as error:
        raise ProblemError(
            503,
            "store-unavailable",
            "The store has failed lately and is left alone for a while.",
            "Try again.",
            {"Retry-After": str(math.ceil(error.retry_after))},
        ) from error
    try:
        yield
    except StoreError as error:
        if isinstance(error, OriginalNotFoundError):  # it answers; the document went in the meantime
            breaker.succeeded()
        else:
            breaker.failed()
        raise
    except BaseException:
        breaker.untried()
        raise
    breaker.succeeded()
