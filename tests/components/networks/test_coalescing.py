"""Calls of concurrent threads in one batch: the same results, each to its own caller."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.embedding import TextEmbedder
from polycite.components.networks.coalescing import Coalescer, caller
from polycite.components.networks.span_model import SpanModel

TEXTS = [
    "How many devices does the router support?",
    "Wie schwer ist der Heimspeicher B-5?",
    "كم مدة الضمان؟",
    "कैमरा की बैटरी कितने घंटे चलती है?",
    "打印机每分钟可以打印多少页？",
    "โคมไฟกันน้ำได้ลึกเท่าไร",
    "No",
]


@pytest.fixture(autouse=True)
def one_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    """One batch at a time, however many cores and threads there are."""
    monkeypatch.setattr("polycite.components.networks.coalescing.lanes", lambda: 1)


class Squares:
    """Squares numbers, and remembers in which batches."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.free = threading.Event()
        self.free.set()
        self.begun = threading.Event()

    def __call__(self, numbers: Sequence[int]) -> list[int]:
        self.batches.append(list(numbers))
        self.begun.set()
        if 0 in numbers:
            self.free.wait(60)
        if 13 in numbers:
            raise ValueError("13")
        return [number * number for number in numbers]


@contextmanager
def held(squares: Squares, coalescer: Coalescer[int, int], pool: ThreadPoolExecutor) -> Iterator[None]:
    """A first call is in progress inside; it goes on at the end."""
    squares.free.clear()
    first = pool.submit(coalescer.run, [0], 1)
    assert squares.begun.wait(60)
    yield
    squares.free.set()
    assert first.result() == [0]


def wait_for_tickets(coalescer: Coalescer[int, int], count: int) -> None:
    while len(coalescer._waiting) < count:
        threading.Event().wait(0.001)


def test_calls_that_come_meanwhile_are_one_batch() -> None:
    squares = Squares()
    coalescer = Coalescer(squares, budget=100)
    with ThreadPoolExecutor(8) as pool:
        with held(squares, coalescer, pool):
            calls = [pool.submit(coalescer.run, [n, n + 1], 1) for n in range(1, 6)]
            wait_for_tickets(coalescer, 5)
        assert [call.result() for call in calls] == [[n * n, (n + 1) ** 2] for n in range(1, 6)]
    assert len(squares.batches) == 2
    assert sorted(squares.batches[1]) == sorted([1, 2, 2, 3, 3, 4, 4, 5, 5, 6])


def test_a_batch_holds_no_more_padded_tokens_than_the_budget() -> None:
    squares = Squares()
    coalescer = Coalescer(squares, budget=100)
    with ThreadPoolExecutor(8) as pool:
        with held(squares, coalescer, pool):
            calls = [pool.submit(coalescer.run, [n], 30) for n in range(1, 8)]
            wait_for_tickets(coalescer, 7)
        assert [call.result() for call in calls] == [[n * n] for n in range(1, 8)]
    assert max(map(len, squares.batches)) == 3  # 4 items of 30 tokens would be 120


def test_an_error_reaches_only_those_it_is_about() -> None:
    squares = Squares()
    coalescer = Coalescer(squares, budget=100)
    with ThreadPoolExecutor(8) as pool:
        with held(squares, coalescer, pool):
            good = [pool.submit(coalescer.run, [n], 1) for n in (2, 3)]
            bad = pool.submit(coalescer.run, [13], 1)
            wait_for_tickets(coalescer, 3)
        assert [call.result() for call in good] == [[4], [9]]
        with pytest.raises(ValueError, match="13"):
            bad.result()
        assert coalescer.run([4], 1) == [16]  # and nothing stays behind


def test_a_lone_caller_runs_at_once_in_its_own_thread() -> None:
    threads: list[int] = []

    def call(items: Sequence[int]) -> list[int]:
        threads.append(threading.get_ident())
        return list(items)

    with caller():
        assert Coalescer(call, budget=100).run([1], 1) == [1]
    assert threads == [threading.get_ident()]


def test_a_call_that_fills_a_batch_waits_for_nobody() -> None:
    squares = Squares()
    coalescer = Coalescer(squares, budget=100)
    with ThreadPoolExecutor(2) as pool, held(squares, coalescer, pool):
        assert coalescer.run(list(range(20, 80)), 1)[-1] == 79 * 79


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), max_size=6), min_size=1, max_size=12))
def test_results_are_those_of_calls_by_themselves(calls: list[list[int]]) -> None:
    squares = Squares()
    coalescer = Coalescer(squares, budget=10)

    def run(items: list[int]) -> Sequence[int]:
        with caller():
            return coalescer.run(items, 1)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(run, calls)) == [[n * n for n in items] for items in calls]


def test_vectors_are_the_same_under_concurrency() -> None:
    embedder = TextEmbedder(dtype="float32")
    alone = {text: embedder.encode([text], "query")[0] for text in TEXTS}

    def encode(number: int) -> float:
        mine = [TEXTS[(number + i) % len(TEXTS)] for i in range(1 + number % 3)]
        with caller():
            vectors = embedder.encode(mine, "query")
        return float(np.abs(vectors - np.stack([alone[text] for text in mine])).max())

    with ThreadPoolExecutor(8) as pool:
        assert max(pool.map(encode, range(24))) < 1e-5


def test_readings_are_the_same_under_concurrency() -> None:
    model = SpanModel("shipped/reader", dtype="float32")
    context = "The router R-310 supports up to 64 devices. Hold the reset button for 10 seconds."
    pairs = [(text, f"{context} {text}") for text in TEXTS]
    alone = [list(model.windows([pair])) for pair in pairs]

    def read(number: int) -> float:
        mine = [number % len(pairs), (number + 3) % len(pairs)]
        with caller():
            windows = list(model.windows([pairs[i] for i in mine]))
        differences = [0.0]
        for window in windows:
            (other,) = alone[mine[window.pair]]
            assert np.array_equal(window.tokens, other.tokens)
            differences.append(float(np.abs(window.starts - other.starts).max()))
            differences.append(abs(window.null - other.null))
        assert len(windows) == 2
        return max(differences)

    with ThreadPoolExecutor(8) as pool:
        assert max(pool.map(read, range(16))) < 1e-4
