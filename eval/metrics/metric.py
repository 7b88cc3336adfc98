"""A metric is a value: it has a name, parameters, a definition and knows how questions become one figure."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.predictions import Prediction

Value = float | tuple[float, ...] | None
"""What one question contributes; None where it has no part in the metric. A tuple where the figure of many questions
is no mean of their figures: (numerator, denominator) of a ratio, (confidence, right) of a calibration."""
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Case:
    """All that a metric may look at: one question and what a system said to it.

    ``originals`` holds the documents by id as far as they are known; a metric that needs the text of one that is not
    there has no value.
    """

    question: Question
    prediction: Prediction
    originals: Mapping[str, Original] = field(default_factory=dict)

    def text_of(self, original_id: str) -> str | None:
        """The text of an original, None when it is not known."""
        original = self.originals.get(original_id)
        return None if original is None else original.text


class Metric(ABC):
    """Base of all metrics; a subclass is a frozen dataclass whose fields are the parameters.

    Its docstring is the definition, with the source. ``family`` groups metrics in reports.
    """

    family: ClassVar[str]
    better: ClassVar[Better] = "higher"
    unit: ClassVar[str] = ""

    @property
    @abstractmethod
    def name(self) -> str:
        """As it is printed and parsed: "nDCG@10"."""

    @abstractmethod
    def measure(self, case: Case) -> Value:
        """What one question contributes."""

    def prepare(self, cases: Sequence[Case]) -> None:
        """Told of all questions before the first is measured: a metric with a model scores them in batches here."""
        return

    def aggregate(self, values: Sequence[Value]) -> float | None:
        """One figure of many questions: the mean of those that have a part in it, None when none has."""
        known = [value for value in values if isinstance(value, float | int)]
        return sum(known) / len(known) if known else None

    def __str__(self) -> str:
        return self.name


class Ratio(Metric):
    """A metric of which each question gives (numerator, denominator): the figure is the ratio of their sums."""

    def aggregate(self, values: Sequence[Value]) -> float | None:
        """Sum of the numerators over sum of the denominators; None when that is 0."""
        pairs = [value for value in values if isinstance(value, tuple)]
        below = sum(pair[1] for pair in pairs)
        return sum(pair[0] for pair in pairs) / below if below else None
