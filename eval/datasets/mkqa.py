"""MKQA (Longpre et al. 2021): 10,000 questions in 26 languages, answers without documents.

JSON Lines (also ``.gz``), a question in all its languages a line::

    {"example_id": 56, "query": "how long is the mekong",
     "queries": {"en": "how long is the mekong", "th": "แม่น้ำโขงยาวเท่าไร", "zh_cn": "湄公河有多长"},
     "answers": {"en": [{"type": "number_with_unit", "text": "4350 km", "aliases": ["4,350 kilometres"]}],
                 "th": [{"type": "number_with_unit", "text": "4350 กิโลเมตร"}],
                 "zh_cn": [{"type": "unanswerable", "text": null}]}}

A question is called ``<language as MKQA writes it>/<example_id>``. Any one of the texts and their aliases is right.
The types "unanswerable" and "long_answer" have no answer to give, as in MKQA's own evaluation.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from polycite.components.evidence import Original
from polycite.components.question_files.language_tags import language_code
from polycite.components.question_files.rows import Problem, RowError, id_of, parse_rows, raise_all, value_of
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.published_files import data_files, name_of
from polycite.eval.datasets.questions import GoldText, Question

TYPES = (
    "entity", "long_answer", "unanswerable", "date", "number", "number_with_unit", "short_phrase", "binary",
)  # fmt: skip
"""Types of answers, in the order by which Hugging Face numbers them."""
NO_ANSWER = ("unanswerable", "long_answer")


def load_mkqa(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """The questions of all languages or one; the slice "answer type" is the type of the first answer.

    Raises:
        LoadingError: names every bad row by its line: a field that is missing or of the wrong type, a type or
            language that is none, an answer without text, an id that comes twice.
    """
    problems: list[Problem] = []
    questions: list[Question] = []
    first: dict[str, str] = {}
    for file in data_files(path, split):
        for line, found in parse_rows(file, lambda row: _read(row, language), problems):
            for question in found:
                if question.id in first:
                    problem = f"the id {question.id!r} again, first in {first[question.id]}."
                    problems.append(Problem(str(file), line, problem, "Give each example its own."))
                first.setdefault(question.id, f"line {line}")
                questions.append(question)
    raise_all(problems)
    return Dataset(name_of(path), tuple(questions), tuple(given))


def _read(row: Mapping[str, Any], language: str | None) -> list[Question]:
    number = id_of(row, "example_id")
    queries, answers = value_of(row, "queries", dict), value_of(row, "answers", dict)
    found = []
    for name in queries:
        code = language_code(name)
        if language not in (None, code):
            continue
        if not isinstance(answers.get(name), list) or not answers[name]:
            raise RowError(f"'answers' has none for {name!r}.", 'Write [{"type": "unanswerable"}] where there is none.')
        given = [_answer(answer) for answer in answers[name]]
        texts = tuple(GoldText(text, code) for text in dict.fromkeys(text for _, said in given for text in said))
        found.append(
            Question(
                id=f"{name}/{number}",
                question=value_of(queries, name, str),
                language=code,
                kinds=() if texts else ("unanswerable",),
                answerable=bool(texts),
                texts=texts,
                slices={"answer type": given[0][0]},
            )
        )
    return found


def _answer(answer: Any) -> tuple[str, list[str]]:
    """The type of an answer and its texts, none where there is no answer to give."""
    if not isinstance(answer, Mapping):
        raise RowError(f"the answer {answer!r} is no object.", 'Write {"type": ..., "text": ...}.')
    kind = answer.get("type")
    if type(kind) is int and 0 <= kind < len(TYPES):
        kind = TYPES[kind]
    if kind not in TYPES:
        raise RowError(f"the answer's type is {kind!r}.", f"Use one of: {', '.join(TYPES)}.")
    if kind in NO_ANSWER:
        return kind, []
    aliases = answer.get("aliases") or []
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise RowError(f"'aliases' is {aliases!r}.", "It must be a list of texts.")
    return kind, [value_of(answer, "text", str), *(alias for alias in aliases if alias.strip())]
