"""What the runner asks of a system."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from polycite.components.errors import PolyciteError
from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.predictions import Prediction

Progress = Callable[[str, int, int], None]
"""Told the stage, what is done of it and the whole."""


class PredictionError(PolyciteError):
    """A system gave no usable prediction for one question; the others are still asked."""


@runtime_checkable
class EvaluatedSystem(Protocol):
    """A system in one process, its models loaded when it is made or first needed.

    Beside these methods it may have ``prepare(questions)``, told of some questions before the first of them is asked:
    a system that encodes questions in batches does it there. What it then says to a question may depend on the batch,
    so the runner forms the same batches however many processes there are.
    """

    def index(self, originals: Sequence[Original], progress: Progress | None = None) -> None:
        """Take in the documents; called once, before the first question.

        Raises:
            PolyciteError: they cannot be taken in.
        """

    def predict(self, question: Question) -> Prediction:
        """What the system says to one question. It must look at nothing but the question's words and language.

        Raises:
            Exception: whatever is raised is kept in the question's row, and the next question is asked.
        """

    def close(self) -> None:
        """Give back what is open; a second call does nothing."""
