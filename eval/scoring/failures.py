"""Error analysis: each failed question under the one failure mode that a rule decides.

A question fails when a citation is broken, an unanswerable one is answered, a value was corrupted on the way from the
cited place to the answer, or it is answerable and neither its words nor its citations are right
(:func:`polycite.eval.scoring.rightness.went_well`). The rules are tried in the order of :data:`RULES`; the first that
holds names the failure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.metric import Case, Value
from polycite.eval.scoring.failure_facts import EXPLODED, LOOKED_AT, Facts
from polycite.eval.scoring.rows import Row

Fertility = Callable[[Question], float | None]
"""Tokens of a question over those of the same in English; None where unknown."""

_MISSING = f"a right passage is missing among the {LOOKED_AT} best that the system tells"
_DEFECTS: dict[str, tuple[str, Callable[[Facts], bool]]] = {
    "unfaithful quote": (
        "a citation's quote is not what stands at its place in the original",
        lambda facts: facts.broken,
    ),
    "hallucination": (
        "the documents do not answer the question, and it was answered",
        lambda facts: facts.answered and not facts.case.question.answerable,
    ),
    "entity corruption": (
        "the right place is cited, or the right passage was found and the answer is wrong, and the answer says a "
        "number, date, code, address or (in a wrong answer) name that neither a cited sentence nor the question has",
        lambda facts: facts.corrupted,
    ),
}
_MISTAKES: dict[str, tuple[str, Callable[[Facts], bool]]] = {
    "projection drift": (
        "a span carried back from a translation (method projected or sentence) overlaps a right span or lies in its "
        "sentence, and hits none; so does a span of no told method that overlaps one in another language",
        lambda facts: facts.drifted,
    ),
    "false semantic match": (
        f"{_MISSING}, and the first passage speaks of another thing: it has "
        "another code, number, date or name in place of the question's (metric: false semantic matches)",
        lambda facts: facts.missed and facts.mistaken,
    ),
    "code-switch misparse": (
        f"{_MISSING} for a code-switched question, and the first passage is in "
        "a language that the question only switches into, or the question is taken for one in another language",
        lambda facts: facts.missed and facts.misparsed,
    ),
    "token explosion": (
        f"{_MISSING}, or was misread, and the question needs {EXPLODED:g} times "
        "the tokens of the same in English or more",
        lambda facts: facts.exploded,
    ),
    "retrieval miss": (
        _MISSING,
        lambda facts: facts.missed,
    ),
    "wrong answer language": (
        "the answer is neither in the language of the question nor in that of a right answer",
        lambda facts: facts.answered and facts.astray,
    ),
    "wrongly abstained": (
        "the documents answer the question, no right passage is known to be missing, and it was not answered",
        lambda facts: facts.case.prediction.abstained,
    ),
    "reader miss": (
        "no right passage is known to be missing, and the answer is wrong",
        lambda facts: facts.answered and facts.judged,
    ),
}
RULES: Mapping[str, str] = {mode: text for mode, (text, _) in (_DEFECTS | _MISTAKES).items()}
"""Failure mode to its rule in words, in the order in which the rules are tried."""


def told_fertility(question: Question) -> float | None:
    """The fertility that the question's file tells in its slices, under "fertility"."""
    try:
        return float(question.slices["fertility"])
    except (KeyError, ValueError):
        return None


def failure_of(case: Case, values: Mapping[str, Value], fertility: Fertility = told_fertility) -> str:
    """The failure mode of a question, a key of :data:`RULES`; "" when nothing went wrong or it cannot be told.

    Args:
        case: the question and what was said to it.
        values: of metrics by their names, as far as they are measured.
        fertility: by which the question's tokens have exploded; "token explosion" is skipped where it is unknown.
    """
    facts = Facts(case, values, fertility(case.question))
    for mode, (_, holds) in _DEFECTS.items():
        if holds(facts):
            return mode
    if facts.right or not case.question.answerable:
        return ""
    return next((mode for mode, (_, holds) in _MISTAKES.items() if holds(facts)), "")


def by_language(rows: Iterable[Row]) -> dict[str, dict[str, int]]:
    """Number of questions by failure mode, in the order of the rules, for each language that has any."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        if row.failure:
            counts.setdefault(row.language, Counter())[row.failure] += 1
    return {
        language: {mode: found[mode] for mode in RULES if found[mode]} for language, found in sorted(counts.items())
    }
