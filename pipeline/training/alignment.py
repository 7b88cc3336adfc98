"""Word alignment of parallel text: expected counts of word pairs.

IBM model 1 (Brown et al. 1993) trained in both directions at once by agreement (Liang, Taskar
and Klein 2006), then with the diagonal prior of fast_align (Dyer, Chahuneau and Smith 2013).
Everything is a bincount over the flattened word pairs of all sentences: seconds a language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Bitext:
    """Sentence pairs as word ids from 1; 0 is the NULL word.

    ``foreign_class`` and ``english_class``, (size,), give each word the class (its stem) whose
    statistics it shares while the alignment is learned; class 0 is NULL's alone.
    """

    foreign: Sequence[Sequence[int]]
    english: Sequence[Sequence[int]]
    foreign_size: int
    english_size: int
    foreign_class: NDArray[np.int64] | None = None
    english_class: NDArray[np.int64] | None = None


def align(
    bitext: Bitext,
    *,
    model1: int = 4,
    diagonal: int = 3,
    agreement: bool = True,
    tension: float = 4.0,
    longest: int = 40,
) -> tuple[sp.csr_matrix, sp.csr_matrix]:
    """Expected alignment counts, (foreign_size, english_size), from both models.

    Args:
        bitext: the sentence pairs.
        model1: iterations with no position prior.
        diagonal: iterations with the diagonal prior after those.
        agreement: multiply the two directions' posteriors, so that both must want a link.
        tension: how strongly the diagonal is preferred.
        longest: words of a sentence looked at.

    Returns:
        Counts when each foreign word picks an English one, and the other way round. NULL is
        left out; counts under 0.01 are dropped.
    """
    cells = _Cells(bitext, longest)
    forward: Floats = np.ones(cells.pairs, np.float32)  # t(f|e): each foreign word was made by one English word or NULL
    backward: Floats = np.ones(cells.pairs, np.float32)  # t(e|f)
    post_f = post_e = np.zeros(0, np.float32)
    for iteration in range(model1 + diagonal):
        prior = cells.prior(tension) if iteration >= model1 else None
        post_f = cells.posterior(forward, prior, "foreign")
        post_e = cells.posterior(backward, prior, "english")
        last = iteration == model1 + diagonal - 1
        if agreement and iteration > 0 and not last:
            both = post_f * post_e
            post_f = np.where(cells.null_e, post_f, both)
            post_e = np.where(cells.null_f, post_e, both)
        count_f, count_e = cells.sum(post_f), cells.sum(post_e)
        forward = np.asarray(count_f / np.maximum(cells.by_english(count_f), 1e-9), np.float32)
        backward = np.asarray(count_e / np.maximum(cells.by_foreign(count_e), 1e-9), np.float32)
    return cells.matrix(post_f), cells.matrix(post_e)


class _Cells:
    """Every (foreign word, English word) cell of every sentence pair, NULL row and column included."""

    def __init__(self, bitext: Bitext, longest: int) -> None:
        f_ids, e_ids, f_slot, e_slot, place = [], [], [], [], []
        slots_f = slots_e = 0
        for foreign, english in zip(bitext.foreign, bitext.english, strict=True):
            f = np.fromiter([0, *foreign[:longest]], np.int64)
            e = np.fromiter([0, *english[:longest]], np.int64)
            nf, ne = len(f), len(e)
            f_ids.append(np.repeat(f, ne))
            e_ids.append(np.tile(e, nf))
            f_slot.append(np.repeat(np.arange(slots_f, slots_f + nf), ne))
            e_slot.append(np.tile(np.arange(slots_e, slots_e + ne), nf))
            gap = np.abs(
                (np.arange(nf) - 0.5)[:, None] / max(nf - 1, 1) - (np.arange(ne) - 0.5)[None, :] / max(ne - 1, 1)
            )
            place.append(gap.astype(np.float32).ravel())
            slots_f, slots_e = slots_f + nf, slots_e + ne
        f_all, e_all = np.concatenate(f_ids), np.concatenate(e_ids)
        keep = (f_all != 0) | (e_all != 0)
        f_all, e_all = f_all[keep], e_all[keep]
        self._slot = {"foreign": np.concatenate(f_slot)[keep], "english": np.concatenate(e_slot)[keep]}
        self._slots = {"foreign": slots_f, "english": slots_e}
        self._place = np.concatenate(place)[keep]
        self.null_f, self.null_e = f_all == 0, e_all == 0
        self._words = f_all * bitext.english_size + e_all
        self._shape = (bitext.foreign_size, bitext.english_size)
        class_f = f_all if bitext.foreign_class is None else bitext.foreign_class[f_all]
        class_e = e_all if bitext.english_class is None else bitext.english_class[e_all]
        key, self._pair = np.unique(class_f * bitext.english_size + class_e, return_inverse=True)
        self._f, self._e = key // bitext.english_size, key % bitext.english_size
        self.pairs = len(key)

    def prior(self, tension: float) -> Floats:
        prior: Floats = np.exp(-tension * self._place)
        prior[self.null_f | self.null_e] = 0.1
        return prior

    def posterior(self, table: Floats, prior: Floats | None, direction: str) -> Floats:
        p = table[self._pair]
        if prior is not None:
            p = p * prior
        p = np.where(self.null_f if direction == "foreign" else self.null_e, 0, p)
        slot = self._slot[direction]
        total = np.bincount(slot, weights=p, minlength=self._slots[direction])
        return np.asarray(p / np.maximum(total[slot], 1e-12), np.float32)

    def sum(self, posterior: Floats) -> Floats:
        return np.asarray(np.bincount(self._pair, weights=posterior, minlength=self.pairs), np.float32)

    def by_english(self, counts: Floats) -> Floats:
        return np.asarray(np.bincount(self._e, weights=counts, minlength=self._shape[1])[self._e], np.float32)

    def by_foreign(self, counts: Floats) -> Floats:
        return np.asarray(np.bincount(self._f, weights=counts, minlength=self._shape[0])[self._f], np.float32)

    def matrix(self, posterior: Floats) -> sp.csr_matrix:
        """Counts of word pairs, no longer of classes."""
        key, inverse = np.unique(self._words, return_inverse=True)
        counts = np.bincount(inverse, weights=posterior).astype(np.float32)
        f, e = key // self._shape[1], key % self._shape[1]
        keep = (counts > 0.01) & (f != 0) & (e != 0)
        return sp.csr_matrix((counts[keep], (f[keep], e[keep])), shape=self._shape)
