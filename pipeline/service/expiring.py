"""What is kept for a time only is deleted when its time is over, whether or not somebody asks for it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

logger = logging.getLogger("polycite.service")
OFTEN = 600.0
"""Seconds between two looks at most."""


async def expiring(expire: Callable[[], object], seconds: float) -> None:
    """Call ``expire`` in a thread again and again, until cancelled; a failure is logged and tried again.

    Args:
        expire: deletes what is over.
        seconds: between two calls.
    """
    while True:
        await asyncio.sleep(seconds)
        try:
            await asyncio.to_thread(expire)
        except Exception as error:
            logger.error("what has expired could not be deleted", exc_info=error)
