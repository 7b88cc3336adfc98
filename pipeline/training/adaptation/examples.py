"""A team's examples, as it has them: questions over its documents, exported feedback, or SQuAD-like files.

By its fields a row is one or the other::

    {"id": "q1", "question": "Wie weit?", "language": "de", "answerable": true,
     "answers": [{"original_id": "th/1.md", "start": 4, "end": 10, "text": "30 กม.", "language": "th"}]}
    {"question": "Wie weit?", "context": "Es sind 30 km.", "language": "de",
     "answers": [{"text": "30 km", "answer_start": 8}]}

The first is what ``polycite feedback export`` writes and what ``polycite eval questions`` reads; the second is a row
of SQuAD (Rajpurkar et al. 2016), alone or in a whole ``{"data": [...]}`` document. Offsets are half-open and count
Unicode code points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from polycite.components.errors import LoadingError
from polycite.components.question_files.rows import Problem, RowError, raise_all
from polycite.pipeline.training.adaptation.example_rows import rows
from polycite.pipeline.training.adaptation.row_examples import Originals, RowReader
from polycite.pipeline.training.reading_examples import Example


def read_examples(
    path: Path,
    originals: Originals | None = None,
    language: str | None = None,
    split: Literal["fit", "test"] | None = None,
    skipped: Callable[[int], None] = lambda questions: None,
) -> list[Example]:
    """The examples of a file, in its order: all of them, or none where a row is bad.

    ``context[start:end]`` is the answer, without white space around it. The context of a question over documents is
    the passage with its evidence, one example a passage; that of a SQuAD-like row is the row's own, whole. The
    language of an example is its context's, as everywhere in training. Its id is ``<file name>#<id>``, since equal ids
    mean the same question within a file only; where they do not even there, it is ``<file>:<line>``.

    Args:
        path: JSON Lines or a SQuAD document, also ``.xz`` or ``.gz``, or Parquet.
        originals: the document of an id, None where there is none; needed for questions over documents.
        language: of the rows that name none; the file's name tells nothing, or ``my.jsonl`` would be Burmese.
        split: only rows of this split, and those that name none.
        skipped: told once how many questions were left out, because they have neither an answer nor a context.

    Raises:
        LoadingError: the file cannot be read or holds no example; or names the first twenty bad rows by line: a
            field that is missing or of the wrong type, a document that is not there, an answer that does not stand
            where it says.
        SettingsError: ``language`` is no language code.
    """
    reader = RowReader(path, originals, language)
    examples: list[tuple[str, Example]] = []  # with the place of the row
    problems: list[Problem] = []
    unanswerable = 0
    for row in rows(path, problems):
        if split is not None and row.fields.get("split", split) != split:
            continue
        try:
            found = reader.examples(row)
        except RowError as error:
            problems.append(row.problem(str(error), error.mend))
        else:
            examples += [(row.place, example) for example in found]
            unanswerable += not found
    raise_all(sorted(problems, key=lambda problem: problem.line))
    if not examples:
        why = f": its {unanswerable} questions have neither an answer nor a context" if unanswerable else ""
        raise LoadingError(
            f"{path} holds no example to learn from{why}.",
            'Give rows with "question", "answers" and, unless they cite documents, "context".',
        )
    if unanswerable:
        skipped(unanswerable)
    return _identified(examples)


def _identified(examples: Sequence[tuple[str, Example]]) -> list[Example]:
    """The examples; those by another id whose id different questions of one language have, as in merged files."""
    asked: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for _, example in examples:
        asked[example.id, example.language].add(example.question)
    shared = {name for (name, _), questions in asked.items() if len(questions) > 1}
    return [replace(example, id=place) if example.id in shared else example for place, example in examples]
