"""Logistic regression, small enough to need no library."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]


def logistic(x: Matrix, y: Matrix, ridge: float) -> tuple[float, Matrix]:
    """Bias and slopes that make the labels likeliest, by Newton's method on standardised features.

    Args:
        x: (n, features).
        y: (n) labels, 0 or 1.
        ridge: weight of half the squared slopes of the standardised features.
    """
    mean, deviation = x.mean(0), x.std(0) + 1e-9
    a = np.column_stack([np.ones(len(x)), (x - mean) / deviation])
    penalty = np.diag([0.0, *([ridge] * x.shape[1])])
    w = np.zeros(a.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(a @ w, -30, 30)))
        gradient = a.T @ (p - y) + penalty @ w
        w -= np.linalg.solve((a * (p * (1 - p))[:, None]).T @ a + penalty + 1e-6 * np.eye(len(w)), gradient)
    slopes = w[1:] / deviation
    return float(w[0] - slopes @ mean), slopes
