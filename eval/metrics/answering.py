"""Metrics of the answer's words: EM and F1 with the normalisation of each language."""

from __future__ import annotations

import itertools
from abc import abstractmethod
from dataclasses import dataclass

from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.answers import Gold, best, exact_match, f1
from polycite.eval.metrics.catalogue import Factory
from polycite.eval.metrics.metric import Case, Metric
from polycite.eval.predictions.predictions import Prediction


class AnswerMatch(Metric):
    """A metric of how near an answer is to the nearest right one; 0 for an abstention.

    An answer that needs several spans is compared with their texts joined by spaces, by the rules of the first one's
    language; each combination of alternatives is tried. A translated answer is compared with right answers in the
    question's language as it stands, with others by the quotes that it translates.
    """

    family = "answers"

    def measure(self, case: Case) -> float | None:
        """The best over the right answers; None when not asked, or nothing is right."""
        golds = right_answers(case.question)
        if not case.prediction.asked or not golds:
            return None
        said, quoted = said_to_the_asker(case.prediction), said_in_the_original(case.prediction)
        own = case.question.language
        return max(best(self._compare, said if gold[1] == own else quoted, [gold]) for gold in golds)

    @abstractmethod
    def _compare(self, prediction: str, gold: str, language: str) -> float:
        """How near they are, in [0, 1]."""


@dataclass(frozen=True)
class ExactMatch(AnswerMatch):
    """1 when answer and a right answer are equal after normalisation, else 0.

    Source: Rajpurkar et al. 2016, "SQuAD"; normalisation by language: Lewis et al. 2020, "MLQA"
    (:mod:`polycite.eval.metrics.normalisation`).
    """

    @property
    def name(self) -> str:
        """EM."""
        return "EM"

    def _compare(self, prediction: str, gold: str, language: str) -> float:
        return exact_match(prediction, gold, language)


@dataclass(frozen=True)
class TokenF1(AnswerMatch):
    """F1 = 2 |answer ∩ right| / (|answer| + |right|) of the token multisets, after normalisation.

    Source: Rajpurkar et al. 2016, "SQuAD"; normalisation by language: Lewis et al. 2020, "MLQA".
    """

    @property
    def name(self) -> str:
        """F1."""
        return "F1"

    def _compare(self, prediction: str, gold: str, language: str) -> float:
        return f1(prediction, gold, language)


def right_answers(question: Question) -> list[Gold]:
    """The texts that are right, any one of them, each with its language."""
    joined = [
        (" ".join(gold.text for gold in chosen), chosen[0].language)
        for chosen in itertools.product(*question.golds)
        if chosen
    ]
    return joined + [(gold.text, gold.language) for gold in question.texts]


def said_to_the_asker(prediction: Prediction) -> str:
    """The answer's text, "" for an abstention."""
    return "" if prediction.abstained or prediction.answer is None else prediction.answer


def said_in_the_original(prediction: Prediction) -> str:
    """The answer's text, "" for an abstention; of a translated answer the quotes that it translates."""
    said = said_to_the_asker(prediction)
    if not said or not any(cited.translation for cited in prediction.citations):
        return said
    first = [segment.citations[0] for segment in prediction.segments if segment.citations]
    return " ".join(prediction.citations[number].quote for number in first or range(len(prediction.citations)))


DEFAULTS: tuple[Metric, ...] = (ExactMatch(), TokenF1())
NAMED: dict[str, Factory] = {"EM": lambda _: ExactMatch(), "F1": lambda _: TokenF1()}
