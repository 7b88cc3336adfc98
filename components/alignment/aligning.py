"""Which words of a text say what which words of its translation say.

Two signals are weighed against each other: what words translate to, how they are spelled and how they sound
(:mod:`polycite.components.alignment.word_similarity`), and their vectors in context, by any multilingual encoder
(:mod:`polycite.components.alignment.word_vectors`; SimAlign, Jalili Sabet et al. 2020). The weighed similarities become
probabilities in both directions by a softmax over the words of the other side and the chance of no link
(awesome-align, Dou and Neubig 2021).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from polycite.components.alignment.sentence_alignment import Bead, beads, sum_by_sentence
from polycite.components.alignment.word_links import Matrix, chances
from polycite.components.alignment.word_similarity import meaning, sameness, sounding
from polycite.components.alignment.word_vectors import WordEncoder
from polycite.components.alignment.word_views import Spans, WordView, WordViewer

if TYPE_CHECKING:
    from polycite.components.translation.translation import SentencePair

Indices = NDArray[np.int64]
Signals = Literal["combined", "lexicon", "embeddings"]


@dataclass(frozen=True, slots=True)
class SignalWeights:
    """Log-odds that each signal adds to a link.

    ``elsewhere`` is what a link between sentences that do not belong together loses; ``alone`` the score of no link,
    by source and by target word.
    """

    context: float
    meaning: float
    sameness: float
    sounding: float
    position: float
    elsewhere: float
    alone: tuple[float, float]


WEIGHTS: dict[Signals, SignalWeights] = {
    "combined": SignalWeights(13.0, 1.4, 2.3, 0.5, 0.5, 4.0, (4.6, 4.2)),
    "lexicon": SignalWeights(0.0, 4.0, 3.0, 1.0, 3.0, 2.0, (1.0, 1.0)),
    "embeddings": SignalWeights(14.0, 0.0, 0.0, 0.0, 1.0, 4.0, (4.6, 4.2)),
}
LIKELY = 0.2  # the least probability of a link, the geometric mean of both directions'
_ACROSS = 10.0  # what position adds over a whole passage, where sentences are still to be found


@dataclass(frozen=True, eq=False)
class Alignment:
    """Words of two texts and the probability that they say the same.

    ``forward[i, j]``: that source word i is said by target word j, the rest to 1 that none says it;
    ``backward[i, j]``: the same with target word j asking. ``beads`` are the sentences that were found to belong
    together, empty where they were given.
    """

    source: WordView
    target: WordView
    forward: Matrix
    backward: Matrix
    beads: tuple[Bead, ...]

    @cached_property
    def probabilities(self) -> Matrix:
        """(n, m): the geometric mean of both directions."""
        return np.asarray(np.sqrt(self.forward * self.backward))

    @cached_property
    def links(self) -> tuple[tuple[int, int], ...]:
        """Pairs ``(source word, target word)`` that are likely, in order."""
        return tuple((int(i), int(j)) for i, j in np.argwhere(self.probabilities > LIKELY))


class WordAligner:
    """Aligns the words of texts and their translations. Safe to share between threads.

    Usage::

        alignment = WordAligner().align("Der Akku hält zehn Stunden.", "The battery lasts ten hours.", "de", "en")
        alignment.links                     # ((0, 0), (1, 1), (2, 2), (3, 3), (4, 4))

    Args:
        lexicon: folder of the tables.
        encoder: a folder, a Hugging Face name, or ``shipped/retriever``; None to do without, which needs neither
            torch nor its time.
        layer: of the encoder; see :class:`polycite.components.alignment.word_vectors.WordEncoder`.
        dtype: "auto", "float32", "bfloat16" or "float16".
        signals: "lexicon" or "embeddings" to use one of the two alone.
    """

    def __init__(
        self,
        lexicon: str = "shipped/lexicon",
        encoder: str | None = "shipped/retriever",
        layer: int | None = None,
        dtype: str = "auto",
        signals: Signals = "combined",
    ) -> None:
        self.signals: Signals = signals if encoder else "lexicon"
        self._encoder = WordEncoder(encoder, layer, dtype) if encoder and self.signals != "lexicon" else None
        self._viewer = WordViewer(lexicon, self._encoder)

    def warm_up(self) -> None:
        """Load the encoder; does nothing the second time.

        Raises:
            ModelError: it cannot be loaded.
        """
        if self._encoder:
            self._encoder.warm_up()

    def align(
        self,
        source: str,
        target: str,
        source_language: str | None = None,
        target_language: str | None = None,
        sentences: Sequence[SentencePair] | None = None,
    ) -> Alignment:
        """Align two texts.

        Args:
            source: a sentence or a passage.
            target: the same in another language.
            source_language: its code; detected when not given.
            target_language: its code; detected when not given.
            sentences: which sentences belong together, where that is known; else it is found.
        """
        ours, theirs = self.view(source, source_language), self.view(target, target_language)
        similar = self.similarity(ours, theirs)
        found = () if sentences else tuple(self._beads(similar, ours, theirs))
        weights = WEIGHTS[self.signals]
        placed = similar - weights.elsewhere - weights.position
        for rows, columns in _known(sentences, ours, theirs) if sentences else (_words(b, ours, theirs) for b in found):
            cells = np.ix_(rows, columns)
            placed[cells] = similar[cells] + weights.position * _nearness(len(rows), len(columns))
        return Alignment(ours, theirs, *self.directions(placed), found)

    def view(self, text: str, language: str | None = None, words: Spans | None = None) -> WordView:
        """``text`` as its words, remembered; with ``words`` cut as given (half-open, code points, in order)."""
        return self._viewer.view(text, language, words)

    def similarity(self, source: WordView, target: WordView) -> Matrix:
        """(n, m): the weighed signals of each pair of words, without their positions."""
        weights = WEIGHTS[self.signals]
        found = np.zeros((len(source.words), len(target.words)))
        if source.vectors is not None and target.vectors is not None:
            found += weights.context * (source.vectors @ target.vectors.T)
        if self.signals != "embeddings":
            found += weights.meaning * meaning(source.forms, target.forms)
            found += weights.sameness * sameness(source.forms, target.forms)
            found += weights.sounding * sounding(source.forms, target.forms)
        return found

    def directions(self, scores: Matrix) -> tuple[Matrix, Matrix]:
        """``forward`` and ``backward`` of :class:`Alignment`, of log-odds."""
        alone = WEIGHTS[self.signals].alone
        return chances(scores, alone[0])[:, :-1], chances(scores.T, alone[1]).T[:-1]

    def _beads(self, similar: Matrix, source: WordView, target: WordView) -> list[Bead]:
        forward, backward = self.directions(similar + _ACROSS * _nearness(*similar.shape))
        shape = (len(source.sentences), len(target.sentences))
        ours, theirs = source.sentence_of.tolist(), target.sentence_of.tolist()
        return beads(sum_by_sentence(np.sqrt(forward * backward), ours, theirs, shape))


def _nearness(n: int, m: int) -> Matrix:
    """(n, m): 0 for words at the same share of their texts, -1 at most."""
    rows, columns = ((np.arange(length) + 0.5) / max(1, length) for length in (n, m))
    return np.asarray(-np.abs(rows[:, None] - columns[None, :]))


def _words(bead: Bead, source: WordView, target: WordView) -> tuple[Indices, Indices]:
    rows = (source.sentence_of >= bead.start) & (source.sentence_of < bead.end)
    columns = (target.sentence_of >= bead.target_start) & (target.sentence_of < bead.target_end)
    return np.flatnonzero(rows), np.flatnonzero(columns)


def _known(pairs: Sequence[SentencePair], source: WordView, target: WordView) -> Iterator[tuple[Indices, Indices]]:
    for pair in pairs:
        yield source.touched(pair.start, pair.end), target.touched(pair.target_start, pair.target_end)
