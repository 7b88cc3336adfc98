"""Reading a translation, and carrying what was found back to the original's characters."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from polycite.components.answers.read_spans import ReadSpan, best_spans, with_marks
from polycite.components.evidence import Passage
from polycite.components.networks.span_model import SpanModel, Window
from polycite.components.projecting import SpanProjector
from polycite.components.text.cells import cells
from polycite.components.text.words import word_spans
from polycite.components.translation.translation import SentencePair, Translation

_TINY = 1e-6


class TranslatedReader:
    """Reads translated passages with any :class:`SpanModel` of the language they were translated into.

    Args:
        model: the reader.
        projector: carries a span of the translation to the original.
        max_words: longest answer.
        n_best: candidates of each passage.
    """

    def __init__(self, model: SpanModel, projector: SpanProjector, max_words: int = 30, n_best: int = 3) -> None:
        self.model = model
        self.projector = projector
        self.max_words = max_words
        self.n_best = n_best

    def read(self, question: str, passages: Sequence[Passage], translations: Sequence[Translation]) -> list[ReadSpan]:
        """Candidate answers, as spans of the originals.

        Args:
            question: in the language of the translations.
            passages: the originals' passages.
            translations: theirs, in the same order.
        """
        words = [word_spans(made.text, made.target_language) for made in translations]
        starts = [np.zeros(len(one)) for one in words]
        ends = [np.zeros(len(one)) for one in words]
        null = [1.0] * len(words)
        for window in self.model.windows([(question, made.text) for made in translations]):
            n = window.pair
            _carry(window, words[n], starts[n], ends[n])
            null[n] = min(null[n], window.null)
        return [
            self._projected(passage, made, words[n][first][0], words[n][last][1], score, null[n])
            for n, (passage, made) in enumerate(zip(passages, translations, strict=True))
            for first, last in best_spans(
                starts[n] + _TINY, ends[n] + _TINY, self.max_words, self.n_best, cells(made.text, words[n])
            )
            for score in [float(starts[n][first] * ends[n][last])]
        ]

    def _projected(
        self, passage: Passage, made: Translation, start: int, end: int, score: float, null: float
    ) -> ReadSpan:
        start, end = with_marks(made.text, start, end)
        found = self.projector.project(
            made.text, passage.text, start, end, made.target_language, passage.language, _reversed(made)
        )
        return ReadSpan(
            passage, passage.start + found.start, passage.start + found.end, score * found.confidence, null,
            "sentence" if found.method == "sentence" else "projected", score,
        )  # fmt: skip


def _reversed(made: Translation) -> list[SentencePair]:
    return [SentencePair(p.target_start, p.target_end, p.start, p.end) for p in made.sentences]


def _carry(
    window: Window, words: Sequence[tuple[int, int]], starts: NDArray[np.float64], ends: NDArray[np.float64]
) -> None:
    """What one window says of its tokens, as the greater of it and what was said before, by word."""
    s, e = np.zeros_like(starts), np.zeros_like(ends)
    first_of = np.array([a for a, _ in words])
    for (a, b), p_start, p_end in zip(window.tokens, window.starts, window.ends, strict=True):
        k = int(np.searchsorted(first_of, b, side="left")) - 1
        if b > a and k >= 0 and words[k][1] > a:
            s[k] += p_start
            e[k] += p_end
    np.maximum(starts, s, out=starts)
    np.maximum(ends, e, out=ends)
