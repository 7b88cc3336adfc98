"""SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018) and what is published in the same shape, one JSON document a file.

XQuAD, MLQA, GermanQuAD, FQuAD, KorQuAD, TyDi QA gold passage::

    {"version": "1.1", "data": [{"title": "Brücken", "paragraphs": [{"context": "Die Brücke ist 30 m lang.", "qas": [
        {"id": "b1", "question": "Wie lang ist sie?", "answers": [{"text": "30 m", "answer_start": 15}],
         "is_impossible": false}]}]}]}

``answer_start`` counts Unicode code points of ``context``. Several answers of a question are alternatives.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polycite.components.question_files.json_documents import items, read_json
from polycite.components.question_files.rows import Problem


@dataclass(frozen=True, slots=True)
class SquadParagraph:
    """A paragraph as written.

    Attributes:
        place: "data[3].paragraphs[0]".
        fields: its own, and those of its article that say something of it: title and language.
        questions: each with its place; to be gone through once, which is when bad ones are found.
    """

    place: str
    fields: Mapping[str, Any]
    questions: Iterator[tuple[str, Mapping[str, Any]]]


def squad_paragraphs(path: Path, problems: list[Problem]) -> Iterator[SquadParagraph]:
    """The paragraphs of a file, in its order; what is no paragraph goes to ``problems``, named by its place.

    Raises:
        LoadingError: the file cannot be read, or is no valid JSON; the line is named.
    """
    for place, article in items(path, read_json(path), "data", "", problems):
        for inner, paragraph in items(path, article, "paragraphs", f"{place}.", problems):
            said = {"title": article.get("title"), "language": article.get("language"), **paragraph}
            yield SquadParagraph(inner, said, items(path, paragraph, "qas", f"{inner}.", problems))
