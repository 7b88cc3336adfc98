"""A row of a file as training examples, checked to the character.

Offsets are half-open and count Unicode code points.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError, SettingsError
from polycite.components.evidence import Original, Span
from polycite.components.languages.language_codes import normalise_code
from polycite.pipeline.training.adaptation.example_rows import Row, RowError
from polycite.pipeline.training.adaptation.passages import passage_around
from polycite.pipeline.training.reading_examples import Example

Originals = Callable[[str], Original | None]
_TAG = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")
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
        self._language = _code(language) if language else None

    def examples(self, row: Row) -> list[Example]:
        """Those of a row, none for a question that has neither an answer nor a context; RowError where it is bad."""
        question = row.value("question", str)
        own = row.fields.get("id")
        name = f"{self._file}#{own}" if isinstance(own, str | int) else row.place
        if "context" in row.fields:
            return [self._over_context(row, question, name)]
        return self._over_documents(row, question, name)

    def _over_context(self, row: Row, question: str, name: str) -> Example:
        context, title = row.value("context", str), row.fields.get("title")
        title = title.replace("_", " ") if isinstance(title, str) else ""
        language = self._language_of(row.fields.get("context_language"), row.fields.get("language"))
        spans = [_answer_span(row, context, answer) for answer in _answers(row)]
        start, end = (spans[0].start, spans[0].end) if spans else (-1, -1)
        return Example(language, question, context, start, end, title, name)

    def _over_documents(self, row: Row, question: str, name: str) -> list[Example]:
        found: dict[tuple[str, Span], Example] = {}
        alternatives = row.value("alternatives", list) if row.fields.get("alternatives") else []
        for answer in [*_answers(row), *alternatives]:
            original, span = self._evidence(row, answer)
            language = self._language_of(answer.get("language"), original.language, row.fields.get("language"))
            passage = passage_around(original, span, language)
            if (original.id, passage) in found:  # a second right span of one passage would contradict the first
                continue
            start, end = span.start - passage.start, span.end - passage.start
            title = original.metadata.get("title")
            title = title if isinstance(title, str) else ""
            context = original.quote(passage)
            found[original.id, passage] = Example(language, question, context, start, end, title, name)
        return list(found.values())

    def _evidence(self, row: Row, answer: Any) -> tuple[Original, Span]:
        if isinstance(answer, dict) and "original_id" not in answer and "answer_start" in answer:
            raise RowError("the field 'context' is missing.", "'answer_start' counts its characters.")
        identifier, text = row.value("original_id", str, answer), row.value("text", str, answer)
        start, end = row.value("start", int, answer), row.value("end", int, answer)
        if self._originals is None:
            raise LoadingError(
                f"{row.place}: the answer stands in the document {identifier!r}, and no documents are given.",
                "Give the documents that the questions were asked of.",
            )
        original = self._originals(identifier)
        if original is None:
            raise RowError(f"there is no document {identifier!r}.", "Give its folder too, or delete the row.")
        if not 0 <= start < end <= len(original.text):
            raise RowError(f"[{start}, {end}) is no span of the {len(original.text)} characters of {identifier!r}.")
        if original.text[start:end] != text:
            place = f"[{start}, {end}) of {identifier!r}"
            raise RowError(f"{place} reads {original.text[start:end]!r}, not {text!r}.", _where(original.text, text))
        return original, _stripped(text, start)

    def _language_of(self, *named: Any) -> str:
        for value in (*named, self._language):
            if value is None or value == _UNKNOWN:
                continue
            try:
                return _code(value)
            except SettingsError as error:
                raise RowError(error.problem, error.mend) from error
        raise RowError("no language is named.", 'Add "language", or name one for the whole file.')


def _answers(row: Row) -> list[Any]:
    """A list of objects, or an object of two lists as Hugging Face exports it; RowError where it is neither."""
    said = row.fields.get("answerable", None if (no := row.fields.get("is_impossible")) is None else not no)
    if row.fields.get("answers") is None and said is False:
        return []
    if isinstance(row.fields.get("answers"), dict):
        columns = row.value("answers", dict)
        texts, starts = row.value("text", list, columns), row.value("answer_start", list, columns)
        if len(texts) != len(starts):
            raise RowError(f"'answers' has {len(texts)} texts and {len(starts)} offsets.", "Give one offset a text.")
        answers = [{"text": text, "answer_start": start} for text, start in zip(texts, starts, strict=True)]
    else:
        answers = row.value("answers", list)
    if said is not None and said != bool(answers):
        raise RowError(f"the row says answerable: {str(said).lower()}, and has {len(answers)} answers.", "Mend either.")
    return answers


def _answer_span(row: Row, context: str, answer: Any) -> Span:
    text, start = row.value("text", str, answer), row.value("answer_start", int, answer)
    found = context[max(start, 0) : max(start, 0) + len(text)]
    if start < 0 or found != text:
        raise RowError(f"at {start} the context reads {found!r}, not {text!r}.", _where(context, text))
    return _stripped(text, start)


def _stripped(text: str, start: int) -> Span:
    start += len(text) - len(text.lstrip())
    return Span(start, start + len(text.strip()))


def _where(text: str, quote: str) -> str:
    at = text.find(quote)
    return f"It stands at [{at}, {at + len(quote)})." if at >= 0 else "It does not occur there at all."


def _code(language: Any) -> str:
    """The code polycite uses, else the given one, if it is well formed: a team may bring a language new to us.

    Raises:
        SettingsError: it is no language code.
    """
    try:
        return normalise_code(str(language))
    except SettingsError:
        tag = str(language).strip().lower().replace("_", "-")
        if _TAG.fullmatch(tag):
            return tag
        raise
