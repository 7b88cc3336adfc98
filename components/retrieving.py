"""Hybrid retrieval over four channels, fused by normalised scores, no language starved."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from haystack import component, default_from_dict, default_to_dict

from polycite.components.evidence import Passage
from polycite.components.stores.connection import StoreConnection
from polycite.components.stores.store_points import Filter
from polycite.components.timing import stage
from polycite.components.translation.translations import grouped
from polycite.components.vectorising import CHANNELS, QuestionVectors

DEFAULT_WEIGHTS: Mapping[str, float] = {"dense": 0.4, "gloss": 1.5, "lexicon": 1.0, "sounds": 0.3}
_BACKGROUND = 384
_SHRINK = 200.0
_LEAST = 1e-6  # added to a deviation: random passages may all get the same score


def standardised(scores: np.ndarray, means: np.ndarray, deviations: np.ndarray) -> np.ndarray:
    """Scores as standard deviations above what random passages get; the arrays broadcast."""
    return np.asarray((scores - means) / (deviations + _LEAST))


@component
class HybridRetriever:
    """Finds passages by dense vectors, dense vectors of the gloss, translated words and sounds.

    Every channel proposes its own candidates, so none gates another (a question and its evidence may
    share no word). All candidates then get their exact score in every channel, as standard deviations
    above what random passages of the same language get for this question: channels of unlike scales
    become comparable, and so do languages, of which the encoder prefers some. What translations of one
    document say is found once, with the others named in ``translations``.

    Usage::

        retriever = HybridRetriever(StoreConnection("kb.polycite"))
        passages = retriever.run(vectors, top_k=10)["passages"]     # best first, with .score and .channels

    Args:
        connection: the store.
        weights: of the channels in the fused score; the fitted ones by default.
        channel_limit: candidates that each channel proposes.
        language_balance: normalise scores within each language; otherwise over all.
    """

    def __init__(
        self,
        connection: StoreConnection,
        weights: dict[str, float] | None = None,
        channel_limit: int = 100,
        language_balance: bool = True,
    ) -> None:
        self.connection = connection
        self.weights = {**DEFAULT_WEIGHTS, **(weights or {})}
        self.channel_limit = channel_limit
        self.language_balance = language_balance

    @component.output_types(passages=list[Passage])
    def run(
        self,
        vectors: QuestionVectors,
        top_k: int = 10,
        where: Filter | None = None,
        translated: list[QuestionVectors] | None = None,
    ) -> dict[str, list[Passage]]:
        """The ``top_k`` best passages.

        Args:
            vectors: the question in every channel.
            top_k: passages returned.
            where: which passages may be found.
            translated: the question in other languages; each is sought among the passages of its language, and
                a passage counts by the better of its two scores.
        """
        with stage("retrieval"):
            found = self._search(vectors, top_k, where)
            for other in translated or ():
                only = dataclasses.replace(where or Filter(), languages=(other.language,))
                found += self._search(other, top_k, only)
            if translated:
                best: dict[tuple[str, int, int], Passage] = {}
                for passage in sorted(found, key=lambda p: -(p.score or 0.0)):
                    best.setdefault((passage.original_id, passage.start, passage.end), passage)
                length = cache(lambda name: len(self.connection.store.original(name).text))
                found = grouped(list(best.values()), length, vectors.language)[:top_k]
            return {"passages": found}

    def _search(self, vectors: QuestionVectors, top_k: int, where: Filter | None) -> list[Passage]:
        store = self.connection.store
        found = store.search(vectors.dense, vectors.sparse, max(self.channel_limit, top_k), where)
        candidates = list(dict.fromkeys(name for hits in found.values() for name, _ in hits))
        if not candidates:
            return []
        background = store.sample(_BACKGROUND)
        scores = store.scores(
            vectors.dense, vectors.sparse, list(dict.fromkeys([*candidates, *(n for n, _ in background)]))
        )
        passages = store.passages(candidates)
        candidates = [name for name in candidates if name in passages]
        languages = [passages[name].language for name in candidates]
        z = np.stack([self._normalised(scores[c], candidates, languages, background) for c in CHANNELS])
        fused = np.array([self.weights[c] for c in CHANNELS]) @ z
        best = sorted(range(len(candidates)), key=lambda i: (-fused[i], candidates[i]))
        ranked = [
            dataclasses.replace(
                passages[candidates[i]],
                score=float(fused[i]),
                channels={c: float(z[k, i]) for k, c in enumerate(CHANNELS)},
            )
            for i in best
        ]
        length = cache(lambda name: len(store.original(name).text))
        return grouped(ranked, length, vectors.language)[:top_k]

    def _normalised(
        self,
        scores: Mapping[str, float],
        candidates: Sequence[str],
        languages: Sequence[str | None],
        background: Sequence[tuple[str, str | None]],
    ) -> np.ndarray:
        """(len(candidates),) standard deviations above the background; 0 where the channel has no vector."""
        everything = [scores[name] for name, _ in background if name in scores]
        mean, deviation = (float(np.mean(everything)), float(np.std(everything))) if everything else (0.0, 1.0)
        of_language: dict[str | None, list[float]] = defaultdict(list)
        if self.language_balance:
            for name, language in background:
                if name in scores:
                    of_language[language].append(scores[name])

        def moments(language: str | None) -> tuple[float, float]:
            # Few passages of a language say little about its scores: they are shrunk towards the whole.
            local = of_language.get(language, [])
            share = len(local) / (len(local) + _SHRINK)
            if not local:
                return mean, deviation
            return share * float(np.mean(local)) + (1 - share) * mean, share * float(np.std(local)) + (
                1 - share
            ) * deviation

        by_language = {language: moments(language) for language in set(languages)}
        means, deviations = np.array([by_language[language] for language in languages]).reshape(-1, 2).T
        values = np.array([scores.get(name, np.nan) for name in candidates])
        return np.asarray(np.nan_to_num(standardised(values, means, deviations), nan=0.0))

    def to_dict(self) -> dict[str, Any]:
        """For YAML; the API key of a server stays out of it."""
        return default_to_dict(
            self,
            connection=self.connection.to_dict(),
            weights=self.weights,
            channel_limit=self.channel_limit,
            language_balance=self.language_balance,
        )

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> HybridRetriever:
        """The inverse of :meth:`to_dict`."""
        data["init_parameters"]["connection"] = StoreConnection.from_dict(data["init_parameters"]["connection"])
        return default_from_dict(cls, data)
