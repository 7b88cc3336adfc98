from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from polycite.components.errors import StoreError
from polycite.components.stores.store_points import OriginalRecord
from polycite.pipeline import CrossLingualQA
from polycite.pipeline.service import store_probe
from polycite.pipeline.service.store_probe import StoreProbe


class Looks:
    """Counts the looks at a store, which can be taken away."""

    def __init__(self, qa: CrossLingualQA, monkeypatch: pytest.MonkeyPatch) -> None:
        self.number, self.gone, self.go = 0, False, threading.Event()
        self.go.set()
        originals = qa.originals

        def looked() -> Iterator[OriginalRecord]:
            self.number += 1
            self.go.wait(60)
            if self.gone:
                raise StoreError("It is gone.")
            return originals()

        monkeypatch.setattr(qa, "originals", looked)


@pytest.fixture
def looks(qa: CrossLingualQA, monkeypatch: pytest.MonkeyPatch) -> Looks:
    return Looks(qa, monkeypatch)


async def test_the_store_is_looked_at_once_a_second(qa: CrossLingualQA, looks: Looks) -> None:
    now = [100.0]
    probe = StoreProbe(qa, clock=lambda: now[0])
    assert await asyncio.gather(*(probe.is_reachable() for _ in range(20))) == [True] * 20
    looks.gone = True
    now[0] += 0.9
    assert await probe.is_reachable()
    assert looks.number == 1
    now[0] += 0.1
    assert not await probe.is_reachable()
    looks.gone = False
    now[0] += 1.0
    assert await probe.is_reachable()
    assert looks.number == 3


async def test_probes_of_a_store_that_hangs_share_one_look(
    qa: CrossLingualQA, looks: Looks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_probe, "_PATIENCE", 0.01)
    looks.go.clear()
    probe: Any = StoreProbe(qa)
    for _ in range(3):
        assert not await probe.is_reachable()
    assert looks.number == 1
    looks.go.set()
    await probe._look
    assert await probe.is_reachable()
