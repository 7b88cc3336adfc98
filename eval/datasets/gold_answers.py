"""The answers of SQuAD-like rows as spans of their context.

Offsets count Unicode code points of the context. An offset that does not fit is never moved: the text may stand
there twice, and only one of the places is the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from polycite.eval.datasets.questions import GoldSpan
from polycite.eval.datasets.rows import RowError, value_of


def gold_span(original_id: str, language: str, context: str, answer: Any) -> GoldSpan:
    """The span of an answer ``{"text": ..., "answer_start": ...}``.

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
    return GoldSpan(original_id, start, start + len(text), text, language)


def answers_of(row: Mapping[str, Any], name: str = "answers") -> list[Any]:
    """The answers of a row: a list of objects, or an object of two lists as Hugging Face exports it.

    Raises:
        RowError: it is missing or neither, or the lists are not of one length.
    """
    if not isinstance(row.get(name), Mapping):
        return value_of(row, name, list)
    columns = value_of(row, name, dict)
    texts, starts = value_of(columns, "text", list), value_of(columns, "answer_start", list)
    if len(texts) != len(starts):
        raise RowError(f"{name!r} has {len(texts)} texts and {len(starts)} offsets.", "Give one offset a text.")
    return [{"text": text, "answer_start": start} for text, start in zip(texts, starts, strict=True)]


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
