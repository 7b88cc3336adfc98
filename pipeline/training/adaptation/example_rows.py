"""The rows of a file of examples, each with its place: a question a line, or those of a whole SQuAD document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polycite.components.question_files.json_documents import is_document
from polycite.components.question_files.rows import Problem, parse_rows
from polycite.components.question_files.squad_documents import squad_paragraphs


@dataclass(frozen=True, slots=True)
class Row:
    """One question as written; ``source`` is the file, with the place in it where it is a document and ``line`` is 0.

    ``fields`` of a question in a document are its own and those of its paragraph and article.
    """

    source: str
    line: int
    fields: Mapping[str, Any]

    @property
    def place(self) -> str:
        """``file:line`` or ``file: data[0].paragraphs[2].qas[1]``."""
        return f"{self.source}:{self.line}" if self.line else self.source

    def problem(self, problem: str, mend: str = "") -> Problem:
        """A problem at the row's place."""
        return Problem(self.source, self.line, problem, mend)


def rows(path: Path, problems: list[Problem]) -> list[Row]:
    """The rows of ``path``, JSON Lines, Parquet or a SQuAD document; what is no row is told to ``problems``.

    Raises:
        LoadingError: the file as a whole cannot be read.
    """
    if not is_document(path):
        return [Row(str(path), line, row) for line, row in parse_rows(path, dict, problems)]
    found: list[Row] = []
    for paragraph in squad_paragraphs(path, problems):
        said = {name: value for name, value in paragraph.fields.items() if name != "qas" and value is not None}
        found += [Row(f"{path}: {place}", 0, {**said, **question}) for place, question in paragraph.questions]
    return found
