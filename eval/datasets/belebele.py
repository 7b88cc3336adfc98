"""Belebele (Bandarkar et al. 2024): the same questions on the same passages in 122 language variants.

JSON Lines, one question a line, a file a language or all together::

    {"link": "https://en.wikinews.org/wiki/Example", "question_number": 1, "dialect": "acm_Arab",
     "flores_passage": "...", "question": "...", "mc_answer1": "...", "mc_answer2": "...", "mc_answer3": "...",
     "mc_answer4": "...", "correct_answer_num": "3", "ds": "2023-05-03"}

The right choice is a text without a place; the passage is judged relevant. An original is called
``<dialect>/<link>/<number of the passage under the link, from 0>``, a question that with ``/<question_number>``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import langcodes

from polycite.components.evidence import Original
from polycite.components.question_files.language_tags import language_code
from polycite.components.question_files.rows import Problem, RowError, id_of, parse_rows, raise_all, value_of
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.paragraph_ids import ParagraphIds
from polycite.eval.datasets.published_files import data_files, name_of
from polycite.eval.datasets.questions import GoldText, Question

_CHOICES = ("mc_answer1", "mc_answer2", "mc_answer3", "mc_answer4")
# FLORES-200 has these in their own script too, so the script tells them apart.
_IN_TWO_SCRIPTS = ("arb_Latn", "ben_Latn", "hin_Latn", "npi_Latn", "sin_Latn", "urd_Latn")


def load_belebele(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """The questions of all languages or one; the slice "dialect" is the code as Belebele writes it.

    Raises:
        LoadingError: names every bad row by its line: a field that is missing or of the wrong type, a right choice
            that is not 1 to 4, a dialect that is no language, a question that comes twice.
    """
    problems: list[Problem] = []
    questions: dict[str, Question] = {}
    originals: dict[str, Original] = {}
    numbers = ParagraphIds()
    for file in data_files(path, None):
        for line, (question, link, passage) in parse_rows(file, _read, problems):
            if language not in (None, question.language):
                continue
            original_id = numbers.of_text(f"{question.slices['dialect']}/{link}", passage)
            originals.setdefault(original_id, Original(original_id, passage, link, question.language))
            named = _with_original(question, original_id)
            if named.id in questions:
                problem = f"the question {named.id!r} again."
                problems.append(Problem(str(file), line, problem, "Keep one of each link, passage and number."))
            questions.setdefault(named.id, named)
    raise_all(problems)
    return Dataset(name_of(path), tuple(questions.values()), tuple(originals.values()))


def flores_language(code: str) -> str:
    """The BCP 47 code of a language as FLORES-200 writes it: "arb_Arab" is "ar", "acm_Arab" "acm", "npi_Deva" "ne".

    The script stays where the language has two there: "hin_Latn" is "hi-latn", "zho_Hant" "zh-hant".

    Raises:
        RowError: it is no such code.
    """
    language, _, script = code.partition("_")
    if not langcodes.tag_is_valid(code) or not script:
        raise RowError(f"the dialect {code!r} is unknown.", 'Write it as FLORES-200 does: "tha_Thai".')
    tag = language_code(langcodes.Language.get(language).prefer_macrolanguage().to_tag())
    if code.startswith("zho_"):
        return language_code(f"zh-{script}")
    return f"{tag}-{script.lower()}" if code in _IN_TWO_SCRIPTS else tag


def _read(row: Mapping[str, Any]) -> tuple[Question, str, str]:
    dialect = value_of(row, "dialect", str)
    language = flores_language(dialect)
    choices = [value_of(row, name, str) for name in _CHOICES]
    right = id_of(row, "correct_answer_num")
    if right not in ("1", "2", "3", "4"):
        raise RowError(f"'correct_answer_num' is {right!r}.", "It must be 1, 2, 3 or 4.")
    question = Question(
        id=id_of(row, "question_number"),
        question=value_of(row, "question", str),
        language=language,
        kinds=("same-language",),
        texts=(GoldText(choices[int(right) - 1], language),),
        slices={"dialect": dialect},
    )
    return question, value_of(row, "link", str), value_of(row, "flores_passage", str)


def _with_original(question: Question, original_id: str) -> Question:
    return replace(question, id=f"{original_id}/{question.id}", relevant={original_id: 1})
