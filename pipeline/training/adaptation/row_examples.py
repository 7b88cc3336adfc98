"""A row of a file as training examples, checked to the character.

Offsets are half-open and count Unicode code points.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from polycite.components.errors import LoadingError, SettingsError
from polycite.components.evidence import Original, Span
from polycite.components.question_files.answer_spans import answers_of, check_document_span, context_span
from polycite.components.question_files.language_tags import language_code
from polycite.components.question_files.rows import RowError, value_of
from polycite.components.text.characters import encodable
from polycite.pipeline.training.adaptation.example_rows import Row
from polycite.pipeline.training.adaptation.passages import passage_around
from polycite.pipeline.training.reading_examples import Example

Originals = Callable[[str], Original | None]
_UNKNOWN = "und"  # what exported feedback says of a question whose language could not be told


class RowReader:
    """Makes examples of the rows of one file.

    Args:
        path: of the file.
        originals: the document of an id, None where there is none; None where no documents are given.
        language: of the rows that name none.

    Raises:
        SettingsError: ``language`` is no language code.
    """

    def __init__(self, path: Path, originals: Originals | None, language: str | None) -> None:
        self._file = path.name
        self._originals = originals
        try:
            self._language = language_code(language) if language else None
        except RowError as error:
            raise SettingsError(str(error), error.mend) from error

    def examples(self, row: Row) -> list[Example]:
        """Those of a row, none for a question that has neither an answer nor a context; RowError where it is bad."""
        question = _encodable(row, "question")
        own = row.fields.get("id")
        name = f"{self._file}#{own}" if isinstance(own, str | int) else row.place
        if "context" in row.fields:
            return [self._over_context(row, question, name)]
        return self._over_documents(row, question, name)

    def _over_context(self, row: Row, question: str, name: str) -> Example:
        context, title = _encodable(row, "context"), row.fields.get("title")
        title = title.replace("_", " ") if isinstance(title, str) else ""
        language = self._language_of(row.fields.get("context_language"), row.fields.get("language"))
        spans = [_stripped(context, context_span(context, answer)) for answer in answers_of(row.fields, _flag(row))]
        start, end = (spans[0].start, spans[0].end) if spans else (-1, -1)
        return Example(language, question, context, start, end, title, name, self._asked_in(row))

    def _over_documents(self, row: Row, question: str, name: str) -> list[Example]:
        found: dict[tuple[str, Span], Example] = {}
        alternatives = value_of(row.fields, "alternatives", list) if row.fields.get("alternatives") else []
        for answer in [*answers_of(row.fields, _flag(row)), *alternatives]:
            original, span = self._evidence(row, answer)
            language = self._language_of(answer.get("language"), original.language, row.fields.get("language"))
            passage = passage_around(original, span, language)
            if (original.id, passage) in found:  # a second right span of one passage would contradict the first
                continue
            start, end = span.start - passage.start, span.end - passage.start
            title = original.metadata.get("title")
            title = title if isinstance(title, str) else ""
            context = original.quote(passage)
            asked_in = self._asked_in(row)
            found[original.id, passage] = Example(language, question, context, start, end, title, name, asked_in)
        return list(found.values())

    def _evidence(self, row: Row, answer: Any) -> tuple[Original, Span]:
        if not isinstance(answer, dict):
            raise RowError(f"the answer {answer!r} is no object.", 'Write {"original_id": ..., "start": ..., ...}.')
        if "original_id" not in answer and "answer_start" in answer:
            raise RowError("the field 'context' is missing.", "'answer_start' counts its characters.")
        identifier, text = value_of(answer, "original_id", str), value_of(answer, "text", str)
        start, end = value_of(answer, "start", int), value_of(answer, "end", int)
        if self._originals is None:
            raise LoadingError(
                f"{row.place}: the answer stands in the document {identifier!r}, and no documents are given.",
                "Give the documents that the questions were asked of.",
            )
        original = self._originals(identifier)
        if original is None:
            raise RowError(f"there is no document {identifier!r}.", "Give its folder too, or delete the row.")
        check_document_span(original, start, end, text)
        return original, _stripped(original.text, Span(start, end))

    def _asked_in(self, row: Row) -> str:
        """The question's language, "" where the row names none: then it is the passage's."""
        named = row.fields.get("language")
        return self._language_of(named) if named not in (None, _UNKNOWN) else ""

    def _language_of(self, *named: Any) -> str:
        for value in (*named, self._language):
            if value is None or value == _UNKNOWN:
                continue
            if not isinstance(value, str):
                raise RowError(f"the language is {value!r}.", "It must be of type str.")
            return language_code(value)
        raise RowError("no language is named.", 'Add "language", or name one for the whole file.')


def _encodable(row: Row, name: str) -> str:
    """A text of the row; RowError where it is missing, or no tokenizer could read it."""
    text = value_of(row.fields, name, str)
    if encodable(text) != text:
        raise RowError(f"{name!r} holds half of a surrogate pair.", "Write the whole character.")
    return text


def _flag(row: Row) -> Literal["answerable", "is_impossible"]:
    """The field that says whether there are answers: our own, else SQuAD's."""
    return "answerable" if row.fields.get("answerable") is not None else "is_impossible"


def _stripped(text: str, span: Span) -> Span:
    """The span without white space at its ends."""
    quote = text[span.start : span.end]
    start = span.start + len(quote) - len(quote.lstrip())
    return Span(start, start + len(quote.strip()))
