"""Isomorphism of language subspaces: whether the texts of two languages lie in the same pattern."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from polycite.eval.probes.cosines import Vectors, unit

NEIGHBOURS = 10
_SHARE = 0.9


def relational_similarity(source: Vectors, target: Vectors) -> float | None:
    """RSIM: Pearson correlation of the cosines of all pairs within one language with those of their translations.

    1 when the texts of one language lie to one another exactly as their translations do, whatever rotation lies
    between the languages; 0 when not at all. Source: Vulić et al. 2020, "Are All Good Word Vector Spaces Isomorphic?".
    Row i of ``source`` translates row i of ``target``. None of fewer than three texts, or where all cosines are equal.
    """
    one, other = unit(source), unit(target)
    if len(one) != len(other):
        raise ValueError(f"{len(one)} texts do not translate {len(other)}")
    if len(one) < 3:
        return None
    pairs = np.triu_indices(len(one), 1)
    a, b = (vectors @ vectors.T for vectors in (one, other))
    x, y = a[pairs] - a[pairs].mean(), b[pairs] - b[pairs].mean()
    length = float(np.sqrt((x @ x) * (y @ y)))
    return float(x @ y) / length if length > 1e-12 else None


def eigenvector_similarity(source: Vectors, target: Vectors, neighbours: int = NEIGHBOURS) -> float:
    """Σ (λ - λ')² over the k largest Laplacian eigenvalues of both languages' graphs of nearest neighbours.

    0 for isomorphic graphs, more the less alike; it needs no translations. k is the smaller of the numbers of
    eigenvalues that hold over 90 % of the sum in each graph. Source: Søgaard et al. 2018, "On the Limitations of
    Unsupervised Bilingual Dictionary Induction". An edge joins two texts when either is among the nearest
    ``neighbours`` of the other. The sum grows with the number of texts: compare languages with as many.
    """
    one, other = (_eigenvalues(unit(vectors), neighbours) for vectors in (source, target))
    k = min(_held(one), _held(other))
    return float(np.sum((one[:k] - other[:k]) ** 2))


def _eigenvalues(vectors: NDArray[np.float64], neighbours: int) -> NDArray[np.float64]:
    n = len(vectors)
    cosines = vectors @ vectors.T
    np.fill_diagonal(cosines, -np.inf)
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, : min(neighbours, n - 1)]
    edges = np.zeros((n, n))
    edges[np.arange(n)[:, None], nearest] = 1.0
    edges = np.maximum(edges, edges.T)
    return np.asarray(np.linalg.eigvalsh(np.diag(edges.sum(1)) - edges)[::-1])


def _held(values: NDArray[np.float64]) -> int:
    return int(np.searchsorted(np.cumsum(values), _SHARE * values.sum(), side="right")) + 1
