"""Bitext retrieval: whether the nearest text of the other language is the translation."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from polycite.eval.probes.cosines import Vectors, blocks, unit


@dataclass(frozen=True, slots=True)
class BitextAccuracy:
    """Accuracy in both directions; ``n`` texts, each to be found among n."""

    forward: float
    backward: float
    n: int

    @property
    def mean(self) -> float:
        """The mean of both directions."""
        return (self.forward + self.backward) / 2


def bitext_accuracy(source: Vectors, target: Vectors) -> BitextAccuracy:
    """Share of texts whose nearest text by cosine in the other language is their translation.

    Row i of ``source`` translates row i of ``target``; forward is from source to target. As for Tatoeba (Artetxe and
    Schwenk 2019, "Massively Multilingual Sentence Embeddings"). It depends on n: compare languages with as many texts.
    A tie with another text is a miss unless the translation comes first.

    Raises:
        ValueError: not the same number of texts on both sides, or none.
    """
    one, other = unit(source), unit(target)
    if len(one) != len(other) or not len(one):
        raise ValueError(f"{len(one)} texts do not translate {len(other)}")
    return BitextAccuracy(_accuracy(one, other), _accuracy(other, one), len(one))


def hits(scores: NDArray[np.floating], start: int = 0) -> NDArray[np.bool_]:
    """(rows,): whether the best column of each row is its own, the first where several are best.

    Args:
        scores: (rows, columns), higher is nearer; row i translates column ``start`` + i.
        start: the column of the first row.
    """
    return np.asarray(scores.argmax(1) == np.arange(start, start + len(scores)))


def _accuracy(queries: NDArray[np.float64], pool: NDArray[np.float64]) -> float:
    return float(np.mean(np.concatenate([hits(cosines, start) for start, cosines in blocks(queries, pool)])))
