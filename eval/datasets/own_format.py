"""Our own question format (:mod:`polycite.eval.datasets.questions`), with the originals where they are given.

A file of questions, or a folder that holds ``questions.jsonl`` and ``originals.jsonl`` (either may end in ``.xz``)::

    {"id": "q1", "question": "Wie weit?", "language": "de", "answers": [{"original_id": "th/1", "start": 4, "end": 10,
     "text": "30 กม.", "language": "th"}]}
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.originals import identified_originals, load_originals
from polycite.eval.datasets.published_files import name_of
from polycite.eval.datasets.questions import load_questions


def load_own(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """The questions of a file or folder, with its originals.

    Raises:
        LoadingError: names every bad row by its line; where there are originals, also answers that do not stand at
            their place in them.
    """
    file, originals = path, list(given)
    if path.is_dir():
        file = _inside(path, "questions") or path / "questions.jsonl"
        beside = _inside(path, "originals")
        originals += load_originals(beside, identify=False) if beside else []
    if not file.is_file():
        raise LoadingError(f"{file} does not exist.", "Check the spelling and the folder you are in.")
    questions = load_questions(file, originals or None)
    if split is not None and split not in {question.split for question in questions}:
        found = ", ".join(sorted({question.split for question in questions}))
        raise LoadingError(f"{file} holds no question of the split {split!r}.", f"Its splits: {found}.")
    wanted = tuple(question for question in questions if split in (None, question.split))
    return Dataset(name_of(path), wanted, tuple(identified_originals(originals, questions)))


def _inside(folder: Path, name: str) -> Path | None:
    return next((path for end in ("", ".xz", ".gz") if (path := folder / f"{name}.jsonl{end}").is_file()), None)
