from __future__ import annotations

from polycite.pipeline.service.access.rates import RateLimit


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_minutes_worth_at_once_then_as_it_fills() -> None:
    clock = Clock()
    rates = RateLimit(clock)
    assert [rates.take("a", 3) for _ in range(3)] == [0.0, 0.0, 0.0]
    assert rates.take("a", 3) == 20.0
    clock.now += 20
    assert rates.take("a", 3) == 0.0
    assert rates.take("a", 3) > 0


def test_waiting_as_long_as_told_is_enough() -> None:
    clock = Clock()
    rates = RateLimit(clock)
    for _ in range(7):
        rates.take("a", 7)
    clock.now += rates.take("a", 7) + 1e-9
    assert rates.take("a", 7) == 0.0


def test_one_caller_does_not_use_up_anothers() -> None:
    rates = RateLimit(Clock())
    rates.take("a", 1)
    assert rates.take("a", 1) > 0
    assert rates.take("b", 1) == 0.0


def test_a_long_pause_saves_up_no_more_than_a_minute() -> None:
    clock = Clock()
    rates = RateLimit(clock)
    rates.take("a", 2)
    clock.now += 1e6
    assert [rates.take("a", 2) == 0.0 for _ in range(3)] == [True, True, False]
