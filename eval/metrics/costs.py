"""Metrics of cost: latency."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from polycite.eval.metrics.catalogue import Factory
from polycite.eval.metrics.metric import Better, Case, Metric, Value


@dataclass(frozen=True)
class Latency(Metric):
    """The ``percent`` percentile of the milliseconds from question to answer, by linear interpolation (numpy)."""

    percent: int = 50

    family = "cost"
    better: ClassVar[Better] = "lower"
    unit = "ms"

    @property
    def name(self) -> str:
        """Such as "p95 ms"."""
        return f"p{self.percent} ms"

    def measure(self, case: Case) -> float | None:
        """Milliseconds of one question, None when the system does not tell."""
        return case.prediction.latency_ms

    def aggregate(self, values: Sequence[Value]) -> float | None:
        """The percentile."""
        known = [value for value in values if isinstance(value, float | int)]
        return float(np.quantile(known, self.percent / 100)) if known else None


DEFAULTS: tuple[Metric, ...] = (Latency(50), Latency(95))
NAMED: dict[str, Factory] = {"p50 ms": lambda _: Latency(50), "p95 ms": lambda _: Latency(95)}
