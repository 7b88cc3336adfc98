"""The documents to look at for a failed question, with what is right, cited and found marked in place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from polycite.components.evidence import Original
from polycite.eval.report.marks import Excerpt, Mark, excerpts
from polycite.eval.report.scripts import direction, tag
from polycite.eval.scoring.rows import Row

MARKS = {
    "gold": "right span",
    "alternative": "another right place",
    "cited": "cited span",
    "found": "best passage found",
}
"""What is marked in a passage, by the kind of the mark."""


def documents_of(row: Row) -> Iterable[str]:
    """The ids of the originals to look at: those with right spans, those cited, that of the best passage found."""
    named = [gold.original_id for golds in row.question.golds for gold in golds[:1]]
    named += [cited.original_id for cited in row.prediction.citations]
    named += [place.original_id for place in (row.prediction.passages or ())[:1]]
    return dict.fromkeys(named)


def document(name: str, row: Row, originals: Mapping[str, Original]) -> dict[str, Any]:
    """A document as the page's script reads it; of one that is not known only the id."""
    original = originals.get(name)
    if original is None:
        return {"id": name, "missing": True}
    marks = [mark for mark in _marks(name, row) if 0 <= mark.start < mark.end <= len(original.text)]
    language = original.language or next((g.language for g in row.question.answers if g.original_id == name), "")
    return {
        "id": name,
        "language": language,
        "lang": tag(language),
        "dir": direction(language),
        "length": len(original.text),
        "excerpts": [_excerpt(excerpt) for excerpt in excerpts(original.text, marks)],
    }


def _marks(name: str, row: Row) -> Iterable[Mark]:
    for golds in row.question.golds:
        for number, gold in enumerate(golds):
            if gold.original_id == name:
                yield Mark(gold.start, gold.end, "alternative" if number else "gold")
    for cited in row.prediction.citations:
        if cited.original_id == name:
            yield Mark(cited.start, cited.end, "cited")
    for place in (row.prediction.passages or ())[:1]:
        if place.original_id == name and place.start is not None and place.end is not None:
            yield Mark(place.start, place.end, "found")


def _excerpt(excerpt: Excerpt) -> list[Any]:
    """``[start, end, [text, kinds, text, kinds, ...]]``, kinds as the letters they begin with: "gc"."""
    flat = [part for piece in excerpt.pieces for part in (piece.text, "".join(kind[0] for kind in piece.kinds))]
    return [excerpt.start, excerpt.end, flat]
