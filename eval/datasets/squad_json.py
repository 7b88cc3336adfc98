"""The questions and contexts of a SQuAD document (:mod:`polycite.components.question_files.squad_documents`)."""

from __future__ import annotations

from pathlib import Path

from polycite.components.question_files.rows import Problem, RowError
from polycite.components.question_files.squad_documents import squad_paragraphs
from polycite.eval.datasets.squad_row import SquadContext, SquadRow


def squad_json(path: Path, problems: list[Problem]) -> list[SquadContext]:
    """The paragraphs of a file with their questions; what is bad goes to ``problems``, named by its place.

    Raises:
        LoadingError: the file cannot be read, or is no valid JSON; the line is named.
    """
    found: list[SquadContext] = []
    for paragraph in squad_paragraphs(path, problems):
        try:
            context = SquadContext.read(paragraph.fields)
        except RowError as error:
            problems.append(Problem(f"{path}: {paragraph.place}", 0, str(error), error.mend))
            context = SquadContext("")
        found.append(context)
        for at, row in paragraph.questions:
            try:
                context.rows.append(SquadRow.read({"language": paragraph.fields["language"], **row}, f"{path}: {at}"))
            except RowError as error:
                problems.append(Problem(f"{path}: {at}", 0, str(error), error.mend))
    return found
