"""Metrics of whether what is said follows from what is cited, on the ground of :mod:`polycite.eval.metrics.judged`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from polycite.eval.metrics.judged import Judged, pair_of
from polycite.eval.metrics.metric import Case, Ratio
from polycite.eval.scoring.cited_text import cited_texts
from polycite.eval.scoring.entailment import Pair
from polycite.eval.scoring.statements import Statement, answer_language, statements


@dataclass(frozen=True)
class CitationRecall(Judged):
    """Share of an answer's statements that all their citations together entail; 0 for one without citation.

    Source: Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations" (ALCE). Short answers
    are judged after their question, as for QAMPARI there.
    """

    title = "citation recall"

    def _of(self, said: Sequence[Statement], case: Case) -> float:
        return sum(self._holds(statement, case) for statement in said) / len(said)


@dataclass(frozen=True)
class CitationPrecision(Judged):
    """Share of an answer's citations that are needed; 0 for an answer without citation.

    A citation is needed when its statement is entailed by all of the statement's citations together, and either by
    this one alone, or not without it. Source: Gao et al. 2023, "Enabling Large Language Models to Generate Text with
    Citations" (ALCE).
    """

    title = "citation precision"

    def _of(self, said: Sequence[Statement], case: Case) -> float:
        cited = sum(len(statement.citations) for statement in said)
        needed = sum(self._needed(statement, number, case) for statement in said for number in statement.citations)
        return needed / cited if cited else 0.0

    def _needed(self, statement: Statement, number: int, case: Case) -> bool:
        if not self._holds(statement, case):
            return False
        others = [other for other in statement.citations if other != number]
        return (
            not others
            or self._judged(statement, [number], case).holds
            or not self._judged(statement, others, case).holds
        )

    def _then(self, case: Case) -> Iterable[Pair]:
        for statement in statements(case.prediction, answer_language(case)):
            if len(statement.citations) > 1 and self._holds(statement, case):
                for number in statement.citations:
                    for numbers in ([number], [other for other in statement.citations if other != number]):
                        if (pair := pair_of(statement, numbers, case)) is not None:
                            yield pair


@dataclass(frozen=True)
class AutoAIS(Judged):
    """Share of the answers that, as answers to their questions, all that is cited entails (1 or 0 for each).

    Source: Bohnet et al. 2022, "Attributed Question Answering"; AIS: Rashkin et al. 2023, "Measuring Attribution in
    Natural Language Generation Models".
    """

    title = "AutoAIS"

    def _first(self, case: Case) -> list[Pair]:
        pair = self._whole(statements(case.prediction, answer_language(case)), case)
        return [] if pair is None else [pair]

    def _of(self, said: Sequence[Statement], case: Case) -> float:
        pair = self._whole(said, case)
        return float(pair is not None and self.judge.entails([pair])[0].holds)

    def _whole(self, said: Sequence[Statement], case: Case) -> Pair | None:
        premise = cited_texts(range(len(case.prediction.citations)), case)
        if not premise or not said:
            return None
        text = " ".join(statement.text for statement in said)
        return Pair(premise, text, answer_language(case), case.question.question)


@dataclass(frozen=True)
class Support(Judged):
    """Mean over an answer's statements of the probability that all their citations together entail them."""

    title = "support"

    def _of(self, said: Sequence[Statement], case: Case) -> float:
        return sum(self._judged(one, one.citations, case).score for one in said) / len(said)


@dataclass(frozen=True)
class UnsupportedClaims(Judged, Ratio):
    """Share of all statements that their citations do not entail, those without citation among them.

    The complement of the citation recall of Gao et al. 2023 ("ALCE"), over statements instead of answers.
    """

    title = "unsupported claims"
    better = "lower"

    def _of(self, said: Sequence[Statement], case: Case) -> tuple[float, float]:
        return float(sum(not self._holds(statement, case) for statement in said)), float(len(said))
