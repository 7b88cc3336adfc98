"""As many passages as wanted, made from the sentences of the shipped knowledge base."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import numpy as np

from polycite.components.evidence import Original, Passage
from polycite.components.loading import OriginalLoader
from polycite.components.store import Version
from polycite.components.stores.store_points import PassageVectors
from polycite.components.text.sentences import sentences
from polycite.components.text.words import UNSPACED
from polycite.components.vectorising import PassageVectoriser
from polycite.components.vectors import SparseVector

_SENTENCES = (4, 8)
"""Least and most sentences of a passage: near 110 tokens of the shipped encoder, as real ones have."""


@dataclass(frozen=True)
class Text:
    """A passage-long text and the sentences (indices into :attr:`Recombined.sentences`) it consists of."""

    original: Original
    parts: tuple[int, ...]


class Recombined:
    """Sentences of the shipped articles, drawn at random into new texts of one language each.

    The same seed gives the same texts.
    """

    def __init__(self, seed: int = 0) -> None:
        self._generator = np.random.default_rng(seed)
        folder = Path(str(files("polycite.data"))) / "knowledge_base"
        self.sentences: list[tuple[str, str]] = []
        by_language: dict[str, list[int]] = {}
        for original in OriginalLoader().run([str(folder)])["originals"]:
            language = original.id.split("/")[1]
            for span in sentences(original.text, language):
                if text := span.of(original.text).strip():
                    by_language.setdefault(language, []).append(len(self.sentences))
                    self.sentences.append((text, language))
        self._by_language = {language: np.array(indices) for language, indices in by_language.items()}
        self._made = 0

    def texts(self, number: int) -> Iterator[Text]:
        """``number`` further texts, each with an id of its own."""
        languages = list(self._by_language)
        sizes = np.array([len(self._by_language[language]) for language in languages])
        for _ in range(number):
            language = languages[self._generator.choice(len(languages), p=sizes / sizes.sum())]
            count = self._generator.integers(_SENTENCES[0], _SENTENCES[1] + 1)
            parts = self._generator.choice(self._by_language[language], count, replace=False)
            joint = "" if language in UNSPACED else " "
            text = joint.join(self.sentences[part][0] for part in parts)
            self._made += 1
            name = f"recombined/{self._made:07d}"
            yield Text(Original(name, text, name, language), tuple(map(int, parts)))


class MixedVectors:
    """Vectors of recombined texts from those of their sentences, thousands of times faster than encoding.

    Dense ones are the sentences', sparse ones their sum, the heaviest entries kept: of about the right number, size
    and neighbourhood, which is enough to time a search and not to judge one.
    """

    def __init__(self, corpus: Recombined, vectoriser: PassageVectoriser) -> None:
        self._entries = vectoriser.sparse_entries
        passages = [Passage(str(i), 0, len(text), text, code) for i, (text, code) in enumerate(corpus.sentences)]
        self._vectors = vectoriser.encode(passages)

    def version(self, text: Text) -> Version:
        """The text as a store takes it: one original, its one passage, the vectors."""
        o = text.original
        passage = Passage(o.id, 0, len(o.text), o.text, o.language, o.source, o.sha256)
        return o, [passage], [mix([self._vectors[part] for part in text.parts], self._entries)]


def mix(parts: Sequence[PassageVectors], entries: int) -> PassageVectors:
    """All dense vectors, and the ``entries`` heaviest of the summed sparse ones."""
    channels = [channel for channel in parts[0].dense if all(channel in part.dense for part in parts)]
    return PassageVectors(
        {channel: np.concatenate([np.atleast_2d(part.dense[channel]) for part in parts]) for channel in channels},
        {channel: _sum([part.sparse[channel] for part in parts], entries) for channel in parts[0].sparse},
    )


def _sum(vectors: Sequence[SparseVector], limit: int) -> SparseVector:
    indices, where = np.unique(np.concatenate([v.indices for v in vectors]), return_inverse=True)
    values = np.bincount(where, np.concatenate([v.values for v in vectors])).astype(np.float32)
    heaviest = np.sort(np.argsort(-values, kind="stable")[:limit])
    return SparseVector(indices[heaviest], values[heaviest])
