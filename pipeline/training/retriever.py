"""Makes the dense retriever neutral between languages: ``polycite train retriever``.

Published multilingual encoders find passages of the question's own language first, whatever they say: their
vectors hold the language beside the meaning, in a subspace of few dimensions. That subspace is found in parallel
text and projected out (Yang et al. 2021; Xie et al. 2022, "Discovering Low-rank Subspaces for Language-agnostic
Multilingual Representations"): one linear layer behind the encoder, without a step of gradient descent.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from polycite.components.embedding import KINDS, TextEmbedder
from polycite.pipeline.training.checkpoints import save_retriever
from polycite.pipeline.training.corpora import lines

PROMPTS = {"query": "query: ", "document": "passage: "}  # what the encoder was taught to expect before each
_SHORTEST, _LONGEST = 25, 300  # code points of an English sentence: a menu label of a word teaches nothing
_READ = 6000  # sentence pairs of a language among which is drawn


@dataclass(frozen=True)
class RetrieverConfig:
    """How the subspace of languages is found."""

    rank: int = 32  # dimensions taken away
    sentences: int = 200  # sentence pairs of a language, encoded as questions are
    passages: int = 120  # pairs of two to four joined sentences, encoded as passages are
    longest: int = 256  # tokens
    seed: int = 0


Pairs = tuple[list[str], list[str]]
"""English texts and, in the same order, their translations."""


def train(
    base: str,
    parallel: Path,
    output: Path,
    weights: Mapping[str, float] | None = None,
    config: RetrieverConfig = RetrieverConfig(),
    progress: Callable[[str], None] = lambda language: None,
) -> None:
    """Make and save a retriever.

    Args:
        base: folder of the encoder to start from.
        parallel: folder of ``<language>.tsv.xz``: English, translation, source.
        output: folder of the retriever, an ordinary SentenceTransformer.
        weights: how much is drawn of a language against the largest weight; 1 for those not named.
        config: the settings.
        progress: told each language when it is encoded.

    Raises:
        ModelError: ``base`` cannot be loaded.
    """
    save_retriever(Path(base), output, config.longest, PROMPTS)
    embedder = TextEmbedder(str(output), "float32")
    shares = weights or {}
    largest = max(shares.values(), default=1.0)
    english: list[NDArray[np.float32]] = []
    differences: list[NDArray[np.float32]] = []
    for path in sorted(parallel.glob("*.tsv.xz")):
        language = path.name.removesuffix(".tsv.xz")
        share = shares.get(language, 1.0) / largest
        drawn = draw(path, round(share * config.sentences), round(share * config.passages), config.seed)
        for kind, (originals, translations) in zip(KINDS, drawn, strict=True):
            if originals:
                vectors = embedder.encode([*originals, *translations], kind)
                english.append(vectors[: len(originals)])
                differences.append((vectors[len(originals) :] - vectors[: len(originals)]).mean(0))
        progress(language)
    projection = without_languages(np.concatenate(english).mean(0), np.stack(differences), config.rank)
    save_retriever(Path(base), output, config.longest, PROMPTS, projection)


def without_languages(
    center: NDArray[np.float32], differences: NDArray[np.float32], rank: int
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The affine map that takes away what languages differ by.

    Args:
        center: (size,) the mean vector of English, which becomes the origin.
        differences: (languages, size) mean of translation minus English, one row a language and kind of text.
        rank: principal directions of the differences that are projected out; at most ``languages``.

    Returns:
        weight (size, size) and bias (size,): a vector v becomes ``weight @ v + bias``.
    """
    directions = np.linalg.svd(differences, full_matrices=False)[2][:rank]
    weight = np.eye(len(center)) - directions.T @ directions
    return weight.astype(np.float32), (-weight @ center).astype(np.float32)


def draw(path: Path, sentences: int, passages: int, seed: int) -> tuple[Pairs, Pairs]:
    """Sentence pairs, and pairs of joined sentences, of one file; the same for the same seed."""
    rows = [(row[0], row[1]) for row in (line.split("\t") for line in islice(lines(path), _READ))]
    rows = [row for row in rows if _SHORTEST <= len(row[0]) <= _LONGEST]
    chance = random.Random(seed)
    chance.shuffle(rows)
    rest = rows[sentences:] or rows
    joined = [chance.sample(rest, min(len(rest), chance.randint(2, 4))) for _ in range(passages if rest else 0)]
    return _sides([[row] for row in rows[:sentences]]), _sides(joined)


def _sides(texts: Sequence[Sequence[tuple[str, str]]]) -> Pairs:
    return tuple([" ".join(row[side] for row in rows) for rows in texts] for side in (0, 1))  # type: ignore[return-value]
