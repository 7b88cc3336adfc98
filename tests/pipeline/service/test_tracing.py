"""A span for each stage, in whatever provider is set; run in a process of its own, for a provider is set once."""

from __future__ import annotations

import subprocess
import sys
import textwrap

SCRIPT = """
    from contextlib import contextmanager
    from haystack import Pipeline, component
    from opentelemetry import trace
    from polycite.pipeline.service.tracing import trace_stages
    from polycite.pipeline.streaming import walk

    @component
    class Doubler:
        @component.output_types(number=int)
        def run(self, number: int):
            return {"number": 2 * number}

    made = []

    class Recorded(trace.NonRecordingSpan):
        def set_attribute(self, key, value):
            made.append((self.name, key, value))

    class Tracer(trace.NoOpTracer):
        @contextmanager
        def start_as_current_span(self, name, *args, **kwargs):
            span = Recorded(trace.INVALID_SPAN_CONTEXT)
            span.name = name
            yield span

    class Provider(trace.NoOpTracerProvider):
        def get_tracer(self, *args, **kwargs):
            return Tracer()

    pipeline = Pipeline()
    pipeline.add_component("first", Doubler())
    pipeline.add_component("second", Doubler())
    pipeline.connect("first.number", "second.number")
    assert trace_stages() is False
    list(walk(pipeline, {"first": {"number": 1}}, {}))
    assert made == []
    trace.set_tracer_provider(Provider())
    assert trace_stages() is True
    steps = list(walk(pipeline, {"first": {"number": 1}}, {}))
    assert steps == [("first", {"number": 2}), ("second", {"number": 4})]
    print(made)
"""


def test_each_stage_is_a_span_once_a_provider_is_set() -> None:
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(SCRIPT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    expected = [("polycite.stage", "polycite.stage", "first"), ("polycite.stage", "polycite.stage", "second")]
    assert done.stdout.strip() == str(expected)
