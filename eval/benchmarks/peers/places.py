"""From what a library tells of a chunk or an answer to a place in the original."""

from __future__ import annotations

from collections.abc import Mapping

from polycite.components.evidence import Original
from polycite.eval.predictions.prediction_parts import Cited, Place


def at(original_id: str, chunk_start: int, start: int, quote: str) -> Cited:
    """A quote at ``start`` of a chunk that begins at ``chunk_start`` of its original."""
    begin = chunk_start + start
    return Cited(original_id, begin, begin + len(quote), quote)


def searched(quote: str, original: Original) -> Cited:
    """A quote of which only the words are known, searched as people search: where the words stand first.

    Words that stand nowhere are cited at [0, 0): such a citation is kept, and is never faithful.
    """
    start = original.text.find(quote)
    return Cited(original.id, start, start + len(quote), quote) if start >= 0 else Cited(original.id, 0, 0, quote)


def place_of(text: str, original: Original) -> Place:
    """The place of a chunk of which only the text is known; where it stands first.

    A chunk that stands nowhere keeps its rank at [0, 1): as a place in no original it would be all of it.
    """
    start = original.text.find(text)
    return Place(original.id, start, start + len(text)) if start >= 0 and text else Place(original.id, 0, 1)


def is_lost(place: Place) -> bool:
    """Whether it is the place of a chunk that stands nowhere."""
    return (place.start, place.end) == (0, 1)


def from_metadata(original_id: str, metadata: Mapping[str, int], text: str) -> Place:
    """The place of a chunk whose metadata holds its first character (Haystack's ``split_idx_start``)."""
    start = metadata["split_idx_start"]
    return Place(original_id, start, start + len(text))
