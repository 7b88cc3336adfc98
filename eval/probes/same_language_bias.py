"""Same-language bias: whether a text's language decides more than its meaning what it is near to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from polycite.eval.probes.cosines import Vectors, blocks, unit

NEIGHBOURS = 10


@dataclass(frozen=True, slots=True)
class SameLanguageBias:
    """What is near to the texts of one language.

    Attributes:
        share: share of the k nearest texts that are in the query's language.
        expected: share of such texts in the pool, the query itself left out.
        translation_first: share of the queries to which a translation is nearer than any text of their own language
            that is none.
    """

    share: float
    expected: float
    translation_first: float

    @property
    def bias(self) -> float:
        """``share`` over ``expected``: 1 where language makes no difference."""
        return self.share / self.expected


def same_language_bias(
    vectors: Vectors, languages: Sequence[str], meanings: Sequence[str], neighbours: int = NEIGHBOURS
) -> dict[str, SameLanguageBias]:
    """For each language, how much its texts are near to one another in a pool of several languages.

    The bias of Roy et al. 2020, "LAReQA: Language-Agnostic Answer Retrieval from a Multilingual Pool". Every text is a
    query to all others.

    Args:
        vectors: of the pool.
        languages: of each text.
        meanings: of each text; texts of the same meaning translate one another.
        neighbours: k, at most the number of other texts.

    Raises:
        ValueError: there are not two languages.
    """
    codes, own = np.unique(np.asarray(languages), return_inverse=True)
    same = np.unique(np.asarray(meanings), return_inverse=True)[1]
    if len(codes) < 2:
        raise ValueError("a bias needs texts of two languages")
    texts, k = unit(vectors), min(neighbours, len(vectors) - 1)
    shares, first = np.zeros(len(texts)), np.zeros(len(texts))
    for start, cosines in blocks(texts, texts):
        rows = np.arange(start, start + len(cosines))
        cosines[np.arange(len(rows)), rows] = -np.inf
        ours = own[rows, None] == own[None, :]
        translates = same[rows, None] == same[None, :]
        nearest = np.argpartition(-cosines, k - 1, axis=1)[:, :k]
        shares[rows] = np.take_along_axis(ours, nearest, axis=1).mean(1)
        best_translation = np.where(translates & ~ours, cosines, -np.inf).max(1)
        first[rows] = best_translation > np.where(ours & ~translates, cosines, -np.inf).max(1)
    found = {}
    for number, code in enumerate(codes):
        of_language = own == number
        expected = (of_language.sum() - 1) / (len(texts) - 1)
        if expected:
            found[str(code)] = SameLanguageBias(
                float(shares[of_language].mean()), float(expected), float(first[of_language].mean())
            )
    return found
