"""Our pipeline, evaluated as anybody gets it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.prediction_of_answer import prediction_of
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.systems.searching import PolyciteSystem, index_originals
from polycite.eval.systems.system import Progress

if TYPE_CHECKING:
    from polycite.pipeline import CrossLingualQA, Settings


class EvaluatedPolycite:
    """:class:`polycite.pipeline.CrossLingualQA` on a store of its own.

    Args:
        store: folder of the store, made when it is missing; one that an interrupted run left is completed.
        settings: of the pipeline.
        search_k: passages searched for the ranks; 0 takes those that the answer was read from.
        ask: whether to answer too.
    """

    def __init__(self, store: Path, settings: Settings, search_k: int = 20, *, ask: bool = True) -> None:
        self._store, self._settings, self._search_k, self._ask = store, settings, search_k, ask
        self._open = ExitStack()
        self._qa: CrossLingualQA | None = None
        self._system: PolyciteSystem | None = None

    @property
    def qa(self) -> CrossLingualQA:
        """The pipeline, its store opened on first use."""
        if self._qa is None:
            from polycite.pipeline import CrossLingualQA

            self._qa = self._open.enter_context(CrossLingualQA.open(self._store, self._settings))
        return self._qa

    def index(self, originals: Sequence[Original], progress: Progress | None = None) -> None:
        """Index what the store does not hold yet."""
        index_originals(self.qa, originals, progress)

    def prepare(self, questions: Sequence[Question]) -> None:
        """Encode these questions together."""
        # A new one each time: what an earlier batch encoded would make this one another batch, with other roundings.
        self._system = PolyciteSystem(self.qa)
        if self._search_k:
            self._system.prepare([question.question for question in questions])

    def predict(self, question: Question) -> Prediction:
        """Search and answer; the latency is that of the answer, which searches for itself."""
        system = self._system or PolyciteSystem(self.qa)
        found = system.search(question.question, self._search_k) if self._search_k else None
        if not self._ask:
            return prediction_of(question.id, None, found)
        begin = time.perf_counter()
        answer = system.ask(question.question)
        milliseconds = 1000 * (time.perf_counter() - begin)
        return prediction_of(question.id, answer, answer.passages if found is None else found, milliseconds)

    def close(self) -> None:
        """Close the store."""
        self._open.close()
        self._qa = self._system = None
