"""An answer as it comes about: the language, the passages found, each segment with its citations, the whole."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import networkx  # type: ignore[import-untyped]
from haystack import Pipeline
from haystack.tracing.tracer import tracer

from polycite.components.answers.answer_joining import SEPARATOR
from polycite.components.evidence import Answer, Citation, Passage
from polycite.components.timing import timings

Skippable = Literal["second view", "translation"]
"""What an answer can do without: reading the English gloss beside the original, and translating what was quoted."""
DEGRADED = "degraded: "
"""What a note begins with that says what was left out, or went wrong, on the way to the answer."""


@dataclass(frozen=True, slots=True)
class LanguageFound:
    """The question's language, a BCP 47 code; empty where it could not be told."""

    language: str


@dataclass(frozen=True, slots=True)
class PassagesFound:
    """What will be read, best first; for a question of several parts that of each part after the other."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class SegmentFound:
    """A part of the answer: ``answer.text[start:end] == text``, half-open, in Unicode code points.

    ``lead`` is what stands in the answer between the segment before and this one.
    """

    text: str
    start: int
    end: int
    citations: tuple[Citation, ...]
    lead: str = ""


@dataclass(frozen=True, slots=True)
class AnswerFound:
    """The whole answer; the last event."""

    answer: Answer


Event = LanguageFound | PassagesFound | SegmentFound | AnswerFound


def always(what: Skippable) -> bool:
    """Leaves nothing out."""
    return True


def walk(
    pipeline: Pipeline, inputs: Mapping[str, Mapping[str, Any]], stages: dict[str, float]
) -> Generator[tuple[str, Mapping[str, Any]], None, None]:
    """Runs a pipeline without loops one component a step; closing the iterator ends the work.

    Args:
        pipeline: to run.
        inputs: by component; read when its turn comes, so they may be changed until then.
        stages: seconds by stage, added to.

    Yields:
        the name of each component and its outputs.
    """
    made: dict[str, Mapping[str, Any]] = {}
    for name in networkx.lexicographical_topological_sort(pipeline.graph):
        given = dict(inputs.get(name, {}))
        for sender, _, edge in pipeline.graph.in_edges(name, data=True):
            given[edge["to_socket"].name] = made[sender][edge["from_socket"].name]
        # The collector must not stay set between two steps: they may run in different contexts.
        with timings() as spent, tracer.trace("polycite.stage", {"polycite.stage": name}):
            made[name] = pipeline.get_component(name).run(**given)
        for stage, seconds in spent.items():
            stages[stage] = stages.get(stage, 0.0) + seconds
        yield name, made[name]


def segments_of(answer: Answer, at: int = 0, lead: str = "") -> Iterator[SegmentFound]:
    """The segments of ``answer``, ``at`` code points further on; ``lead`` stands before the first."""
    position = 0
    for segment in answer.segments:
        before = answer.text[position : segment.start]
        text = answer.text[segment.start : segment.end]
        yield SegmentFound(text, segment.start + at, segment.end + at, segment.citations, lead + before)
        position, lead = segment.end, ""


def events_of(answer: Answer) -> Iterator[Event]:
    """The events that an answer which is there already would have had."""
    yield LanguageFound(answer.question_language)
    yield PassagesFound(answer.passages)
    yield from segments_of(answer)
    yield AnswerFound(answer)


class PartStream:
    """The way of one part of a question through its pipeline, up to the passages and on to the answer.

    Args:
        pipeline: that answers.
        inputs: of its components.
        allows: asked before what can be left out.
        stages: seconds by stage, added to.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        inputs: dict[str, dict[str, Any]],
        allows: Callable[[Skippable], bool],
        stages: dict[str, float],
    ) -> None:
        self._inputs, self._allows = inputs, allows
        self._steps = walk(pipeline, inputs, stages)
        self._skipped: list[str] = []

    def search(self) -> tuple[Passage, ...]:
        """The passages that will be read."""
        for name, made in self._steps:
            if name == "retriever":
                return tuple(made["passages"])
        raise AssertionError("a pipeline without a retriever")

    def read(self) -> Mapping[str, Any]:
        """The outputs of the component that the answer comes from."""
        reader = self._inputs.get("reader", {})
        if reader.get("strategy") == "auto" and not self._allows("second view"):
            reader["strategy"] = "direct"
            self._skipped.append(f"{DEGRADED}read in the original alone, there was no time for its English gloss")
        found: Mapping[str, Any] = {}
        for name, made in self._steps:
            if "answer" not in made:
                continue
            found = made
            if name == "builder" and _is_foreign(made["answer"], self._inputs) and not self._allows("translation"):
                self._skipped.append(f"{DEGRADED}not translated, there was no time for it")
                break
        answer: Answer = found["answer"]
        return {**found, "answer": replace(answer, notes=(*answer.notes, *self._skipped))}

    def close(self) -> None:
        """Do no more."""
        self._steps.close()


def told(answers: Sequence[Answer]) -> Iterator[SegmentFound]:
    """The segments of the last of ``answers``, in their place in the whole that they are joined to."""
    given = [answer for answer in answers if not answer.abstained]
    if given and given[-1] is answers[-1]:
        before = SEPARATOR.join(answer.text for answer in given[:-1])
        lead = SEPARATOR if len(given) > 1 else ""
        yield from segments_of(answers[-1], len(before) + len(lead), lead)


def _is_foreign(answer: Answer, inputs: Mapping[str, Mapping[str, Any]]) -> bool:
    wanted = inputs.get("answer_translator", {}).get("answer_language") or answer.question_language or "en"
    return not answer.abstained and answer.language != wanted
