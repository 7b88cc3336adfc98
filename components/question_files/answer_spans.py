"""The answers of a row as spans of the text that they stand in.

Offsets are half-open and count Unicode code points. One that does not fit is never moved: the text may stand there
twice, and only one of the places is the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from polycite.components.evidence import Original, Span
from polycite.components.question_files.rows import RowError, value_of


def answers_of(row: Mapping[str, Any], flag: Literal["is_impossible", "answerable"] = "is_impossible") -> list[Any]:
    """The answers of a row: a list of objects, or an object of two lists as Hugging Face exports it.

    Args:
        row: as written.
        flag: the field that says whether there are answers; where it says that there are none they may be absent.

    Raises:
        RowError: they are missing or neither, the lists are not of one length, or ``flag`` is there and disagrees.
    """
    stated = value_of(row, flag, bool) if row.get(flag) is not None else None
    answerable = None if stated is None else stated == (flag == "answerable")
    if row.get("answers") is None and answerable is False:
        return []
    if isinstance(row.get("answers"), Mapping):
        columns = value_of(row, "answers", dict)
        texts, starts = value_of(columns, "text", list), value_of(columns, "answer_start", list)
        if len(texts) != len(starts):
            raise RowError(f"'answers' has {len(texts)} texts and {len(starts)} offsets.", "Give one offset a text.")
        answers = [{"text": text, "answer_start": start} for text, start in zip(texts, starts, strict=True)]
    else:
        answers = value_of(row, "answers", list)
    if answerable is not None and answerable != bool(answers):
        raise RowError(f"{flag!r} is {str(stated).lower()}, and there are {len(answers)} answers.", "Mend either.")
    return answers


def context_span(context: str, answer: Any) -> Span:
    """The span of an answer ``{"text": ..., "answer_start": ...}`` in the context of its row.

    Raises:
        RowError: the text does not stand at its offset. Where it stands nearest to it is said, and whether the offset
            counts bytes of UTF-8 (TyDi QA's primary task) or UTF-16 units (JavaScript) instead.
    """
    if not isinstance(answer, Mapping):
        raise RowError(f"the answer {answer!r} is no object.", 'Write {"text": ..., "answer_start": ...}.')
    text, start = value_of(answer, "text", str), value_of(answer, "answer_start", int)
    found = context[max(start, 0) : max(start, 0) + len(text)]
    if start < 0 or found != text:
        raise RowError(f"at {start} the context reads {found!r}, not {text!r}.", _mend(context, text, start))
    return Span(start, start + len(text))


def check_document_span(original: Original, start: int, end: int, text: str) -> None:
    """Nothing when ``original.text[start:end] == text``.

    Raises:
        RowError: it is not, or they are no offsets of the document; where the text stands first is said.
    """
    if not 0 <= start < end <= len(original.text):
        raise RowError(f"[{start}, {end}) is no span of the {len(original.text)} characters of {original.id!r}.")
    found = original.text[start:end]
    if found != text:
        at = original.text.find(text)
        mend = f"It stands at [{at}, {at + len(text)})." if at >= 0 else "The text does not occur there at all."
        raise RowError(f"[{start}, {end}) of {original.id!r} reads {found!r}, not {text!r}.", mend)


def _mend(context: str, text: str, start: int) -> str:
    places = _places(context, text)
    if not places:
        return "The text does not occur in the context."
    for unit, encoding, width in (("bytes of UTF-8", "utf-8", 1), ("UTF-16 units", "utf-16-le", 2)):
        for at in places:
            if len(context[:at].encode(encoding, "surrogatepass")) == start * width:
                return f"The offset counts {unit}; in characters it is {at}."
    return f"It stands at {min(places, key=lambda at: abs(at - start))}."


def _places(context: str, text: str) -> list[int]:
    places, at = [], context.find(text)
    while at >= 0:
        places.append(at)
        at = context.find(text, at + 1)
    return places
