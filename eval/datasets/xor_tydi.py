"""XOR-TyDi QA (Asai et al. 2021): questions in seven languages that are answered from English or their own language.

JSON Lines; answers are texts without a place::

    {"id": "xor-7", "question": "নদীটি কত লম্বা?", "lang": "bn", "answers": ["2,525 km"], "split": "dev"}

In XOR-Retrieve and XOR-English Span the answers are English, in XOR-Full in the question's language. Any one is right;
a question without answers is unanswerable.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.question_files.language_tags import language_in
from polycite.components.question_files.rows import Problem, RowError, id_of, parse_rows, raise_all, value_of
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.file_languages import split_of
from polycite.eval.datasets.published_files import data_files, name_of
from polycite.eval.datasets.questions import GoldText, Question, Split


def load_xor_retrieve(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """XOR-Retrieve and XOR-English Span: the answers are English.

    Raises:
        LoadingError: names every bad row by its line.
    """
    return _load(path, split, given, "en")


def load_xor_full(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """XOR-Full: the answers are in the question's language.

    Raises:
        LoadingError: names every bad row by its line.
    """
    return _load(path, split, given, None)


def xor_format(path: Path) -> str:
    """The task that the name of a file says, "xor-retrieve" or "xor-full".

    Raises:
        LoadingError: it says none.
    """
    name = path.name.lower()
    if "full" in name:
        return "xor-full"
    if "retrieve" in name or "eng" in name:
        return "xor-retrieve"
    raise LoadingError(
        f"The name of {path} does not tell whether its answers are English or in the question's language.",
        'Name the format: "xor-retrieve" or "xor-full".',
    )


def _load(path: Path, split: str | None, given: Iterable[Original], answers: str | None) -> Dataset:
    problems: list[Problem] = []
    questions: list[Question] = []
    first: dict[str, str] = {}
    for file in data_files(path, split):
        part: Split = "fit" if split_of(file) == "train" else "test"
        for line, question in parse_rows(file, partial(_read, answers, part), problems):
            if question.id in first:
                problem = f"the id {question.id!r} again, first in {first[question.id]}."
                problems.append(Problem(str(file), line, problem, "Give each question its own."))
            first.setdefault(question.id, f"line {line}")
            questions.append(question)
    raise_all(problems)
    return Dataset(name_of(path), tuple(questions), tuple(given))


def _read(answers: str | None, part: Split, row: Mapping[str, Any]) -> Question:
    language = language_in(row, "lang")
    texts = value_of(row, "answers", list)
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise RowError(f"'answers' is {texts!r}.", "It must be a list of texts, [] where there is no answer.")
    return Question(
        id=id_of(row),
        question=value_of(row, "question", str),
        language=language,
        kinds=() if texts else ("unanswerable",),
        answerable=bool(texts),
        split=part,
        texts=tuple(GoldText(text, answers or language) for text in dict.fromkeys(texts)),
    )
