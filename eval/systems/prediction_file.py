"""A file of predictions as a system."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.prediction_files import load_predictions
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.systems.system import Progress


class PredictionFile:
    """What another system said, read from its file; a question that the file leaves out got no answer.

    Args:
        path: of the file.
        question_ids: of all questions that the file may answer, those that are not asked now among them.

    Raises:
        LoadingError: rows are bad; each is named by its line.
    """

    def __init__(self, path: Path, question_ids: Collection[str]) -> None:
        self._predictions = load_predictions(path, question_ids)
        self._searched = any(prediction.passages is not None for prediction in self._predictions.values())

    def index(self, originals: Sequence[Original], progress: Progress | None = None) -> None:
        """Nothing: that was done when the file was made."""

    def predict(self, question: Question) -> Prediction:
        """The row of this question; silence without one."""
        found = self._predictions.get(question.id)
        return found or Prediction(question.id, abstained=True, passages=() if self._searched else None)

    def close(self) -> None:
        """Nothing is open."""
