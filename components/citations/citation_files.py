"""Stored citations: JSON or JSON Lines of answers, citations or Web Annotations."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from polycite.components.citations.annotation import from_web_annotation
from polycite.components.citations.citation_fields import citation_from
from polycite.components.errors import LoadingError
from polycite.components.evidence import Citation

_KINDS = "an answer (with 'segments'), a citation (with 'quote') or a Web Annotation (with 'target')"


def read_citations(path: str | Path) -> list[Citation]:
    """The citations of a file, in order.

    The file is one JSON value, or one a line (JSON Lines). A value is an answer as
    ``Answer.to_dict`` writes it, a citation as ``Citation.to_dict`` does, a Web Annotation with
    both selectors, or a list of these. They may be mixed. An abstention has none.

    Raises:
        LoadingError: the file cannot be read, or a record is none of these; the message names the
            file, the line (or the place in the list) and the field.
    """
    return [citation for place, record in _records(Path(path)) for citation in _citations(record, place)]


def _records(path: Path) -> Iterator[tuple[str, object]]:
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise LoadingError(f"{path} cannot be read: {error.strerror}.", "Check the path.") from error
    except UnicodeDecodeError as error:
        raise LoadingError(f"{path} is not UTF-8 (byte {error.start}).", "Save it as UTF-8.") from error
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        # Only the newline ends a line of JSON Lines: U+2028 may stand inside a string.
        lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
        if len(lines) < 2 or not _is_json(lines[0][1]):
            raise _syntax_error(path, error.lineno, error) from error
        yield from ((f"{path}, line {number}", _parsed(path, number, line)) for number, line in lines)
        return
    if isinstance(value, list):
        yield from ((f"{path}, item {number}", item) for number, item in enumerate(value, start=1))
    else:
        yield str(path), value


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except json.JSONDecodeError:
        return False
    return True


def _parsed(path: Path, number: int, line: str) -> object:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise _syntax_error(path, number, error) from error


def _syntax_error(path: Path, line: int, error: json.JSONDecodeError) -> LoadingError:
    return LoadingError(f"{path}, line {line}, column {error.colno}: {error.msg}.", "Correct the JSON.")


def _citations(record: object, place: str) -> Iterator[Citation]:
    try:
        if isinstance(record, Mapping) and "segments" in record:
            yield from _of_answer(record)
        elif isinstance(record, Mapping) and "target" in record:
            yield from_web_annotation(record)
        elif isinstance(record, Mapping) and "quote" in record:
            yield citation_from(record)
        else:
            raise LoadingError("The record holds no citation.", f"Give {_KINDS}.")
    except LoadingError as error:
        raise LoadingError(f"{place}: {error.problem}", error.mend) from None


def _of_answer(answer: Mapping[str, Any]) -> Iterator[Citation]:
    for number, segment in enumerate(_list(answer, "segments")):
        name = f"segments[{number}]"
        for index, citation in enumerate(_list(segment, "citations", f"{name}.")):
            field = f"{name}.citations[{index}]"
            if not isinstance(citation, Mapping):
                raise LoadingError(f"Field {field!r} is not an object.", "Export the answer again.")
            try:
                yield citation_from(citation)
            except LoadingError as error:
                raise LoadingError(f"In {field!r}: {error.problem}", error.mend) from None


def _list(record: object, field: str, within: str = "") -> list[Any]:
    value = record.get(field) if isinstance(record, Mapping) else None
    if not isinstance(value, list):
        raise LoadingError(f"Field '{within}{field}' is not a list.", "Export the answer again.")
    return value
