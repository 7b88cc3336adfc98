"""Parallel questions: one question in several languages, of which every answer is right for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from polycite.eval.datasets.questions import GoldSpan, Question


def with_parallel_answers(questions: Sequence[Question]) -> list[Question]:
    """Each question with the answers of its parallels as alternatives.

    Parallel are questions whose ids differ in their languages alone: "de/56beb434", "th/56beb434". Only questions that
    need one span take part: of several, nothing tells which stands for which.
    """
    known: dict[str, list[GoldSpan]] = {}
    for question in questions:
        if len(question.answers) == 1:
            known.setdefault(bare_id(question), []).extend((*question.answers, *question.alternatives))
    found = []
    for question in questions:
        if len(question.answers) == 1:
            own = {*question.answers, *question.alternatives}
            others = (replace(gold, answer=0) for gold in known[bare_id(question)] if gold not in own)
            question = replace(question, alternatives=(*question.alternatives, *others))
        found.append(question)
    return found


def are_parallel(questions: Sequence[Question]) -> bool:
    """Whether any two of them are."""
    return len({bare_id(question) for question in questions}) < len(questions)


def bare_id(question: Question) -> str:
    """The id without the language: as a part of its own between slashes, wherever that stands."""
    return "/".join(part for part in question.id.split("/") if part != question.language)
