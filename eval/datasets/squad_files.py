"""SQuAD-like files of any language, one or a folder of them: the format "squad".

Ids of questions are those of the file. An original is called by its ``context_id``, else
``<title>/<number of the paragraph, from 0>``, with the file's name in place of a missing title. Only when several
files are loaded together and share ids (parallel files, one a language) are ids prefixed ``<language>/``
(:func:`polycite.eval.datasets.merging.merged`).

The language of question and context is, in this order: the field ``language`` of the row, its paragraph or article;
the file's name (:func:`polycite.eval.datasets.file_languages.named_languages`); the argument; else it is identified
over the whole file, and a note of the data set says so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from polycite.components.evidence import Original
from polycite.components.question_files.json_documents import is_document
from polycite.components.question_files.rows import Problem, RowError, raise_all
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.file_languages import majority, named_languages, split_of
from polycite.eval.datasets.merging import merged
from polycite.eval.datasets.paragraph_ids import ParagraphIds
from polycite.eval.datasets.published_files import data_files, name_of
from polycite.eval.datasets.questions import Question, Split
from polycite.eval.datasets.squad_json import squad_json
from polycite.eval.datasets.squad_lines import squad_lines
from polycite.eval.datasets.squad_row import SquadContext

Spoken = Callable[[list[SquadContext], list[Problem]], list[SquadContext]]


def load_squad_files(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """The questions and contexts of a file, or of all files of a folder.

    Raises:
        LoadingError: names every bad row by its line or its place in the document: a field that is missing, of the
            wrong type or at odds with another, an answer that does not stand at its offset, an id that comes twice,
            a context that changes under its ``context_id``, a language that is none.
    """
    return load_contexts(path, language, split, lambda contexts, problems: contexts)


def load_contexts(path: Path, language: str | None, split: str | None, spoken: Spoken) -> Dataset:
    """The same, with ``spoken`` giving each file's contexts and questions a language before they have ids."""
    problems: list[Problem] = []
    paragraphs: dict[str, ParagraphIds] = {}
    parts = []
    for file in data_files(path, split):
        read = squad_json if is_document(file) else squad_lines
        contexts = spoken(read(file, problems), problems)
        parts.append(_part(file, contexts, language, paragraphs, problems))
    raise_all(sorted(problems, key=lambda problem: (problem.source.split(": ")[0], problem.line)))
    return merged(name_of(path), parts)


def _part(
    file: Path,
    contexts: Sequence[SquadContext],
    language: str | None,
    paragraphs: dict[str, ParagraphIds],
    problems: list[Problem],
) -> Dataset:
    languages, notes = _languages(file, contexts, language, problems)
    part: Split = "fit" if split_of(file) == "train" else "test"
    ids = paragraphs.setdefault(languages[0], ParagraphIds())
    ids.next_file()
    originals: dict[str, Original] = {}
    questions: list[Question] = []
    first: dict[str, str] = {}
    for context in contexts:
        spoken = context.language or languages[0]
        title = context.title or name_of(file)
        number = ids.of_text if context.repeated else ids.of_paragraph
        original_id = context.id or number(title, context.text)
        metadata = {"title": context.title} if context.title else {}
        original = Original(original_id, context.text, file.name, spoken, metadata)
        changed = originals.setdefault(original_id, original).sha256 != original.sha256
        for row in context.rows:
            if changed:
                mend = "Give it its own context_id."
                problems.append(row.problem(f"the context of {original_id!r} is another than before.", mend))
            if row.id in first:
                problem = f"the id {row.id!r} again, first in {first[row.id]}."
                problems.append(row.problem(problem, "Give each its own."))
            first.setdefault(row.id, row.place)
            try:
                pair = (spoken, row.language or languages[1])
                questions.append(row.asked(original_id, context.text, pair, part))
            except RowError as error:
                problems.append(row.problem(str(error), error.mend))
    return Dataset(file.name, tuple(questions), tuple(originals.values()), None, tuple(notes))


def _languages(
    file: Path, contexts: Sequence[SquadContext], language: str | None, problems: list[Problem]
) -> tuple[tuple[str, str], list[str]]:
    """Languages of the contexts and questions that do not state theirs, and what is to be said of it."""
    if named := named_languages(file):
        return named, []
    if language:
        return (language, language), []
    texts = [context.text for context in contexts if context.language is None]
    asked = [row.question for context in contexts for row in context.rows if row.language is None]
    if not texts and not asked:
        return ("und", "und"), []
    found = majority(texts), majority(asked)
    if (texts and not found[0]) or (asked and not found[1]):
        mend = 'Name it as an argument, in the file\'s name ("xquad.de.json") or in a field "language".'
        problems.append(Problem(str(file), 0, "its language is not stated, and its texts are not in one alone.", mend))
    pair = found[0] or "und", found[1] or found[0] or "und"
    said = " and ".join(dict.fromkeys(pair))
    return pair, [f"{file.name} does not state its language; its texts were identified as {said}."]
