"""The retrieval channels between two lists of sentences that translate one another, and all of them fused."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from polycite.components import sounds
from polycite.components.embedding import TextEmbedder
from polycite.components.glossing import Glosser
from polycite.components.lexicon import Lexicon
from polycite.components.retrieving import standardised
from polycite.components.vectors import SparseVector
from polycite.eval.probes.retrieval import hits

Scores = NDArray[np.float64]
"""(sentences of the language, English sentences)."""
CHANNELS = ("dense", "gloss", "lexicon", "sounds")


class BitextChannels:
    """Scores every sentence of a language against every English one in each channel, as the retriever would.

    Args:
        embedder: a SentenceTransformer: folder, name or ``shipped/retriever``.
        lexicon: folder of the tables.
        dtype: the embedder's arithmetic; "auto" measures.
        dense_only: leave the other channels out.
    """

    def __init__(
        self,
        embedder: str = "shipped/retriever",
        lexicon: str = "shipped/lexicon",
        dtype: str = "auto",
        dense_only: bool = False,
    ) -> None:
        self.dense_only = dense_only
        self._embedder = TextEmbedder(embedder, dtype)
        self._lexicon, self._glosser = Lexicon(lexicon), Glosser(lexicon)

    def scores(
        self,
        texts: Sequence[str],
        english: Sequence[str],
        language: str | None,
        progress: Callable[[int], None] | None = None,
    ) -> dict[str, tuple[Scores, Scores]]:
        """Of each channel, the scores with the language's sentences as queries, and with the English ones as queries.

        Both are (len(texts), len(english)): in the dense channels they are the same cosines, in the sparse ones query
        and passage weigh their words differently. A channel that has nothing for the language (no table) is left out.

        Args:
            texts: sentences of the language.
            english: sentences in English.
            language: the code of the lexicon's table; None where polycite does not know the language.
            progress: told the number of texts encoded, batch by batch.
        """
        glossed = not self.dense_only and self._glosser.covers(language)
        glosses = [self._glosser.gloss(text, language).text for text in texts] if glossed else []
        distinct = list(dict.fromkeys([*texts, *english, *glosses]))
        # Both sides as queries: models with two prompts are symmetric under one (E5's own rule for bitext).
        vectors = self._embedder.encode(distinct, "query", progress).astype(np.float64)
        place = {text: number for number, text in enumerate(distinct)}
        ours, theirs, bridged = (vectors[[place[text] for text in side]] for side in (texts, english, glosses))
        dense = ours @ theirs.T
        found = {"dense": (dense, dense)}
        if self.dense_only:
            return found
        if glossed:
            cosines = bridged @ theirs.T
            found["gloss"] = (cosines, cosines)
            found["lexicon"] = _both_ways(
                texts,
                english,
                lambda text, own: self._lexicon.encode_query(text, language if own else "en"),
                lambda text, own: self._lexicon.encode_passage(text, language if own else "en"),
            )
        found["sounds"] = _both_ways(
            texts, english, lambda text, _: sounds.encode_query(text), lambda text, _: sounds.encode_passage(text)
        )
        return found


def fuse(scores: Mapping[str, Scores], weights: Mapping[str, float]) -> Scores:
    """Weighted sum of each query's standard deviations above the pool: rows are queries, columns the pool.

    As :class:`polycite.components.retrieving.HybridRetriever` fuses, where all passages are of one language; its
    sample of random passages is the whole pool here.
    """
    fused = np.zeros_like(next(iter(scores.values())))
    for channel, values in scores.items():
        fused += weights[channel] * standardised(values, values.mean(1, keepdims=True), values.std(1, keepdims=True))
    return fused


def accuracy(scores: Scores) -> float:
    """Share of the rows whose best column is their own, the first where several are best."""
    return float(np.mean(hits(scores)))


Encode = Callable[[str, bool], SparseVector]


def _both_ways(texts: Sequence[str], english: Sequence[str], query: Encode, passage: Encode) -> tuple[Scores, Scores]:
    forward = _inner([query(t, True) for t in texts], [passage(t, False) for t in english])
    backward = _inner([query(t, False) for t in english], [passage(t, True) for t in texts])
    return forward, backward.T


def _inner(queries: Sequence[SparseVector], pool: Sequence[SparseVector]) -> Scores:
    """(queries, pool) inner products, a term weighed by its inverse document frequency in the pool as Qdrant does."""
    terms = np.unique(np.concatenate([vector.indices for vector in (*queries, *pool)]))
    left, right = (_matrix(vectors, terms) for vectors in (queries, pool))
    holding = np.bincount(right.indices, minlength=len(terms))
    frequency = np.log1p((len(pool) - holding + 0.5) / (holding + 0.5))
    return np.asarray((left.multiply(frequency[None, :]).tocsr() @ right.T).todense(), np.float64)


def _matrix(vectors: Sequence[SparseVector], terms: NDArray[np.uint32]) -> csr_array:
    rows = np.cumsum([0, *map(len, vectors)])
    columns = np.searchsorted(terms, np.concatenate([vector.indices for vector in vectors]))
    values = np.concatenate([vector.values for vector in vectors]).astype(np.float64)
    return csr_array((values, columns, rows), shape=(len(vectors), len(terms)))
