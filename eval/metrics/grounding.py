"""Metrics of grounding: whether what is said follows from what is cited."""

from __future__ import annotations

from polycite.eval.metrics.catalogue import Factory
from polycite.eval.metrics.metric import Metric

DEFAULTS: tuple[Metric, ...] = ()
NAMED: dict[str, Factory] = {}
