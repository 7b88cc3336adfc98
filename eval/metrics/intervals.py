"""How sure a mean is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray


def bootstrap_interval(
    groups: Mapping[str, Sequence[float]], level: float = 0.95, resamples: int = 2000, seed: int = 0
) -> tuple[float, float] | None:
    """Percentile bootstrap interval (Efron 1979) of the macro average: the mean over groups of the mean in each.

    Questions are drawn with replacement within each group (a language), so that no language drops out of a
    resample. One group gives the interval of a plain mean. The same seed gives the same interval.

    Returns:
        Lower and upper bound, or None when no group holds a value.
    """
    filled = [np.asarray(values, float) for values in groups.values() if len(values)]
    if not filled:
        return None
    generator = np.random.default_rng(seed)
    means = np.mean(
        [values[generator.integers(0, len(values), (resamples, len(values)))].mean(axis=1) for values in filled], axis=0
    )
    return bounds(means, level)


def bounds(figures: NDArray[np.float64], level: float = 0.95) -> tuple[float, float] | None:
    """Percentile interval (Efron 1979) of figures that were resampled; nan, a resample without a value, is left out.

    None when no resample has a value.
    """
    known = figures[~np.isnan(figures)]
    if not len(known):
        return None
    low, high = np.quantile(known, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
