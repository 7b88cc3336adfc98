"""Outputs of ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations").

One JSON document, as ALCE's ``run.py`` writes it; also a list of such objects without ``data``::

    {"data": [{"sample_id": "7", "question": "मेकांग कितनी लंबी है?", "output": "यह 4,350 किमी लंबी है [1][2]।",
               "docs": [{"title": "मेकांग", "text": "..."}, {"title": "...", "text": "..."}],
               "qa_pairs": [{"question": "...", "short_answers": ["4,350 किमी"]}]}]}

Documents become originals called ``<id of the question>/<number, from 1>``, as the marks count them. The answer is
the output without its marks; each sentence of it is a segment that rests on the documents marked in or right behind it,
each as a whole. A mark of a document that is not there stays a citation, of an original that nobody knows: that is a
defect to be measured. Gold are the texts of ``qa_pairs`` (ASQA), ``answers`` (QAMPARI), ``claims`` or ``answer``
(ELI5), any one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from polycite.components.evidence import Original
from polycite.components.question_files.json_documents import items, read_json
from polycite.components.question_files.language_tags import language_in
from polycite.components.question_files.rows import Problem, RowError, id_of, raise_all, value_of
from polycite.eval.datasets.citation_numbers import answer_of
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.file_languages import majority, named_languages
from polycite.eval.datasets.originals import identified_originals
from polycite.eval.datasets.published_files import name_of
from polycite.eval.datasets.questions import GoldText, Question


def load_alce(path: Path, language: str | None, split: str | None, given: Iterable[Original] = ()) -> Dataset:
    """The questions, documents and answers of a file of outputs.

    The language of a question is the field ``language`` of its item, that of the file's name, the argument, or is
    identified over the file; that of a document is its field ``language``, or is identified.

    Raises:
        LoadingError: names every bad item by its place in the document: a field that is missing or of the wrong type,
            nothing that is right, an id that comes twice.
    """
    problems: list[Problem] = []
    document = read_json(path)
    named = named_languages(path)
    found: list[tuple[Question, list[Original], str]] = []
    first: dict[str, str] = {}
    for number, (place, item) in enumerate(
        items(path, {"data": document} if isinstance(document, list) else document, "data", "", problems)
    ):
        try:
            question, originals, output = _read(item, number, named[1] if named else language)
        except RowError as error:
            problems.append(Problem(f"{path}: {place}", 0, str(error), error.mend))
            continue
        if question.id in first:
            problem = f"the id {question.id!r} again, first in {first[question.id]}."
            problems.append(Problem(f"{path}: {place}", 0, problem, "Give each its own."))
        first.setdefault(question.id, place)
        found.append((question, originals, output))
    raise_all(problems)
    return _in_languages(path, found)


def _read(item: Mapping[str, Any], number: int, language: str | None) -> tuple[Question, list[Original], str]:
    name = next((name for name in ("sample_id", "id") if item.get(name) is not None), None)
    question_id = id_of(item, name) if name else str(number)
    spoken = language_in(item) if item.get("language") is not None else language or ""
    output = item.get("output")
    if not isinstance(output, str):
        raise RowError(f"'output' is {output!r}.", 'It must be text, "" where nothing was answered.')
    originals = []
    for place, doc in enumerate(value_of(item, "docs", list), start=1):
        if not isinstance(doc, dict):
            raise RowError(f"document {place} is {doc!r}.", 'Write {"title": ..., "text": ...}.')
        metadata = {"title": value_of(doc, "title", str)} if doc.get("title") else {}
        text = value_of(doc, "text", str)
        said = language_in(doc) if doc.get("language") is not None else None
        originals.append(Original(f"{question_id}/{place}", text, "", said, metadata))
    texts = tuple(GoldText(text, spoken) for text in dict.fromkeys(_texts(item)))
    if not texts:
        raise RowError("there is no right answer.", "Give 'qa_pairs', 'answers', 'answer' or 'claims'.")
    question = Question(question_id, value_of(item, "question", str), spoken, texts=texts)
    return question, originals, output


def _texts(item: Mapping[str, Any]) -> list[str]:
    found: list[Any] = []
    for pair in item.get("qa_pairs") or ():
        found += value_of(pair, "short_answers", list) if isinstance(pair, Mapping) else [pair]
    for name in ("answers", "claims"):
        for one in (item.get(name) or ()) if not found else ():
            found += one if isinstance(one, list) else [one]
    if not found and item.get("answer"):
        found = [item["answer"]]
    if not all(isinstance(text, str) for text in found):
        raise RowError(f"the right answers are {found!r}.", "They must be texts.")
    return [text for text in found if text.strip()]


def _in_languages(path: Path, found: list[tuple[Question, list[Original], str]]) -> Dataset:
    """The whole, with the languages that no one stated identified over the file; documents in several, one by one."""
    notes: list[str] = []
    asked = [question.question for question, _, _ in found if not question.language]
    texts = [one.text for _, docs, _ in found for one in docs if not one.language]
    if asked:
        spoken = majority(asked) or "und"
        found = [(q if q.language else _spoken(q, spoken), docs, output) for q, docs, output in found]
        notes.append(f"{path.name} does not state its questions' language; they were identified as {spoken}.")
    if texts:
        seen = majority(texts)
        found = [(question, _seen(docs, seen), output) for question, docs, output in found]
        notes.append(
            f"{path.name} does not state its documents' language; they were identified as {seen or 'several'}."
        )
    predictions = {question.id: answer_of(question, docs, output) for question, docs, output in found}
    originals = tuple(original for _, docs, _ in found for original in docs)
    return Dataset(name_of(path), tuple(q for q, _, _ in found), originals, predictions, tuple(notes))


def _spoken(question: Question, language: str) -> Question:
    texts = tuple(GoldText(text.text, language) for text in question.texts)
    return replace(question, language=language, texts=texts)


def _seen(docs: list[Original], language: str | None) -> list[Original]:
    if language is None:
        return identified_originals(docs)
    return [one if one.language else replace(one, language=language) for one in docs]
