"""Whether the store can be reached, for probes that ask all the time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from polycite.components.errors import StoreError
from polycite.pipeline.qa import CrossLingualQA

SECONDS = 1.0
"""That what was seen of the store counts."""
_PATIENCE = 5.0  # seconds to wait for a look


class StoreProbe:
    """Looks at the store at most once a second, one look at a time: a store that hangs holds one thread.

    Args:
        qa: whose store it is.
        clock: seconds from any beginning, never going back.
    """

    def __init__(self, qa: CrossLingualQA, clock: Callable[[], float] = time.monotonic) -> None:
        self._qa, self._clock = qa, clock
        self._look: asyncio.Task[bool] | None = None
        self._seen = 0.0

    async def is_reachable(self) -> bool:
        """Whether it is, or was when it was last looked at within a second."""
        if self._look is None or (self._look.done() and self._clock() - self._seen >= SECONDS):
            self._look = asyncio.create_task(self._looking())
        try:
            return await asyncio.wait_for(asyncio.shield(self._look), _PATIENCE)
        except TimeoutError:
            return False

    async def _looking(self) -> bool:
        # Past the queue: a service that is busy is ready.
        try:
            await asyncio.to_thread(lambda: next(iter(self._qa.originals()), None))
            return True
        except StoreError:
            return False
        finally:
            self._seen = self._clock()
