"""Questions made of queries and relevance judgements: what MIRACL, NoMIRACL and BEIR have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polycite.components.evidence import Original
from polycite.components.question_files.rows import Problem
from polycite.eval.datasets.judged_files import Judgement, Query
from polycite.eval.datasets.questions import RELATIONS, Question, Split


def judged_questions(
    queries: Sequence[Query],
    judgements: Sequence[Judgement],
    originals: Mapping[str, Original],
    language: str,
    split: Split,
    problems: list[Problem],
    slices: Mapping[str, str] | None = None,
) -> tuple[list[Question], int]:
    """The judged queries as questions, in their order, and how many queries are not judged.

    A query of which no judged document is relevant is unanswerable. Judgements of queries or documents that are not
    there, and of one pair twice, go to ``problems``; documents are not checked where no originals are known.
    """
    grades: dict[str, dict[str, int]] = {}
    first: dict[tuple[str, str], int] = {}
    known = {query.id for query in queries}
    for one in judgements:
        pair = (one.query, one.document)
        if one.query not in known:
            _add(problems, one, f"no query has the id {one.query!r}.", "Add it, or delete the judgement.")
        elif originals and one.document not in originals:
            _add(problems, one, f"no document has the id {one.document!r}.", "Add it, or delete the judgement.")
        elif pair in first:
            problem = f"{one.query!r} and {one.document!r} are judged again, first in line {first[pair]}."
            _add(problems, one, problem, "Keep one judgement a pair.")
        else:
            first[pair] = one.line
            grades.setdefault(one.query, {})[one.document] = one.grade
    questions = [
        _question(query, grades[query.id], originals, query.language or language, split, slices or {})
        for query in queries
        if query.id in grades
    ]
    judged = {one.query for one in judgements}
    return questions, sum(query.id not in judged for query in queries)


def _question(
    query: Query,
    grades: Mapping[str, int],
    originals: Mapping[str, Original],
    language: str,
    split: Split,
    slices: Mapping[str, str],
) -> Question:
    judged = (originals[name].language for name, grade in grades.items() if grade and name in originals)
    relevant = [code for code in judged if code]
    kinds: tuple[str, ...] = (RELATIONS[any(code != language for code in relevant)],) if relevant else ()
    answerable = any(grades.values())
    return Question(
        id=query.id,
        question=query.text,
        language=language,
        kinds=kinds if answerable else ("unanswerable",),
        answerable=answerable,
        split=split,
        relevant=dict(grades),
        slices=dict(slices),
    )


def _add(problems: list[Problem], at: Judgement, problem: str, mend: str) -> None:
    problems.append(Problem(at.source, at.line, problem, mend))
