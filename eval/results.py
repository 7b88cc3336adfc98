"""What happened to each question: the rows of a run, from which every figure can be made again."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from polycite.components.evidence import Citation
from polycite.eval.metrics.retrieval import Rank
from polycite.eval.metrics.spans import SpanScore


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """One question, what the system did with it and how right that was.

    Attributes:
        id: the question's.
        question: its text.
        language: its language.
        kinds: as in the data set.
        split: "fit" or "test".
        answerable: whether there is an answer.
        passage_language: language of the (first) right answer; "" for unanswerable ones.
        ranks: for each answer, the rank of the first passage that covers it or an alternative; empty when not searched.
        answer_ranks: the same without the alternatives.
        original_ranks: as ``ranks``, whole originals in the place of passages.
        asked: whether the question was answered too; otherwise the following mean nothing.
        answer: the answer's text.
        answer_language: its language.
        abstained: whether the system gave none.
        confidence: that it is right, in [0, 1].
        evidence: the system's probability that there is an answer, by which it abstains, in [0, 1].
        strategy: how it was read.
        citations: all of the answer's.
        faithful: how many of them hold: ``original[start:end] == quote``.
        exact: exact match, against the answers or their alternatives; None for unanswerable questions.
        f1: token F1 likewise; 0.0 for an abstention.
        span: the citations against the right spans, None for unanswerable questions.
        timings: seconds by stage as the system reports them; "total" is the whole answer, "ranking" the search for
            the ranks, both by the harness's clock.
    """

    id: str
    question: str
    language: str
    kinds: tuple[str, ...]
    split: str
    answerable: bool
    passage_language: str = ""
    ranks: tuple[Rank, ...] = ()
    answer_ranks: tuple[Rank, ...] = ()
    original_ranks: tuple[Rank, ...] = ()
    asked: bool = False
    answer: str = ""
    answer_language: str = ""
    abstained: bool = False
    confidence: float = 0.0
    evidence: float = 0.0
    strategy: str = ""
    citations: tuple[Citation, ...] = ()
    faithful: int = 0
    exact: float | None = None
    f1: float | None = None
    span: SpanScore | None = None
    timings: Mapping[str, float] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; of citations what names the place."""
        places = ("original_id", "start", "end", "quote", "language", "method", "confidence")
        return {
            **{f.name: getattr(self, f.name) for f in dataclasses.fields(self)},
            "span": dataclasses.asdict(self.span) if self.span else None,
            "citations": [{name: getattr(citation, name) for name in places} for citation in self.citations],
            "timings": dict(self.timings),
        }


@dataclass(frozen=True)
class Run:
    """The rows of one evaluation, in the order of the questions."""

    results: tuple[QuestionResult, ...]
    name: str = ""
    seconds: float = 0.0

    def write(self, path: str | Path) -> None:
        """One JSON object a line; an existing file is replaced."""
        write_rows(path, [self])


def write_rows(path: str | Path, runs: Sequence[Run]) -> None:
    """The rows of several runs in one JSON Lines file, each with the name of its run."""
    with Path(path).open("w", encoding="utf-8") as file:
        for run in runs:
            for result in run.results:
                file.write(json.dumps({"run": run.name, **result.to_dict()}, ensure_ascii=False) + "\n")
