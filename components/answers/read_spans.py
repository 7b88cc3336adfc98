"""Candidate answers: spans of passages that a reader points at."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from polycite.components.evidence import Method, Passage, Span

# Marks that belong to a number although no word holds them: an answer "20" to "what percentage?" is half one.
_BEFORE_NUMBER = "+-−–±<>≤≥~≈€$£¥₹₩฿#"
_AFTER_NUMBER = "%‰°€$£¥₹₩฿"


@dataclass(frozen=True, slots=True)
class ReadSpan:
    """A candidate answer: half-open ``[start, end)`` in code points of the passage's original.

    ``score`` is the mixed probability of its start times that of its end, in [0, 1]; ``weakest`` the
    least that any view read gives to the same; ``null`` the probability the reader gives to "no
    answer in this passage", of two views the geometric mean; ``method`` says which view carried it;
    ``sentence`` how much the question's words and sounds point at its sentence, in standard deviations
    above the mean sentence of all passages read (:mod:`polycite.components.answers.steering`).
    """

    passage: Passage
    start: int
    end: int
    score: float
    null: float
    method: Method
    weakest: float
    sentence: float = 0.0

    @property
    def span(self) -> Span:
        """The candidate's place in the original."""
        return Span(self.start, self.end)

    @property
    def text(self) -> str:
        """The candidate's characters."""
        return self.passage.text[self.start - self.passage.start : self.end - self.passage.start]


def best_spans(
    starts: NDArray[np.float64],
    ends: NDArray[np.float64],
    longest: int,
    n: int,
    cells: NDArray[np.int64] | None = None,
) -> list[tuple[int, int]]:
    """The ``n`` likeliest (first word, last word), not overlapping one another.

    Args:
        starts: (words,) probability that the answer starts there.
        ends: likewise, that it ends there.
        longest: most words of a span.
        n: most spans.
        cells: (words,) what part of the text each is in; a span lies in one. None: all are in one.
    """
    size = len(starts)
    joint = np.triu(np.outer(starts, ends))
    joint *= np.tril(np.ones((size, size)), longest - 1)
    if cells is not None:
        joint *= cells[:, None] == cells[None, :]
    best: list[tuple[int, int]] = []
    while len(best) < n:
        flat = int(joint.argmax())
        first, last = divmod(flat, size)
        if joint[first, last] <= 0:
            break
        best.append((first, last))
        joint[: last + 1, first:] = 0
    return best


def with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """``[start, end)`` with the sign, currency or percent mark of a number at its edges."""
    if (
        text[start].isdigit()
        and start > 0
        and text[start - 1] in _BEFORE_NUMBER
        and not text[max(0, start - 2) : start - 1].isalnum()
    ):
        start -= 1
    elif (
        text[start].isdigit() and start > 1 and text[start - 1] in " \u00a0\u202f" and text[start - 2] in "€$£¥₹₩฿≤≥<>"
    ):
        start -= 2
    if text[end - 1].isdigit():
        after = end + 1 if text[end : end + 1] in (" ", "\u00a0", "\u202f") else end
        if text[after : after + 1] and text[after] in _AFTER_NUMBER:
            end = after + 1
    return start, end
