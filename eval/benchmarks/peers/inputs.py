"""What all peers are given alike: documents and questions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question


def sample(questions: Sequence[Question], limit: int | None) -> list[Question]:
    """At most ``limit`` questions of each language, spread evenly over those it has, in the order of the file."""
    if limit is None:
        return list(questions)
    chosen: set[str] = set()
    for language in dict.fromkeys(question.language for question in questions):
        of = [question.id for question in questions if question.language == language]
        chosen.update(of if limit >= len(of) else (of[i * len(of) // limit] for i in range(limit)))
    return [question for question in questions if question.id in chosen]


def documents(folder: Path) -> list[Original]:
    """The originals of a folder, their languages known.

    Raises:
        LoadingError: a file cannot be read, or there is none.
    """
    from polycite.components.loading import OriginalLoader
    from polycite.components.tagging import LanguageTagger

    loaded = OriginalLoader().run([str(folder)])
    if loaded["failures"]:
        raise LoadingError(f"{folder} does not load: {loaded['failures'][0]}", "Mend it.")
    return list(LanguageTagger().run(loaded["originals"])["originals"])
