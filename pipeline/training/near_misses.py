"""Passages in any language that a retriever takes for a question's answer: what a reader has to tell apart in use."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from polycite.components.models import fastest_dtype, load
from polycite.pipeline.training.reading_examples import Example

_BATCH = 32  # texts encoded at once
_AT_ONCE = 256  # sorted by length together
_ROWS = 2048  # questions scored at once


def near_misses(
    examples: Sequence[Example],
    retriever: str,
    keep: int,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, tuple[str, ...]]:
    """For each question the passages of all examples whose vectors are nearest, but for those it was written for.

    Args:
        examples: with their passages, none of which may answer another passage's question.
        retriever: folder or name of a sentence-transformers model.
        keep: passages for each question.
        progress: told how many texts are encoded, and of how many.

    Raises:
        ModelError: the retriever cannot be loaded.
    """
    from sentence_transformers import SentenceTransformer

    model = load(SentenceTransformer, retriever, model_kwargs={"dtype": fastest_dtype()})
    contexts = list(dict.fromkeys(example.context for example in examples))
    questions = list(dict.fromkeys(example.question for example in examples))
    asked_of: dict[str, set[str]] = {}
    for example in examples:
        asked_of.setdefault(example.question, set()).add(example.context)
    total, done = len(contexts) + len(questions), 0

    def encoded(texts: Sequence[str], encode: Callable[..., np.ndarray]) -> np.ndarray:
        nonlocal done
        vectors = []
        for first in range(0, len(texts), _AT_ONCE):
            some = texts[first : first + _AT_ONCE]
            vectors.append(encode(some, batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False))
            done += len(some)
            progress(done, total)
        return np.concatenate(vectors)

    held, asked = encoded(contexts, model.encode_document), encoded(questions, model.encode_query)
    found: dict[str, tuple[str, ...]] = {}
    for first in range(0, len(questions), _ROWS):
        scores = asked[first : first + _ROWS] @ held.T
        for question, row in zip(questions[first : first + _ROWS], scores, strict=True):
            order = np.argsort(-row, kind="stable")[: keep + len(asked_of[question])]
            others = (contexts[i] for i in order if contexts[i] not in asked_of[question])
            found[question] = tuple(others)[:keep]
    return found
