"""Puts questions to a system in this process and scores what came of each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from polycite.components.errors import OriginalNotFoundError
from polycite.components.evidence import Answer, Original, Passage
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.catalogue import defaults
from polycite.eval.metrics.metric import Metric
from polycite.eval.metrics.ranking_variants import OriginalRecall, OwnRecall
from polycite.eval.predictions.prediction_of_answer import prediction_of
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.results import Run
from polycite.eval.scoring.scoring import score

Progress = Callable[[str, int, int], None]
"""Told the stage, the questions done and the number of all."""


class System(Protocol):
    """What is evaluated: :class:`polycite.pipeline.CrossLingualQA`, or anything that does the same."""

    def search(self, question: str, top_k: int = 10, languages: Sequence[str] | None = None) -> Sequence[Passage]:
        """The best passages, best first."""

    def ask(self, question: str) -> Answer:
        """The answer with its citations."""

    def original(self, original_id: str) -> Original:
        """The stored original, by which citations are checked."""


class StoredOriginals(Mapping[str, Original]):
    """The originals of a system by id, each fetched once, when it is asked for; they cannot be listed."""

    def __init__(self, fetch: Callable[[str], Original]) -> None:
        self._fetch = fetch
        self._known: dict[str, Original | None] = {}

    def __getitem__(self, original_id: str) -> Original:
        if original_id not in self._known:
            try:
                self._known[original_id] = self._fetch(original_id)
            except OriginalNotFoundError:
                self._known[original_id] = None
        original = self._known[original_id]
        if original is None:
            raise KeyError(original_id)
        return original

    def __iter__(self) -> Iterator[str]:
        return (name for name, original in self._known.items() if original is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return True


def measured() -> tuple[Metric, ...]:
    """The metrics of our own evaluations: the defaults, and recall of own answers and whole originals."""
    return (*defaults(), OwnRecall(1), OwnRecall(5), OwnRecall(20), OriginalRecall(1), OriginalRecall(5))


def evaluate(
    qa: System,
    questions: Sequence[Question],
    *,
    search_k: int = 20,
    ask: bool = True,
    languages: Sequence[str] | None = None,
    name: str = "",
    progress: Progress | None = None,
) -> Run:
    """Search for, and answer, each question.

    Args:
        qa: the system, its corpus indexed.
        questions: with their right spans.
        search_k: passages searched for the ranks of answerable questions; 0 leaves the search out.
        ask: whether to answer too, not only to search.
        languages: search only passages of these; answering is not restricted.
        name: of the run, in its rows and in what ``progress`` is told.
        progress: told after every question.
    """
    begin = time.perf_counter()
    predictions: dict[str, Prediction] = {}
    for done, question in enumerate(questions, start=1):
        found = answer = latency = None
        if search_k and question.answerable:
            found = tuple(qa.search(question.question, top_k=search_k, languages=languages))
        if ask:
            started = time.perf_counter()
            answer = qa.ask(question.question)
            latency = 1000 * (time.perf_counter() - started)
        predictions[question.id] = prediction_of(question.id, answer, found, latency)
        if progress:
            progress(name, done, len(questions))
    rows = score(questions, predictions, StoredOriginals(qa.original), measured(), dataset=name)
    return Run(tuple(rows), name, time.perf_counter() - begin)
