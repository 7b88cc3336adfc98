"""The row of each question: what every figure of a run is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.metric import Value
from polycite.eval.predictions.predictions import Prediction


@dataclass(frozen=True, slots=True)
class Row:
    """One question, what a system said to it, and the value of each metric.

    Attributes:
        question: with what is right.
        prediction: what was said.
        values: by the name of the metric; None where the question has no part in it.
        passage_language: of the first right span, or right text; "" where none is known.
        dataset: name of the data set.
        system: name of the system.
        slices: groups that the question belongs to, name to value, besides language, pair and kind.
        failure: the failure mode, "" for what went well.
    """

    question: Question
    prediction: Prediction
    values: Mapping[str, Value]
    passage_language: str = ""
    dataset: str = ""
    system: str = ""
    slices: Mapping[str, str] = field(default_factory=dict)
    failure: str = ""

    @property
    def id(self) -> str:
        """The question's."""
        return self.question.id

    @property
    def language(self) -> str:
        """The question's."""
        return self.question.language

    @property
    def pair(self) -> str:
        """Language of the question and of the passage: "de>fr"; "" for unanswerable questions."""
        return f"{self.language}>{self.passage_language}" if self.passage_language else ""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; :meth:`from_dict` reads them back."""
        return {
            "question": self.question.to_dict(),
            "prediction": self.prediction.to_dict(),
            "values": {name: list(v) if isinstance(v, tuple) else v for name, v in self.values.items()},
            "passage_language": self.passage_language,
            "dataset": self.dataset,
            "system": self.system,
            "slices": dict(self.slices),
            "failure": self.failure,
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Row:
        """The inverse of :meth:`to_dict`."""
        return cls(
            question=Question.from_dict(data["question"]),
            prediction=Prediction.from_dict(data["prediction"]),
            values={name: tuple(v) if isinstance(v, list) else v for name, v in data["values"].items()},
            **{name: data[name] for name in ("passage_language", "dataset", "system", "slices", "failure")},
        )
