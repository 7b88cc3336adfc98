"""Passages and questions as vectors of every retrieval channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from haystack import component

from polycite.components import sounds
from polycite.components.embedding import TextEmbedder
from polycite.components.evidence import Passage
from polycite.components.glossing import Glosser
from polycite.components.lexicon import Lexicon
from polycite.components.store_points import PassageVectors
from polycite.components.timing import stage
from polycite.components.vectors import SparseVector

CHANNELS = ("dense", "gloss", "lexicon", "sounds")


@dataclass(frozen=True, slots=True, eq=False)
class QuestionVectors:
    """A question in every channel: ``dense`` (size,) by name, ``sparse`` by name."""

    language: str | None
    dense: dict[str, np.ndarray]
    sparse: dict[str, SparseVector]


class _Channels:
    """What both components stand on."""

    def __init__(self, embedder: str, lexicon: str, dtype: str, sparse_entries: int) -> None:
        self.embedder = embedder
        self.lexicon = lexicon
        self.dtype = dtype
        self.sparse_entries = sparse_entries
        self._embedder = TextEmbedder(embedder, dtype)
        self._glosser = Glosser(lexicon)
        self._lexicon = Lexicon(lexicon)

    def warm_up(self) -> None:
        """Load the embedder; does nothing the second time."""
        self._embedder.warm_up()

    @property
    def size(self) -> int:
        """Dimensions of a dense vector."""
        return self._embedder.size


@component
class PassageVectoriser(_Channels):
    """Encodes passages: as they are, as their English gloss, as translated words and as sounds.

    Args:
        embedder: a SentenceTransformer: folder, name or ``shipped/retriever``.
        lexicon: folder of the tables.
        dtype: the embedder's arithmetic; "auto" measures.
        sparse_entries: most entries a sparse vector keeps, the heaviest ones.
    """

    def __init__(
        self,
        embedder: str = "shipped/retriever",
        lexicon: str = "shipped/lexicon",
        dtype: str = "auto",
        sparse_entries: int = 400,
    ) -> None:
        _Channels.__init__(self, embedder, lexicon, dtype, sparse_entries)  # Haystack replaces the class, so no super()

    @component.output_types(passages=list[Passage], vectors=list[PassageVectors])
    def run(self, passages: list[Passage]) -> dict[str, Any]:
        """The passages and, in the same order, their vectors."""
        return {"passages": passages, "vectors": self.encode(passages)}

    def encode(
        self, passages: Sequence[Passage], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        """As :meth:`run`; ``progress`` is told how many texts more are encoded, two a passage at most."""
        glossed = [i for i, p in enumerate(passages) if self._glosser.covers(p.language)]
        texts = [p.titled for p in passages]
        texts += [self._glosser.gloss(texts[i], passages[i].language).text for i in glossed]
        encoded = self._embedder.encode(texts, "passage", progress)
        gloss_row = {i: len(passages) + k for k, i in enumerate(glossed)}
        vectors: list[PassageVectors] = []
        for i, passage in enumerate(passages):
            dense = {"dense": encoded[i]}
            if passage.language == "en" or i in gloss_row:
                dense["gloss"] = encoded[gloss_row.get(i, i)]
            sparse = {
                "lexicon": self._lexicon.encode_passage(texts[i], passage.language, self.sparse_entries),
                "sounds": sounds.encode_passage(texts[i], self.sparse_entries),
            }
            vectors.append(PassageVectors(dense, sparse))
        return vectors


@component
class QuestionVectoriser(_Channels):
    """Encodes questions for the same channels as :class:`PassageVectoriser`."""

    def __init__(
        self,
        embedder: str = "shipped/retriever",
        lexicon: str = "shipped/lexicon",
        dtype: str = "auto",
    ) -> None:
        _Channels.__init__(self, embedder, lexicon, dtype, 0)

    @component.output_types(vectors=QuestionVectors)
    def run(self, question: str, language: str | None) -> dict[str, QuestionVectors]:
        """The question's vectors; ``language`` is its BCP 47 code."""
        with stage("encoding"):
            return {"vectors": self.encode([question], [language])[0]}

    def encode(self, questions: Sequence[str], languages: Sequence[str | None]) -> list[QuestionVectors]:
        """As :meth:`run`, for many questions in one batch."""
        glosses = [self._glosser.gloss(q, language).text for q, language in zip(questions, languages, strict=True)]
        encoded = self._embedder.encode([*questions, *glosses], "query")
        return [
            QuestionVectors(
                language,
                {"dense": encoded[i], "gloss": encoded[len(questions) + i]},
                {
                    "lexicon": self._lexicon.encode_query(question, language),
                    "sounds": sounds.encode_query(question),
                },
            )
            for i, (question, language) in enumerate(zip(questions, languages, strict=True))
        ]
