"""Several files read as one data set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.questions import Question


def merged(name: str, parts: Sequence[Dataset]) -> Dataset:
    """The parts as one.

    Ids stay as they are unless two parts share the id of a question, or that of an original with another text
    (parallel files, one a language). Then every question is called ``<language>/<id>`` and every original
    ``<its language>/<id>``; where a part's originals are all in another language than a question, the question is
    called ``<language>><language of the originals>/<id>``, as ``de>en/5`` for a German question on English contexts.

    Raises:
        LoadingError: questions share an id even so.
    """
    if len(parts) > 1 and _clash(parts):
        parts = [_prefixed(part) for part in parts]
    questions = [question for part in parts for question in part.questions]
    twice = [key for key, number in Counter(question.id for question in questions).items() if number > 1]
    if twice:
        shown = ", ".join(map(repr, twice[:5]))
        raise LoadingError(
            f"{name}: {len(twice)} ids of questions are in several files of one language: {shown}.",
            "Load one file or split at a time, or make the ids differ.",
        )
    originals = {original.id: original for part in parts for original in part.originals}
    notes = dict.fromkeys(note for part in parts for note in part.notes)
    return Dataset(name, tuple(questions), tuple(originals.values()), None, tuple(notes))


def _clash(parts: Sequence[Dataset]) -> bool:
    questions: set[str] = set()
    originals: dict[str, Original] = {}
    for part in parts:
        ids = {question.id for question in part.questions}
        if ids & questions or any(
            originals.setdefault(one.id, one).sha256 != one.sha256 or originals[one.id].language != one.language
            for one in part.originals
        ):
            return True
        questions |= ids
    return False


def _prefixed(part: Dataset) -> Dataset:
    names = {original.id: f"{original.language or 'und'}/{original.id}" for original in part.originals}
    languages = {original.language for original in part.originals}
    context = languages.pop() if len(languages) == 1 else None

    def renamed(question: Question) -> Question:
        def of(original_id: str) -> str:
            return names.get(original_id, f"{question.language}/{original_id}")

        prefix = question.language if context in (None, question.language) else f"{question.language}>{context}"
        return replace(
            question,
            id=f"{prefix}/{question.id}",
            answers=tuple(replace(gold, original_id=of(gold.original_id)) for gold in question.answers),
            alternatives=tuple(replace(gold, original_id=of(gold.original_id)) for gold in question.alternatives),
            relevant={of(key): grade for key, grade in question.relevant.items()},
        )

    return replace(
        part,
        questions=tuple(map(renamed, part.questions)),
        originals=tuple(replace(original, id=names[original.id]) for original in part.originals),
    )
