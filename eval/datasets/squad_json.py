"""SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018) and what is published in the same shape, one JSON document a file.

XQuAD, MLQA, GermanQuAD, FQuAD, KorQuAD, TyDi QA gold passage::

    {"version": "1.1", "data": [{"title": "Brücken", "paragraphs": [{"context": "Die Brücke ist 30 m lang.", "qas": [
        {"id": "b1", "question": "Wie lang ist sie?", "answers": [{"text": "30 m", "answer_start": 15}],
         "is_impossible": false}]}]}]}

``answer_start`` counts Unicode code points of ``context``. Several answers of a question are alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from polycite.eval.datasets.reading import read_json
from polycite.eval.datasets.rows import Problem, RowError, value_of
from polycite.eval.datasets.squad_row import SquadContext, SquadRow


def squad_json(path: Path, problems: list[Problem]) -> list[SquadContext]:
    """The paragraphs of a file with their questions; what is bad goes to ``problems``, named by its place.

    Raises:
        LoadingError: the file cannot be read, or is no valid JSON; the line is named.
    """
    found: list[SquadContext] = []
    for place, article in items(path, read_json(path), "data", "", problems):
        for inner, paragraph in items(path, article, "paragraphs", f"{place}.", problems):
            said = {"title": article.get("title"), "language": article.get("language"), **paragraph}
            try:
                context = SquadContext.read(said)
            except RowError as error:
                problems.append(Problem(f"{path}: {inner}", 0, str(error), error.mend))
                context = SquadContext("")
            found.append(context)
            for at, row in items(path, paragraph, "qas", f"{inner}.", problems):
                try:
                    context.rows.append(SquadRow.read({"language": said["language"], **row}, f"{path}: {at}"))
                except RowError as error:
                    problems.append(Problem(f"{path}: {at}", 0, str(error), error.mend))
    return found


def items(path: Path, holder: Any, name: str, before: str, problems: list[Problem]) -> Iterator[tuple[str, Any]]:
    """Each object of a list, with its place in the document: "data[3].paragraphs[0]"; others go to ``problems``."""
    try:
        if not isinstance(holder, dict):
            raise RowError("the document is no JSON object.", f'Write {{"{name}": [...]}}.')
        values = value_of(holder, name, list)
    except RowError as error:
        problems.append(Problem(f"{path}: {before[:-1]}" if before else str(path), 0, str(error), error.mend))
        return
    for number, value in enumerate(values):
        place = f"{before}{name}[{number}]"
        if isinstance(value, dict):
            yield place, value
        else:
            problems.append(Problem(f"{path}: {place}", 0, f"{value!r} is no object.", "Write {...}."))
