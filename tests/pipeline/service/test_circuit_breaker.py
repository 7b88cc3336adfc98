"""A breaker opens after failures in a row, and lets one call try when it has waited."""

from __future__ import annotations

import pytest

from polycite.pipeline.service.circuit_breaker import BreakerOpenError, BreakerState, CircuitBreaker


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> CircuitBreaker:
    return CircuitBreaker("store", failures=3, seconds=30, clock=clock)


def fail(breaker: CircuitBreaker, times: int) -> None:
    for _ in range(times):
        breaker.before()
        breaker.failed()


def test_failures_in_a_row_open_it(breaker: CircuitBreaker) -> None:
    fail(breaker, 2)
    breaker.before()
    breaker.succeeded()
    fail(breaker, 2)
    assert breaker.state is BreakerState.CLOSED
    fail(breaker, 1)
    assert breaker.state is BreakerState.OPEN
    with pytest.raises(BreakerOpenError) as raised:
        breaker.before()
    assert raised.value.retry_after == 30


def test_one_call_tries_when_it_has_waited(breaker: CircuitBreaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 30.0
    assert breaker.state is BreakerState.HALF_OPEN
    breaker.before()
    with pytest.raises(BreakerOpenError):
        breaker.before()
    breaker.succeeded()
    assert breaker.state is BreakerState.CLOSED
    fail(breaker, 2)
    assert breaker.state is BreakerState.CLOSED


def test_a_try_that_fails_opens_it_again(breaker: CircuitBreaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 31.0
    fail(breaker, 1)
    assert breaker.state is BreakerState.OPEN
    clock.now = 60.0
    with pytest.raises(BreakerOpenError):
        breaker.before()
    clock.now = 61.0
    breaker.before()


def test_a_try_that_never_ends_does_not_shut_it_for_good(breaker: CircuitBreaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.now = 30.0
    breaker.before()
    clock.now = 60.0
    breaker.before()
