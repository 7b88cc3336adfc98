"""TyDi QA's gold passage task (Clark et al. 2020): SQuAD's shape, all languages in one file, told by the ids.

One question::

    {"id": "arabic-2387335860751143628-1", "question": "...", "answers": [{"text": "...", "answer_start": 94}]}

Offsets count code points here; those of TyDi QA's primary task count bytes of UTF-8, which is said where they are
found. Equal passages under a title are one original.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from polycite.components.evidence import Original
from polycite.components.question_files.language_tags import named_language
from polycite.components.question_files.rows import Problem
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.squad_files import load_contexts
from polycite.eval.datasets.squad_row import SquadContext


def load_tydiqa(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """The questions and passages of a file or folder.

    Raises:
        LoadingError: as :func:`polycite.eval.datasets.squad_files.load_squad_files`, and where an id does not begin
            with a language.
    """
    return load_contexts(path, language, split, _spoken_by_id)


def _spoken_by_id(contexts: list[SquadContext], problems: list[Problem]) -> list[SquadContext]:
    spoken = []
    for context in contexts:
        rows = []
        for row in context.rows:
            language = named_language(row.id.split("-")[0])
            if language is None:
                mend = 'TyDi QA\'s ids are like "arabic-2387335860751143628-1"; load other files as "squad".'
                problems.append(row.problem(f"the id {row.id!r} does not begin with a language.", mend))
            rows.append(replace(row, language=language))
        told = rows[0].language if rows else None
        spoken.append(replace(context, language=told, rows=rows, repeated=True))
    return spoken
