"""Questions of one split that give away those of another: a figure on the latter is then no measure of anything new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from polycite.components.question_files.rows import Problem
from polycite.eval.datasets.near_duplicates import near_duplicates, normalised
from polycite.eval.datasets.questions import Question

NEAR = 0.85
"""Jaccard similarity of character trigrams from which two questions count as one, asked again with a change."""


@dataclass(frozen=True, slots=True)
class Located:
    """A question with the file and line it was read from; line 0 where its file has none."""

    source: str
    line: int
    question: Question

    def problem(self, problem: str, mend: str = "") -> Problem:
        """A problem of this question."""
        return Problem(self.source, self.line, f"{self.question.id}: {problem}", mend)

    @property
    def place(self) -> str:
        """Where it stands, for a message about another question."""
        return (
            f"{self.question.id!r} ({self.source}:{self.line})"
            if self.line
            else f"{self.question.id!r} ({self.source})"
        )


@dataclass(frozen=True, slots=True)
class Leaks:
    """``problems`` give a question away, ``warnings`` may, ``shared`` originals are only common ground."""

    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    shared: frozenset[str]


def leaks(fit: Sequence[Located], test: Sequence[Located]) -> Leaks:
    """What the questions in ``fit`` give away of those in ``test``; each problem is at the question of ``test``.

    A problem is the same question (normalised, in the same language), and a question whose right span is right in
    ``fit`` too when the wording is nearly the same. A warning is either alone: the same span asked for in other words
    or another language, or nearly the same words about something else.
    """
    problems, warnings = [], []
    mend = "Move both to one split."
    asked = {(one.question.language, normalised(one.question.question)): one for one in reversed(fit)}
    spans = {span: one for one in reversed(fit) for span in _spans(one.question)}
    near: dict[int, list[tuple[Located, float]]] = {}
    for language in {one.question.language for one in test}:
        mine = [at for at, one in enumerate(test) if one.question.language == language]
        theirs = [one for one in fit if one.question.language == language]
        texts = [test[at].question.question for at in mine], [one.question.question for one in theirs]
        for place, other, similarity in near_duplicates(*texts, NEAR):
            near.setdefault(mine[place], []).append((theirs[other], similarity))
    for at, one in enumerate(test):
        same = asked.get((one.question.language, normalised(one.question.question)))
        if same:
            problems.append(one.problem(f"the same question as {same.place}.", mend))
            continue
        alike = next(((o, s) for o, s in near.get(at, ()) if _spans(o.question) & _spans(one.question)), None)
        if alike:
            problems.append(
                one.problem(f"nearly the question {alike[0].place} ({alike[1]:.0%}), on the same span.", mend)
            )
            continue
        again = next((spans[span] for span in _spans(one.question) if span in spans), None)
        if again:
            warnings.append(one.problem(f"its right span is that of {again.place} too.", mend))
        elif at in near:
            first, similarity = near[at][0]
            warnings.append(one.problem(f"nearly the question {first.place} ({similarity:.0%}), on something else."))
    shared = {name for one in fit for name in _originals(one.question)} & {
        name for one in test for name in _originals(one.question)
    }
    return Leaks(tuple(problems), tuple(warnings), frozenset(shared))


def _spans(question: Question) -> set[tuple[str, int, int]]:
    return {(gold.original_id, gold.start, gold.end) for gold in (*question.answers, *question.alternatives)}


def _originals(question: Question) -> set[str]:
    judged = {name for name, grade in question.relevant.items() if grade}
    return {gold.original_id for gold in (*question.answers, *question.alternatives)} | judged
