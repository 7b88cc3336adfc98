"""chrF: how near answers in the asker's language are to right ones, computed by sacrebleu."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from polycite.eval.metrics.answering import right_answers, said_to_the_asker
from polycite.eval.metrics.catalogue import Factory
from polycite.eval.metrics.metric import Case, Metric, Value


@dataclass(frozen=True)
class ChrF(Metric):
    """chrF2 of the answers against the right answers in the question's language, from 0 to 100, as sacrebleu's.

    F-score, recall weighing twice as much as precision, of the character n-grams up to 6, summed over all questions
    before it is divided; of several right answers the nearest one counts. It is for answers that were translated:
    a question without a right answer in its own language has no part. An abstention says nothing, and counts.

    Source: Popović 2015, "chrF: character n-gram F-score for automatic MT evaluation"; Post 2018, "A Call for Clarity
    in Reporting BLEU Scores" (sacrebleu). Nothing is normalised, as there.
    """

    family = "answers"

    @property
    def name(self) -> str:
        """As sacrebleu prints it."""
        return "chrF"

    def measure(self, case: Case) -> Value:
        """Statistics of a segment: for n from 1 to 6 the n-grams said, those right, those in common."""
        language = case.question.language
        right = [text for text, of_language in right_answers(case.question) if of_language == language]
        if not case.prediction.asked or not right:
            return None
        said = said_to_the_asker(case.prediction)
        # By sacrebleu's own steps: what it makes of one segment is not public, and its sums are what is averaged.
        (found,) = _chrf()._extract_corpus_statistics([said], [[text] for text in right])
        return tuple(map(float, found))

    def aggregate(self, values: Sequence[Value]) -> float | None:
        """The score of the summed statistics: sacrebleu's ``corpus_chrf`` of these answers."""
        known = [[int(count) for count in value] for value in values if isinstance(value, tuple)]
        return float(_chrf()._aggregate_and_compute(known).score) if known else None


@cache
def _chrf() -> Any:
    from sacrebleu.metrics.chrf import CHRF

    return CHRF()


DEFAULTS: tuple[Metric, ...] = (ChrF(),)
NAMED: dict[str, Factory] = {"chrF": lambda _: ChrF()}
