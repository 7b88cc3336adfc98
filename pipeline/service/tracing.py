"""Spans of OpenTelemetry for the stages of an answer, where it is installed and set up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from haystack.tracing.tracer import Span, Tracer, enable_tracing


class OpenTelemetrySpan(Span):
    """A span of OpenTelemetry, as Haystack writes to it."""

    def __init__(self, span: Any) -> None:
        self._span = span

    def set_tag(self, key: str, value: Any) -> None:
        """Set an attribute; what is no text, number or truth value is written as text."""
        self._span.set_attribute(key, value if isinstance(value, str | bool | int | float) else str(value))

    def raw_span(self) -> Any:
        """OpenTelemetry's own."""
        return self._span


class OpenTelemetryTracer(Tracer):
    """Makes Haystack's spans, and those of :func:`polycite.pipeline.streaming.walk`, spans of OpenTelemetry.

    No question and no document is in them: Haystack marks those as content, which is off unless asked for.
    """

    def __init__(self, tracer: Any) -> None:
        self._tracer = tracer

    @contextmanager
    def trace(
        self, operation_name: str, tags: dict[str, Any] | None = None, parent_span: Span | None = None
    ) -> Iterator[Span]:
        """A span that lasts as long as the block."""
        with self._tracer.start_as_current_span(operation_name) as raw:
            span = OpenTelemetrySpan(raw)
            span.set_tags(tags or {})
            yield span

    def current_span(self) -> Span | None:
        """The span around what runs now."""
        from opentelemetry import trace

        span = trace.get_current_span()
        return OpenTelemetrySpan(span) if span.get_span_context().is_valid else None


def trace_stages() -> bool:
    """Make spans, if OpenTelemetry is installed and a provider is set (as ``opentelemetry-instrument`` does)."""
    try:
        from opentelemetry import trace
    except ImportError:
        return False
    if isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return False
    enable_tracing(OpenTelemetryTracer(trace.get_tracer("polycite")))
    return True
