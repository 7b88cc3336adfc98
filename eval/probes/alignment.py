"""Alignment of two languages: how much nearer translations are than texts that are none."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from polycite.eval.probes.cosines import Vectors, unit


@dataclass(frozen=True, slots=True)
class Alignment:
    """Mean cosines of all translations, and of all pairs of a text with what does not translate it (None of one)."""

    translations: float
    random: float | None

    @property
    def gap(self) -> float | None:
        """Translations minus random pairs: the alignment that is left of a space where everything is near."""
        return None if self.random is None else self.translations - self.random


def alignment(source: Vectors, target: Vectors) -> Alignment:
    """Mean cosine of the translations (row i with row i) and of the other pairs.

    The alignment of Wang and Isola 2020, "Understanding Contrastive Representation Learning through Alignment and
    Uniformity" (for unit vectors the squared distance there is 2 - 2 cos), with the random pairs beside it, because in
    an anisotropic space (Ethayarajh 2019) any two texts have a high cosine.

    Raises:
        ValueError: not the same number of texts on both sides, or none.
    """
    one, other = unit(source), unit(target)
    if len(one) != len(other) or not len(one):
        raise ValueError(f"{len(one)} texts do not translate {len(other)}")
    n = len(one)
    pairs = float(np.sum(one * other))
    # The sum of all n² cosines is the product of the sums.
    everything = float(one.sum(0) @ other.sum(0))
    return Alignment(pairs / n, (everything - pairs) / (n * (n - 1)) if n > 1 else None)
