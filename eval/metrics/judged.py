"""Base of the metrics that a judge of entailment decides.

The premise is the cited text: the fewest whole sentences of the original that hold the cited characters
(:func:`polycite.eval.scoring.cited_text.cited_text`). Statements are those of
:func:`polycite.eval.scoring.statements.statements`. An abstention states nothing and has no part in any of them.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from polycite.eval.metrics.metric import Case, Metric, Value
from polycite.eval.scoring.cited_text import cited_texts
from polycite.eval.scoring.entailment import EntailmentJudge, Judgement, Pair
from polycite.eval.scoring.statements import Statement, answer_language, is_short, statements


@dataclass(frozen=True)
class Judged(Metric):
    """A metric that asks ``judge``; ``parameter`` is how the judge was named, after the "@"."""

    judge: EntailmentJudge
    parameter: str = ""

    family = "grounding"
    title = ""

    @property
    def name(self) -> str:
        """Such as "citation recall", "citation recall@my/nli-model"."""
        return f"{self.title}@{self.parameter}" if self.parameter else self.title

    def prepare(self, cases: Sequence[Case]) -> None:
        """Judges everything at once, so that a model sees full batches; the judge remembers."""
        self.judge.entails([pair for case in cases for pair in self._first(case)])
        self.judge.entails([pair for case in cases for pair in self._then(case)])

    def measure(self, case: Case) -> Value:
        """What one question contributes; None for an abstention."""
        said = statements(case.prediction, answer_language(case))
        return self._of(said, case) if said else None

    @abstractmethod
    def _of(self, said: Sequence[Statement], case: Case) -> Value:
        """The value of an answer that states something."""

    def _first(self, case: Case) -> list[Pair]:
        """The pairs to be judged for a question."""
        said = statements(case.prediction, answer_language(case))
        return [pair for one in said if (pair := pair_of(one, one.citations, case)) is not None]

    def _then(self, case: Case) -> Iterable[Pair]:
        """The pairs that are to be judged only once the first are."""
        return ()

    def _judged(self, statement: Statement, numbers: Sequence[int], case: Case) -> Judgement:
        pair = pair_of(statement, numbers, case)
        return self.judge.entails([pair])[0] if pair is not None else Judgement(0.0, False)

    def _holds(self, statement: Statement, case: Case) -> bool:
        """Whether all of its citations together entail it."""
        return self._judged(statement, statement.citations, case).holds


def pair_of(statement: Statement, numbers: Sequence[int], case: Case) -> Pair | None:
    """The statement against these of its citations; None when nothing stands where they point."""
    premise = cited_texts(numbers, case)
    if not premise:
        return None
    language = answer_language(case)
    short = is_short(statement.text, language)
    return Pair(premise, statement.text, language, case.question.question if short else "")
