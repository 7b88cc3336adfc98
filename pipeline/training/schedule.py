"""How fast a training learns, step by step."""

from __future__ import annotations


def rate_at(step: int, steps: int, warmup: float, least: float = 0.01) -> float:
    """Share of the learning rate at ``step`` of ``steps``: up over a share ``warmup`` of them, then straight down."""
    warm = max(1, round(warmup * steps))
    return min(1.0, (step + 1) / warm) * max(least, 1 - step / steps)
