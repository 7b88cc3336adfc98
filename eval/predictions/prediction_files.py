"""Prediction files, read and written: every bad row is named by its line, none is dropped."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.components.question_files.rows import Problem, parse_rows, raise_all
from polycite.eval.predictions.predictions import Prediction


def load_predictions(path: str | Path, question_ids: Collection[str]) -> dict[str, Prediction]:
    """The predictions of a file (``.jsonl`` or ``.jsonl.xz``) by the ids of their questions, in the file's order.

    Raises:
        LoadingError: names every bad row by its line: no valid JSON, fields that are missing, of the wrong type or
            not finite, ids that come twice or that no question has.
    """
    path = Path(path)
    problems: list[Problem] = []
    found: dict[str, Prediction] = {}
    lines: dict[str, int] = {}
    known = set(question_ids)
    for line, prediction in parse_rows(path, Prediction.from_dict, problems):
        if prediction.id in lines:
            mend = "Keep one prediction a question."
            problems.append(
                Problem(str(path), line, f"the id {prediction.id!r} again, first in line {lines[prediction.id]}.", mend)
            )
        elif prediction.id not in known:
            mend = "Score it against the question file it was made for, or delete the row."
            problems.append(Problem(str(path), line, f"no question has the id {prediction.id!r}.", mend))
        lines.setdefault(prediction.id, line)
        found.setdefault(prediction.id, prediction)
    raise_all(sorted(problems, key=lambda problem: problem.line))
    if not found:
        raise LoadingError(f"{path} holds no prediction.", "Write one JSON object a question, a line each.")
    return found


def prediction_lines(path: str | Path) -> dict[str, int]:
    """The line, from 1, of each question's prediction in a file that loads."""
    return {prediction.id: line for line, prediction in parse_rows(Path(path), Prediction.from_dict, [])}


def write_predictions(path: str | Path, predictions: Iterable[Prediction]) -> None:
    """One JSON object a line; an existing file is replaced."""
    with Path(path).open("w", encoding="utf-8") as file:
        for prediction in predictions:
            file.write(json.dumps(prediction.to_dict(), ensure_ascii=False) + "\n")
