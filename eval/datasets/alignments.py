"""Sentence pairs with hand-made word alignments, JSON Lines: ``data/alignments``.

One pair a line::

    {"id": "en-de-d1", "split": "fit", "source_language": "en", "target_language": "de", "source": "...",
     "target": "...", "source_words": [[0, 6], ...], "target_words": [[0, 5], ...], "sure": [[0, 0], ...],
     "possible": [[1, 2], ...]}

Words are half-open spans in code points; a link is ``[source word, target word]``, counted from 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from polycite.components.question_files.rows import Problem, RowError, parse_rows, raise_all, value_of

Pairs = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class AlignedPair:
    """A sentence, its translation, and which words say the same: for sure, or arguably.

    ``split`` is "fit" or "test": no weight is fitted on the latter.
    """

    id: str
    split: str
    source_language: str
    target_language: str
    source: str
    target: str
    source_words: Pairs
    target_words: Pairs
    sure: Pairs
    possible: Pairs

    @property
    def languages(self) -> str:
        """``en-de``."""
        return f"{self.source_language}-{self.target_language}"


def load_alignments(path: Path | None = None, split: str | None = None) -> list[AlignedPair]:
    """The pairs of ``path``, by default the shipped ones; of one split or all.

    Raises:
        LoadingError: rows are bad; each is named by its line: a missing field, a word outside its text or before
            the one in front of it, a link to a word that is not there.
    """
    path = path or Path(str(files("polycite.data") / "alignments" / "words.jsonl"))
    problems: list[Problem] = []
    rows = parse_rows(path, _read, problems)
    raise_all(problems)
    return [pair for _, pair in rows if split in (None, pair.split)]


def _read(row: Mapping[str, Any]) -> AlignedPair:
    source, target = value_of(row, "source", str), value_of(row, "target", str)
    words = [_words(row, f"{side}_words", text) for side, text in (("source", source), ("target", target))]
    links = [_links(row, name, len(words[0]), len(words[1])) for name in ("sure", "possible")]
    if both := set(links[0]) & set(links[1]):
        raise RowError(f"links are sure and possible at once: {sorted(both)}.", "Keep the sure ones.")
    name, split, one, other = (value_of(row, key, str) for key in ("id", "split", "source_language", "target_language"))
    return AlignedPair(name, split, one, other, source, target, words[0], words[1], links[0], links[1])


def _words(row: Mapping[str, Any], name: str, text: str) -> Pairs:
    spans = _pairs(row, name)
    end = 0
    for start, stop in spans:
        if not end <= start < stop <= len(text):
            raise RowError(f"{name!r} has [{start}, {stop}].", "Words are in order, not empty, and inside the text.")
        end = stop
    return spans


def _links(row: Mapping[str, Any], name: str, sources: int, targets: int) -> Pairs:
    links = _pairs(row, name)
    for i, j in links:
        if not (0 <= i < sources and 0 <= j < targets):
            raise RowError(f"{name!r} links [{i}, {j}].", f"There are {sources} and {targets} words, counted from 0.")
    return links


def _pairs(row: Mapping[str, Any], name: str) -> Pairs:
    found: Sequence[Any] = value_of(row, name, list)
    if not all(isinstance(one, list) and len(one) == 2 and all(isinstance(k, int) for k in one) for one in found):
        raise RowError(f"{name!r} is no list of pairs of numbers.", "Write [[0, 0], [1, 2]].")
    return tuple((a, b) for a, b in found)
