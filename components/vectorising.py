"""Passages and questions as vectors of every retrieval channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from haystack import component, default_from_dict, default_to_dict

from polycite.components import sounds
from polycite.components.embedding import TextEmbedder
from polycite.components.evidence import Passage
from polycite.components.glossing import Glosser
from polycite.components.lexicon import Lexicon
from polycite.components.question_translating import READING_LANGUAGE, TranslatedQuestion
from polycite.components.stores.store_points import PassageVectors
from polycite.components.text.sentences import sentences
from polycite.components.timing import stage
from polycite.components.translating import Translator
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

    The dense channels have a vector for each two neighbouring sentences, under the document's title: a question is
    near to the sentence that answers it, less so to the mean of all that a passage says. A passage scores what its
    best does (MaxP: Dai and Callan 2019).

    Args:
        embedder: a SentenceTransformer: folder, name or ``shipped/retriever``.
        lexicon: folder of the tables.
        dtype: the embedder's arithmetic; "auto" measures.
        sparse_entries: most entries a sparse vector keeps, the heaviest ones.
        translator: where it knows a way into English, the translation is encoded in the place of the gloss.
    """

    def __init__(
        self,
        embedder: str = "shipped/retriever",
        lexicon: str = "shipped/lexicon",
        dtype: str = "auto",
        sparse_entries: int = 400,
        translator: Translator | None = None,
    ) -> None:
        _Channels.__init__(self, embedder, lexicon, dtype, sparse_entries)  # Haystack replaces the class, so no super()
        self.translator = translator

    @component.output_types(passages=list[Passage], vectors=list[PassageVectors])
    def run(self, passages: list[Passage]) -> dict[str, Any]:
        """The passages and, in the same order, their vectors."""
        return {"passages": passages, "vectors": self.encode(passages)}

    def encode(self, passages: Sequence[Passage]) -> list[PassageVectors]:
        """As :meth:`run`."""
        parts = [windows(passage) for passage in passages]
        glossed = [i for i, p in enumerate(passages) if self._glosser.covers(p.language)]
        texts = [part for own in parts for part in own]
        english = self._in_english(
            [part for i in glossed for part in parts[i]],
            [passages[i].language for i in glossed for _ in parts[i]],
        )
        encoded = iter(self._embedder.encode([*texts, *english], "passage"))
        originals = [np.stack([next(encoded) for _ in own]) for own in parts]
        glosses = {i: np.stack([next(encoded) for _ in parts[i]]) for i in glossed}
        vectors: list[PassageVectors] = []
        for i, passage in enumerate(passages):
            dense = {"dense": originals[i]}
            if passage.language == "en" or i in glosses:
                dense["gloss"] = glosses.get(i, originals[i])
            sparse = {
                "lexicon": self._lexicon.encode_passage(passage.titled, passage.language, self.sparse_entries),
                "sounds": sounds.encode_passage(passage.titled, self.sparse_entries),
            }
            vectors.append(PassageVectors(dense, sparse))
        return vectors

    def _in_english(self, texts: Sequence[str], languages: Sequence[str | None]) -> list[str]:
        """Translations where there is a translator, glosses elsewhere."""
        made = self.translator.translate(texts, list(languages), READING_LANGUAGE) if self.translator else []
        done = {i: one.text for i, one in enumerate(made) if one and not one.untranslated}
        return [
            done.get(i) or self._glosser.gloss(text, language).text
            for i, (text, language) in enumerate(zip(texts, languages, strict=True))
        ]

    def to_dict(self) -> dict[str, Any]:
        """For YAML."""
        return default_to_dict(
            self,
            embedder=self.embedder,
            lexicon=self.lexicon,
            dtype=self.dtype,
            sparse_entries=self.sparse_entries,
            translator=self.translator and self.translator.to_dict(),
        )

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> PassageVectoriser:
        """The inverse of :meth:`to_dict`."""
        given = data["init_parameters"]
        if given.get("translator"):
            given["translator"] = default_from_dict(Translator, given["translator"])
        return default_from_dict(cls, data)


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

    @component.output_types(vectors=QuestionVectors, translated=list[QuestionVectors])
    def run(
        self, question: str, language: str | None, questions: list[TranslatedQuestion] | None = None
    ) -> dict[str, Any]:
        """The question's vectors, and those of its translations; ``language`` is its BCP 47 code."""
        others = questions or []
        with stage("encoding"):
            vectors = self.encode([question, *(o.text for o in others)], [language, *(o.language for o in others)])
        return {"vectors": vectors[0], "translated": vectors[1:]}

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


def windows(passage: Passage) -> list[str]:
    """Every two neighbouring sentences, as models see them; the whole text where there are fewer."""
    places = sentences(passage.text, passage.language)
    found = [passage.text[first.start : second.end] for first, second in pairwise(places)]
    return [passage.under_title(window) for window in found or [passage.text]]
