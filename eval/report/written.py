"""Figures as text."""

from __future__ import annotations

import math

NONE = "–"
"""Where a group has no part in a metric."""
SMALL = 30
"""Below this number of questions a figure says little: it is flagged."""
_FLOORED = "quote fidelity"


def written(name: str, value: float | None, digits: int = 3) -> str:
    """The figure of the metric of that name.

    Quote fidelity, a gate, is rounded down: 1.000 must mean every citation.
    """
    if value is None or not math.isfinite(value):
        return NONE
    if value < 0:
        return "−" + written(name, -value, digits)
    if name == "questions" or name.endswith(" ms"):
        return f"{value:,.0f}"
    if name == _FLOORED:
        # The small addition undoes that 1000 * 0.29 is 289.99999999999994.
        return f"{math.floor(1000 * value + 1e-9) / 1000:.3f}"
    return f"{value:,.1f}" if abs(value) >= 10 or name.startswith("boundary error") else f"{value:.{digits}f}"


def written_interval(name: str, interval: tuple[float, float] | None) -> str:
    """The bounds, "0.512 to 0.640"; "" without an interval."""
    return "" if interval is None else f"{written(name, interval[0])} to {written(name, interval[1])}"
