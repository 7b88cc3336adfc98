"""Hubness: texts that are near to everything, and so are found for questions they have nothing to do with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from polycite.eval.probes.cosines import Vectors, blocks, unit

NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class Hubness:
    """The distribution of N_k, the number of queries among whose k nearest texts a text is.

    Attributes:
        skewness: E[(N_k - μ)³] / σ³, 0 where all texts are found as often; over about 1 there are hubs.
        largest: N_k of the greatest hub, as a share of the queries.
        never: share of the texts that are found for no query.
    """

    skewness: float
    largest: float
    never: float


def hubness(queries: Vectors, pool: Vectors, neighbours: int = NEIGHBOURS) -> Hubness:
    """Skewness of the k-occurrences of ``pool`` (Radovanović et al. 2010, "Hubs in Space"), k at most its size.

    Raises:
        ValueError: there is no query or no text.
    """
    if not len(queries) or not len(pool):
        raise ValueError("hubness needs queries and texts")
    texts, k = unit(pool), min(neighbours, len(pool))
    counts = np.zeros(len(texts))
    for _, cosines in blocks(unit(queries), texts):
        nearest = np.argpartition(-cosines, k - 1, axis=1)[:, :k]
        counts += np.bincount(nearest.ravel(), minlength=len(texts))
    deviations = counts - counts.mean()
    spread = float(np.sqrt(np.mean(deviations**2)))
    skewness = float(np.mean(deviations**3)) / spread**3 if spread else 0.0
    return Hubness(skewness, float(counts.max()) / len(queries), float(np.mean(counts == 0)))
