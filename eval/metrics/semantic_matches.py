"""Passages that look right and speak of another thing: the R-310 in place of the R-330."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.catalogue import Factory, cutoff
from polycite.eval.metrics.entity_traps import is_trap, telling
from polycite.eval.metrics.metric import Better, Case, Metric
from polycite.eval.metrics.ranking import is_right


@dataclass(frozen=True)
class FalseSemanticMatches(Metric):
    """Share of the top k that stands above the first right passage and speaks of another thing than was asked about.

    By this rule: what tells the things apart are the codes, addresses, dates, numbers in figures and capitalised names
    of the question that a right original has too. A passage above the first right one (all of the top k, when none is
    right) is a false semantic match when it is of an original that is not right, that lacks one of these from
    beginning to end, and that has another of the same kind in its place. Names are compared only with originals in the
    question's language, and not in German, where every noun has a capital; in scripts without capitals, words in Latin
    letters are names. That the topic is the same is not decided: a search that
    ranked the passage this high took it to be.

    None where the question has nothing that tells, or the text of an original is missing; 0 where nothing was found.

    Source: ours; the failure is that of entity-centric questions (Sciavolino et al. 2021, "Simple Entity-Centric
    Questions Challenge Dense Retrievers"), decided as entity violations of translations are
    (:mod:`polycite.components.entities.entities`).
    """

    k: int = 10

    family = "retrieval"
    better: ClassVar[Better] = "lower"

    @property
    def name(self) -> str:
        """False semantic matches@k."""
        return f"false semantic matches@{self.k}"

    def measure(self, case: Case) -> float | None:
        """False semantic matches over passages looked at."""
        matches = false_matches(case, self.k)
        passages = case.prediction.passages
        if matches is None or passages is None:
            return None
        return len(matches) / len(passages[: self.k]) if passages else 0.0


def false_matches(case: Case, k: int) -> list[int] | None:
    """The ranks, from 1, of the false semantic matches in the top k; None where they cannot be told.

    For the analysis of errors: a question whose first passage is one failed by it.
    """
    question, passages = case.question, case.prediction.passages
    right = _right_originals(question)
    if passages is None or not right:
        return None
    known = [case.originals[name] for name in sorted(right) if name in case.originals]
    wanted = telling(question.question, question.language, [(one.text, one.language) for one in known])
    if not wanted:
        return None
    found: list[int] = []
    for rank, place in enumerate(passages[:k], start=1):
        if is_right(question, place):
            break
        original = case.originals.get(place.original_id)
        if original is None:
            return None
        if place.original_id not in right and is_trap(wanted, question.language, original.text, original.language):
            found.append(rank)
    return found


def _right_originals(question: Question) -> set[str]:
    spans = {gold.original_id for golds in question.golds for gold in golds}
    return spans or {name for name, grade in question.relevant.items() if grade > 0}


DEFAULTS: tuple[Metric, ...] = (FalseSemanticMatches(10),)
NAMED: dict[str, Factory] = {"false semantic matches": lambda k: FalseSemanticMatches(cutoff(k))}
