"""Whether an answer says numbers, dates, codes or names that its evidence does not have; needs no model."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from polycite.components.entities.invented import invented
from polycite.components.entities.name_sounds import Text
from polycite.components.entities.proper_names import NameReader, names
from polycite.eval.metrics.metric import Better, Case, Ratio, Value
from polycite.eval.scoring.cited_text import Sentence, cited_texts
from polycite.eval.scoring.statements import answer_language, statements


@dataclass(frozen=True)
class EntityViolations(Ratio):
    """Share of all statements with a number, date, code, address or name that no cited sentence has.

    The sentences are those that hold the cited characters of any of the answer's citations. Values compare across
    languages, scripts and spellings (30, ٣٠, thirty; Moscow, Москва), as in
    :mod:`polycite.components.entities.invented` and :mod:`polycite.components.entities.proper_names`; names are found
    in scripts that have capitals. What the question says itself is no invention. None without citations.
    """

    family = "grounding"
    better: ClassVar[Better] = "lower"

    @property
    def name(self) -> str:
        """Entity violations."""
        return "entity violations"

    def measure(self, case: Case) -> Value:
        """(statements with a violation, statements)."""
        if not case.prediction.citations:
            return None
        said = statements(case.prediction, answer_language(case))
        evidence = _evidence(case)
        wrong = sum(bool(_violations(one.text, case, evidence)) for one in said)
        return (float(wrong), float(len(said))) if said else None


def entity_violations(case: Case, *, names: bool = True) -> tuple[str, ...]:
    """The numbers, dates, codes, addresses and names of an answer that no cited sentence has, as they are written.

    ``names`` False leaves names out, which a translator may have said in a way that no dictionary knows.
    """
    evidence = _evidence(case)
    said = statements(case.prediction, answer_language(case))
    return tuple(dict.fromkeys(text for one in said for text in _violations(one.text, case, evidence, names)))


def _evidence(case: Case) -> tuple[Sentence, ...]:
    question = (case.question.question, case.question.language)
    return (*cited_texts(range(len(case.prediction.citations)), case), question)


def _violations(text: str, case: Case, evidence: tuple[Sentence, ...], with_names: bool = True) -> tuple[str, ...]:
    flat = " ".join(text.split())
    if any(flat in " ".join(sentence.split()) for sentence, _ in evidence):
        return ()
    language = answer_language(case)
    values = invented(text, language, evidence)
    return (*values, *_invented_names(text, language, evidence)) if with_names else values


def _invented_names(text: str, language: str, evidence: tuple[Sentence, ...]) -> list[str]:
    left = names(text, language)
    for sentence, code in evidence:
        if not left:
            break
        left = [one.name for one in _reader().missing(left, language, Text(sentence, code)) if one.certain]
    return [name.text for name in left]


@cache
def _reader() -> NameReader:
    return NameReader()
