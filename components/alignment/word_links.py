"""Links between the words of two texts, read off a matrix of similarities.

All take and give (source words, target words) matrices. ``mutual_argmax`` and ``itermax`` are those of
SimAlign (Jalili Sabet et al. 2020), ``softmax_links`` and ``transport_links`` those of awesome-align (Dou and
Neubig 2021).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Links = NDArray[np.bool_]

_ALREADY_LINKED = 0.9  # SimAlign's alpha: a second link of a word counts this much
_REGULARISATION = 0.1  # of the entropy, in units of a cosine
_ROUNDS = 50
_LEAST_SHARE = 0.1  # of its word's mass that a transport sends along a link


def mutual_argmax(similarity: Matrix) -> Links:
    """Each word linked to the most similar one, where that is mutual."""
    links = np.zeros(similarity.shape, np.bool_)
    if similarity.size:
        rows, columns = similarity.argmax(1), similarity.argmax(0)
        mutual = columns[rows] == np.arange(len(rows))
        links[np.flatnonzero(mutual), rows[mutual]] = True
    return links


def itermax(similarity: Matrix, rounds: int = 2) -> Links:
    """Mutual argmax, again among what is left, so that a word may have several links.

    Args:
        similarity: at least 0.
        rounds: at most; two are SimAlign's.
    """
    links = mutual_argmax(similarity)
    for _ in range(rounds - 1):
        source, target = np.asarray(links.any(1)), np.asarray(links.any(0))
        weight = np.where(source[:, None] & target[None, :], 0.0, 1.0)
        weight[source[:, None] ^ target[None, :]] = _ALREADY_LINKED
        found = mutual_argmax(similarity * weight) & (weight > 0)
        if source.all() or target.all() or not found.any():
            break
        links |= found
    return links


def chances(scores: Matrix, alone: float) -> Matrix:
    """(n, m + 1): the probability that a word of each row is linked to that of each column, or (last) to none.

    Args:
        scores: log-odds up to a constant.
        alone: the score of being linked to none.
    """
    full = np.concatenate([scores, np.full((len(scores), 1), alone)], 1)
    full = np.exp(full - full.max(1, keepdims=True))
    return np.asarray(full / full.sum(1, keepdims=True))


def softmax_links(forward: Matrix, backward: Matrix, threshold: float) -> Links:
    """Pairs whose probability is above ``threshold``, the geometric mean of both directions'."""
    return np.asarray(np.sqrt(forward * backward) > threshold)


def transport_links(similarity: Matrix) -> Links:
    """Pairs to which an optimal transport between the words sends a share of their mass.

    All words weigh the same; the cost is one less the cosine; entropy-regularised (Cuturi 2013).
    """
    n, m = similarity.shape
    if not n or not m:
        return np.zeros((n, m), np.bool_)
    kernel = np.exp((similarity - similarity.max()) / _REGULARISATION)
    left, right = np.ones(n), np.ones(m)
    for _ in range(_ROUNDS):
        left = (1 / n) / np.maximum(kernel @ right, 1e-300)
        right = (1 / m) / np.maximum(kernel.T @ left, 1e-300)
    plan = left[:, None] * kernel * right[None, :]
    return np.asarray((plan > _LEAST_SHARE / n) & (plan > _LEAST_SHARE / m) & mutual_or_near(plan))


def mutual_or_near(plan: Matrix) -> Links:
    """Cells that hold at least half of what the largest of their row or of their column holds."""
    return np.asarray((plan >= 0.5 * plan.max(1, keepdims=True)) | (plan >= 0.5 * plan.max(0, keepdims=True)))
