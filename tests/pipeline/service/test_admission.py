"""The queue: bounded, nothing accepted is lost, places come back, shutting down finishes what was taken."""

from __future__ import annotations

import asyncio
import threading

import pytest

from polycite.pipeline.service.admission import Admission
from polycite.pipeline.service.problems import ProblemError


async def until_idle(admission: Admission) -> None:
    while admission.inside:
        await asyncio.sleep(0.002)


async def test_ten_times_capacity_is_refused_cleanly_and_nothing_is_lost() -> None:
    admission = Admission(workers=2, waiting=8, timeout=60)
    ran: list[int] = []
    lock = threading.Lock()

    def call(number: int) -> int:
        with lock:
            ran.append(number)
        return number

    async def ask(number: int) -> int | ProblemError:
        try:
            return await admission.run(lambda: call(number))
        except ProblemError as error:
            return error

    for _ in range(5):
        ran.clear()
        found = await asyncio.gather(*(ask(number) for number in range(100)))
        answered = [one for one in found if isinstance(one, int)]
        refused = [one for one in found if isinstance(one, ProblemError)]
        assert sorted(answered) == sorted(ran)  # every call that was taken was answered, and no other ran
        assert len(answered) >= 10
        assert len(answered) + len(refused) == 100
        assert all(one.status == 503 and one.headers["Retry-After"] for one in refused)
        await until_idle(admission)
    assert admission.refused["queue-full"] >= 5 * 90 - 5
    assert await admission.run(lambda: "still there") == "still there"


async def test_a_waiting_call_whose_caller_left_never_begins_and_frees_its_place() -> None:
    admission = Admission(workers=1, waiting=1, timeout=60)
    go, begun = threading.Event(), threading.Event()
    ran: list[str] = []

    def first() -> None:
        begun.set()
        go.wait(60)

    running = asyncio.create_task(admission.run(first))
    while not begun.is_set():
        await asyncio.sleep(0.002)
    waiting = asyncio.create_task(admission.run(lambda: ran.append("left")))
    await asyncio.sleep(0.01)
    assert admission.inside == 2
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    while admission.inside == 2:
        await asyncio.sleep(0.002)
    next_one = asyncio.create_task(admission.run(lambda: ran.append("next")))
    await asyncio.sleep(0.01)
    go.set()
    await asyncio.gather(running, next_one)
    assert ran == ["next"]


async def test_a_running_call_keeps_its_place_until_its_thread_is_done() -> None:
    admission = Admission(workers=1, waiting=0, timeout=60)
    go = threading.Event()
    with pytest.raises(ProblemError) as raised:
        await admission.run(lambda: go.wait(60), timeout=0.02)
    assert raised.value.status == 504
    with pytest.raises(ProblemError) as refused:
        await admission.run(lambda: None)
    assert refused.value.kind == "queue-full"
    go.set()
    await until_idle(admission)
    assert await admission.run(lambda: 1) == 1


async def test_errors_of_the_call_come_through() -> None:
    admission = Admission(workers=1, waiting=1, timeout=60)

    def fail() -> None:
        raise TimeoutError("the call's own")

    with pytest.raises(TimeoutError, match="own"):
        await admission.run(fail)
    assert admission.inside in (0, 1)
    await until_idle(admission)


async def test_draining_finishes_what_was_taken_and_takes_no_more() -> None:
    admission = Admission(workers=1, waiting=5, timeout=60)
    go = threading.Event()
    taken = [asyncio.create_task(admission.run(lambda: go.wait(60))) for _ in range(4)]
    await asyncio.sleep(0.01)
    draining = asyncio.create_task(admission.drain(60))
    await asyncio.sleep(0.01)
    with pytest.raises(ProblemError) as refused:
        await admission.run(lambda: None)
    assert (refused.value.status, refused.value.kind) == (503, "draining")
    go.set()
    assert await draining is True
    assert await asyncio.gather(*taken) == [True] * 4


async def test_draining_out_of_time_tells_those_who_wait() -> None:
    admission = Admission(workers=1, waiting=5, timeout=60)
    go, begun = threading.Event(), threading.Event()

    def first() -> str:
        begun.set()
        go.wait(60)
        return "finished"

    running = asyncio.create_task(admission.run(first))
    while not begun.is_set():
        await asyncio.sleep(0.002)
    waiting = asyncio.create_task(admission.run(lambda: None))
    await asyncio.sleep(0.01)
    assert await admission.drain(0.02) is False
    with pytest.raises(ProblemError) as told:
        await waiting
    assert (told.value.status, told.value.kind) == (503, "draining")
    go.set()
    assert await running == "finished"
