"""Figures for Prometheus, in a registry of the application's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from polycite.components.evidence import Answer
from polycite.components.languages.language_codes import SUPPORTED
from polycite.pipeline.service.admission import Admission
from polycite.pipeline.service.circuit_breaker import BreakerState, CircuitBreaker
from polycite.pipeline.streaming import DEGRADED

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
Outcome = Literal["answered", "abstained", "failed", "invalid", "cancelled"]
_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_STAGES = frozenset({"language", "translation", "encoding", "retrieval", "reading", "writing", "citing", "total"})
_OTHER = "other"
_STATES = {BreakerState.CLOSED: 0, BreakerState.HALF_OPEN: 1, BreakerState.OPEN: 2}


class Metrics:
    """What is counted and measured. Every label has a bounded number of values: nothing a caller sends becomes one.

    Args:
        admission: the queue; read when figures are asked for.
        breakers: by name of what they guard; likewise.
    """

    def __init__(self, admission: Admission, breakers: Mapping[str, CircuitBreaker]) -> None:
        self.registry = CollectorRegistry()
        self._seconds = Histogram(
            "polycite_stage_seconds",
            "Seconds by stage of answering and language of the question; stage total: from the first to the last.",
            ("stage", "language"),
            buckets=_BUCKETS,
            registry=self.registry,
        )
        self._questions = self._counter(
            "polycite_questions", "Questions by what became of them.", "outcome", "language"
        )
        self._degraded = self._counter("polycite_degraded_answers", "Answers that something was left out of.")
        self._cache = self._counter("polycite_cache", "Questions by whether their answer was kept.", "result")
        self._handed_over = self._counter(
            "polycite_handovers", "Conversations handed to a person, by reason.", "reason"
        )
        self.registry.register(_State(admission, breakers))
        ProcessCollector(registry=self.registry)

    def answered(self, answer: Answer) -> None:
        """Count an answer, and measure how long its stages took."""
        language = _language(answer.question_language)
        self._questions.labels("abstained" if answer.abstained else "answered", language).inc()
        if any(note.startswith(DEGRADED) for note in answer.notes):
            self._degraded.inc()
        for stage, seconds in answer.timings.items():
            self._seconds.labels(stage if stage in _STAGES else _OTHER, language).observe(seconds)

    def failed(self, outcome: Outcome = "failed") -> None:
        """Count a question that got no answer."""
        self._questions.labels(outcome, _OTHER).inc()

    def looked_up(self, hit: bool) -> None:
        """Count a look into the cache of answers."""
        self._cache.labels("hit" if hit else "miss").inc()

    def handed_over(self, reason: str) -> None:
        """Count a conversation that goes to a person; ``reason`` is one of a fixed few."""
        self._handed_over.labels(reason).inc()

    def text(self) -> bytes:
        """All figures in Prometheus' text format, UTF-8."""
        return generate_latest(self.registry)

    def _counter(self, name: str, help_: str, *labels: str) -> Counter:
        return Counter(name, help_, labels, registry=self.registry)


class _State(Collector):
    """What is read when it is asked for, not counted."""

    def __init__(self, admission: Admission, breakers: Mapping[str, CircuitBreaker]) -> None:
        self._admission, self._breakers = admission, breakers

    def collect(self) -> Iterable[Metric]:
        """Queue and breakers."""
        queue = self._admission
        yield GaugeMetricFamily("polycite_queue_requests", "Requests that run or wait.", queue.inside)
        yield GaugeMetricFamily("polycite_queue_capacity", "Requests that may.", queue.workers + queue.waiting)
        refused = CounterMetricFamily("polycite_refused", "Requests refused, by reason.", labels=("reason",))
        for reason in ("queue-full", "draining"):
            refused.add_metric((reason,), queue.refused[reason])
        yield refused
        states = GaugeMetricFamily(
            "polycite_breaker_state", "Circuit breakers: 0 closed, 1 half-open, 2 open.", labels=("name",)
        )
        for name, breaker in list(self._breakers.items()):
            states.add_metric((name,), _STATES[breaker.state])
        yield states


def _language(code: str) -> str:
    return code if code in SUPPORTED else _OTHER
