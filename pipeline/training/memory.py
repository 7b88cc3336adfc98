"""The memory of a process that trains on a CPU."""

from __future__ import annotations

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # M_* of malloc.h
_MOST = 2**30  # bytes


def keep_freed_memory() -> None:
    """Let glibc keep what is freed, for the whole process, instead of giving large blocks back to the kernel each time.

    A training step frees and asks for the same tens of megabytes again and again, and the kernel fills them with zeros
    each time: work that a step on a CPU can do without. Does nothing with another C library.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, TypeError, AttributeError):  # Windows knows no None, macOS and musl no mallopt
        return
    mallopt(_MMAP_THRESHOLD, _MOST)
    mallopt(_TRIM_THRESHOLD, _MOST)
