"""What a prediction is made of: cited places, found passages, parts of an answer.

Offsets are half-open, in Unicode code points of the stored original (of the answer for segments).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from polycite.components.question_files.language_tags import language_in
from polycite.components.question_files.rows import RowError, number_of, value_of


@dataclass(frozen=True, slots=True)
class Cited:
    """A place that the system cites; whether ``quote`` really stands there is measured, not believed.

    ``translation`` is the quote in the answer's language, where the system gives one.
    """

    original_id: str
    start: int
    end: int
    quote: str
    language: str = ""
    method: str = ""
    confidence: float | None = None
    translation: str = ""

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Cited:
        """A citation as written in a prediction file; RowError where a field is missing or of the wrong type."""
        confidence = row.get("confidence")
        return cls(
            original_id=value_of(row, "original_id", str),
            start=value_of(row, "start", int),
            end=value_of(row, "end", int),
            quote=value_of(row, "quote", str),
            language=language_in(row) if row.get("language") else "",
            method=value_of(row, "method", str) if row.get("method") else "",
            confidence=None if confidence is None else number_of(row, "confidence", 0, 1),
            translation=_translation(row.get("translation")),
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that was found: ``[start, end)`` of an original, or all of it where both are None."""

    original_id: str
    start: int | None = None
    end: int | None = None

    @classmethod
    def read(cls, value: Any) -> Place:
        """A passage as written in a prediction file: an original's id, or an object; RowError where it is neither."""
        if isinstance(value, str) and value.strip():
            return cls(value)
        if not isinstance(value, Mapping):
            raise RowError(
                f"the passage {value!r} is no id and no place.", 'Write "id" or {"original_id", "start", "end"}.'
            )
        if value.get("start") is None and value.get("end") is None:
            return cls(value_of(value, "original_id", str))
        start, end = value_of(value, "start", int), value_of(value, "end", int)
        if not 0 <= start < end:
            raise RowError(f"[{start}, {end}) is no place of a passage.", "It needs 0 <= start < end.")
        return cls(value_of(value, "original_id", str), start, end)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part ``[start, end)`` of the answer, in code points of it, and the numbers (from 0) of its citations."""

    start: int
    end: int
    citations: tuple[int, ...] = ()

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Segment:
        """A segment as written in a prediction file; RowError where a field is missing or of the wrong type."""
        numbers = value_of(row, "citations", list) if "citations" in row else []
        if not all(type(number) is int and number >= 0 for number in numbers):
            raise RowError(f"the segment's citations are {numbers!r}.", "Write their places in 'citations', from 0.")
        return cls(value_of(row, "start", int), value_of(row, "end", int), tuple(numbers))


def _translation(value: Any) -> str:
    if isinstance(value, Mapping):
        value = value.get("text")
    if value is not None and not isinstance(value, str):
        raise RowError(f"'translation' is {value!r}.", 'Write the text, or {"text": ...}.')
    return value or ""
