"""The views in which a passage is read, and what a model says of them carried to the words of the original."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from polycite.components.glossing import Gloss
from polycite.components.networks.span_model import Window
from polycite.components.text.answer_words import AnswerWords

View = Literal["direct", "gloss"]


@dataclass(slots=True)
class Beliefs:
    """Probabilities that the answer starts and ends at each word, and that there is none; max over windows."""

    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    null: float = 1.0


@dataclass(slots=True)
class Reading:
    """One passage in one view: what the model sees, and the number in ``words`` behind each character of it.

    ``words_at``: (characters,), or (characters, 2) where a character stands for several words. ``adapter_language``:
    whose adapter it is read with, if there is one.
    """

    passage: int
    view: View
    adapter_language: str | None
    question: str
    context: str
    words: AnswerWords
    words_at: NDArray[np.int64]
    beliefs: Beliefs = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.beliefs = Beliefs(np.zeros(len(self.words.spans)), np.zeros(len(self.words.spans)))


def gloss_words(gloss: Gloss, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """(len(gloss.text) + 1, 2): first and last original word behind each character of the gloss; -1 for none."""
    words_at = np.full((len(gloss.text) + 1, 2), -1)
    for start, end, original_start, original_end in gloss.words:
        behind = at[original_start:original_end]
        behind = behind[behind >= 0]
        if len(behind):
            words_at[start:end] = behind[0], behind[-1]
    return words_at


def carry(reading: Reading, window: Window) -> None:
    """What one window says of its tokens, summed onto the original's words."""
    words_at = reading.words_at if reading.words_at.ndim == 2 else np.stack([reading.words_at] * 2, axis=1)
    s, e = np.zeros_like(reading.beliefs.starts), np.zeros_like(reading.beliefs.ends)
    for (start, end), p_start, p_end in zip(window.tokens, window.starts, window.ends, strict=True):
        behind = words_at[start:end]
        behind = behind[behind[:, 0] >= 0]
        if len(behind):
            s[behind[0, 0]] += p_start
            e[reading.words.last(behind[0, 0], behind[-1, 1])] += p_end
    beliefs = reading.beliefs
    np.maximum(beliefs.starts, s, out=beliefs.starts)
    np.maximum(beliefs.ends, e, out=beliefs.ends)
    beliefs.null = min(beliefs.null, window.null)
