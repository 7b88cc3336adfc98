"""Multinomial logistic regression on vectors, small enough to be fitted when it is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


class SoftmaxRegression:
    """Probabilities of classes from vectors.

    Classes weigh the same however many examples each has.

    Args:
        vectors: (examples, dimensions).
        labels: the class of each.
        penalty: weight of the squared coefficients; the intercepts are free.
    """

    def __init__(self, vectors: NDArray[Any], labels: Sequence[str], penalty: float) -> None:
        from scipy.optimize import minimize

        self.classes = tuple(sorted(set(labels)))
        classes, size = len(self.classes), vectors.shape[1]
        wide = _with_one(vectors)
        numbers = np.array([self.classes.index(label) for label in labels])
        wanted = np.eye(classes)[numbers]
        weights = (len(labels) / (classes * np.bincount(numbers)))[numbers]

        def loss(flat: Matrix) -> tuple[float, Matrix]:
            matrix = flat.reshape(classes, size + 1)
            shrunk = np.hstack([matrix[:, :size], np.zeros((classes, 1))])
            chances = _softmax(wide @ matrix.T)
            missed = -(weights * np.log((chances * wanted).sum(1) + 1e-12)).sum()
            slope = (weights[:, None] * (chances - wanted)).T @ wide + penalty * shrunk
            return float(missed + penalty / 2 * (shrunk**2).sum()), slope.ravel()

        found = minimize(loss, np.zeros(classes * (size + 1)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
        self._matrix: Matrix = found.x.reshape(classes, size + 1)

    def probabilities(self, vectors: NDArray[Any]) -> Matrix:
        """(vectors, classes), each row adding up to 1, in the order of ``classes``."""
        return _softmax(_with_one(vectors) @ self._matrix.T)


def _with_one(vectors: NDArray[Any]) -> Matrix:
    return np.hstack([vectors.astype(np.float64), np.ones((len(vectors), 1))])


def _softmax(scores: Matrix) -> Matrix:
    raised = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(raised / raised.sum(1, keepdims=True))
