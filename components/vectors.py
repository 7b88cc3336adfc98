"""Sparse vectors: what a text weighs in each dimension of a very large space."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class SparseVector:
    """``indices`` (n,) uint32, ascending and unique; ``values`` (n,) float32."""

    indices: NDArray[np.uint32]
    values: NDArray[np.float32]

    @classmethod
    def of_terms(cls, weights: Mapping[str, float], limit: int | None = None) -> SparseVector:
        """Terms hashed to dimensions (CRC-32); the ``limit`` heaviest ones kept.

        Two terms that share a hash share the larger weight: among 2**32 dimensions that is rarer
        than a misprint.
        """
        heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:limit]
        slots: dict[int, float] = {}
        for term, weight in heaviest:
            slot = crc32(term.encode())
            slots[slot] = max(weight, slots.get(slot, 0.0))
        indices = np.array(sorted(slots), np.uint32)
        return cls(indices, np.array([slots[int(i)] for i in indices], np.float32))

    def dot(self, other: SparseVector) -> float:
        """Inner product."""
        _, mine, theirs = np.intersect1d(self.indices, other.indices, assume_unique=True, return_indices=True)
        return float(self.values[mine] @ other.values[theirs])

    def __len__(self) -> int:
        return len(self.indices)


def saturate(counts: Mapping[str, float], average_length: float, k1: float = 1.2, b: float = 0.75) -> dict[str, float]:
    """BM25 term weights (Robertson et al. 1995) of expected counts, without IDF: the engine's modifier adds it.

    ``average_length`` is a constant of the channel, in terms a passage: a passage's vector must
    not change when others are indexed.
    """
    length = sum(counts.values())
    norm = k1 * (1 - b + b * length / average_length)
    return {term: count * (k1 + 1) / (count + norm) for term, count in counts.items()}
