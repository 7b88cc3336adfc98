"""Metrics of retrieval, computed by ir-measures (MacAvaney et al. 2022, "Streamlining Evaluation with ir-measures").

Relevant are the question's right spans, each with its alternatives; where it has none, its relevance judgements.
A passage given by its offsets finds a right span when it covers it (:func:`polycite.eval.metrics.retrieval.covers`);
a passage given by its original's id alone, when the span stands in that original.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.metrics.catalogue import Factory, cutoff
from polycite.eval.metrics.metric import Case, Metric
from polycite.eval.metrics.retrieval import covers
from polycite.eval.predictions.prediction_parts import Place

_QUERY = "q"
_OTHER = "\x01"
"""Begins the names of passages of no relevance; no id of an original does."""


class Ranking(Metric):
    """A metric of the order of the passages that were found."""

    family = "retrieval"

    def measure(self, case: Case) -> float | None:
        """Its value for one question; None when nothing was searched for or nothing is relevant."""
        from ir_measures import Qrel, ScoredDoc, iter_calc

        judged = judgements(case.question)
        if case.prediction.passages is None or not any(grade > 0 for grade in judged.values()):
            return None
        qrels = [Qrel(_QUERY, name, grade) for name, grade in judged.items()]
        found = ranked(case.question, case.prediction.passages[: self._depth()])
        run = [ScoredDoc(_QUERY, name, -float(rank)) for rank, name in enumerate(found)]
        # Asked one by one: a question for which nothing was found counts as 0, which a mean over the run would miss.
        return next((float(row.value) for row in iter_calc([self._measure()], qrels, run)), 0.0)

    @abstractmethod
    def _measure(self) -> Any:
        """The measure of ir-measures."""

    def _depth(self) -> int | None:
        """Passages looked at; None: all."""
        return None


@dataclass(frozen=True)
class NDCG(Ranking):
    """nDCG@k = DCG@k / ideal DCG@k with linear gain and log2(rank + 1) discount, as trec_eval's ndcg_cut.

    A passage that holds several right spans takes as many ranks, one for each, so that the value is never above 1; R@k
    counts passages.

    Source: Järvelin and Kekäläinen 2002, "Cumulated Gain-Based Evaluation of IR Techniques".
    """

    k: int = 10

    @property
    def name(self) -> str:
        """nDCG@k."""
        return f"nDCG@{self.k}"

    def _measure(self) -> Any:
        from ir_measures import nDCG

        return nDCG @ self.k


@dataclass(frozen=True)
class Recall(Ranking):
    """R@k = |relevant in the top k| / |relevant|; one passage may hold several of a question's right spans.

    Source: Manning et al. 2008, "Introduction to Information Retrieval", chapter 8.
    """

    k: int = 20

    @property
    def name(self) -> str:
        """R@k."""
        return f"R@{self.k}"

    def _measure(self) -> Any:
        from ir_measures import R

        # The passages are cut at k before: by then one that holds two right spans has taken two ranks.
        return R @ 1_000_000

    def _depth(self) -> int | None:
        return self.k


@dataclass(frozen=True)
class ReciprocalRank(Ranking):
    """1 / rank of the first relevant passage, 0 when none was found; its mean is MRR.

    Source: Voorhees 1999, "The TREC-8 Question Answering Track Report".
    """

    @property
    def name(self) -> str:
        """MRR."""
        return "MRR"

    def _measure(self) -> Any:
        from ir_measures import RR

        return RR


def judgements(question: Question) -> dict[str, int]:
    """Grades by name of what may be found: right spans by their number, else judged originals by their ids."""
    if question.answers:
        return {str(number): 1 for number in range(len(question.answers))}
    return dict(question.relevant)


def ranked(question: Question, passages: Sequence[Place]) -> list[str]:
    """The passages, best first, under the names of :func:`judgements`; any other name is of no relevance.

    Of a passage that finds several right spans each has a rank, one after the other. A span found again is of no
    relevance: trec_eval judges a document once.
    """
    names: list[str] = []
    seen: set[str] = set()
    for place in passages:
        hits = [name for name in _hits(question, place) if name not in seen]
        seen.update(hits)
        names += hits or [f"{_OTHER}{len(names)}"]
    return names


def is_right(question: Question, place: Place) -> bool:
    """Whether a passage finds a right span of the question; where it has none, whether its original is relevant."""
    if not question.answers:
        return question.relevant.get(place.original_id, 0) > 0
    return bool(_hits(question, place))


def _hits(question: Question, place: Place) -> list[str]:
    if not question.answers:
        return [place.original_id] if place.original_id in question.relevant else []
    return [str(i) for i, golds in enumerate(question.golds) if any(_finds(place, gold) for gold in golds)]


def _finds(place: Place, gold: GoldSpan) -> bool:
    if place.start is None or place.end is None:
        return place.original_id == gold.original_id
    return covers(GoldSpan(place.original_id, place.start, place.end, "", ""), gold)


DEFAULTS: tuple[Metric, ...] = (Recall(1), Recall(5), Recall(20), NDCG(10), ReciprocalRank())
NAMED: dict[str, Factory] = {
    "nDCG": lambda k: NDCG(cutoff(k)),
    "R": lambda k: Recall(cutoff(k)),
    "MRR": lambda k: ReciprocalRank(),
}
