"""A retriever alone: which passage of a pool it finds for a question, by its vectors and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from polycite.components.embedding import TextEmbedder
from polycite.components.models import forget
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.metric import Metric
from polycite.eval.metrics.ranking import NDCG, Recall
from polycite.eval.predictions.prediction_parts import Place
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import score
from polycite.pipeline.training.reading_examples import Example

METRICS: tuple[Metric, ...] = (NDCG(10), Recall(1))
_DEPTH = 10  # passages that any of the metrics looks at


def find_rows(model: str, examples: Sequence[Example], pool: Sequence[Example] = ()) -> list[Row]:
    """What a retriever finds for the answered examples: :func:`find_groups` of one group."""
    (rows,) = find_groups(model, [examples], pool)
    return rows


def find_groups(model: str, groups: Sequence[Sequence[Example]], pool: Sequence[Example] = ()) -> list[list[Row]]:
    """What a retriever finds for the answered examples of each group, with nDCG@10 and R@1; the others are left out.

    A question's own passage is the relevant one. All languages of a group are searched together, as in use.

    Args:
        model: a folder, a Hugging Face name, or ``shipped/<name>``. Loaded once, it does not stay in memory.
        groups: their questions are asked, each of its own group's passages and the pool's.
        pool: more examples whose passages are searched.

    Raises:
        ModelError: the model cannot be loaded.
    """
    asked = [[example for example in group if example.start >= 0] for group in groups]
    if not any(asked):
        return [[] for _ in groups]
    searched = [
        list(dict.fromkeys(e.context for e in (*group, *pool))) if some else []
        for group, some in zip(groups, asked, strict=True)
    ]
    passages = list(dict.fromkeys(text for texts in searched for text in texts))
    place = {text: number for number, text in enumerate(passages)}
    embedder = TextEmbedder(model)
    try:
        vectors = embedder.encode(passages)
        queries = iter(embedder.encode([example.question for some in asked for example in some], "query"))
    finally:
        forget(model)
    found: list[list[Row]] = []
    for some, texts in zip(asked, searched, strict=True):
        own = [next(queries) for _ in some]
        found.append(_rows(model, some, texts, own, vectors[[place[text] for text in texts]]))
    return found


def _rows(
    model: str,
    asked: Sequence[Example],
    texts: Sequence[str],
    queries: Sequence[NDArray[np.float32]],
    vectors: NDArray[np.float32],
) -> list[Row]:
    """What is found for each question; ``queries`` of shape (size,), ``vectors`` (len(texts), size)."""
    if not asked:
        return []
    best = np.argsort(-(np.stack(queries) @ vectors.T), axis=1, kind="stable")[:, :_DEPTH]
    place = {text: number for number, text in enumerate(texts)}
    questions, predictions = [], {}
    for number, (example, found) in enumerate(zip(asked, best, strict=True)):
        name = f"{example.language}/{number}"
        right = {str(place[example.context]): 1}
        questions.append(Question(name, example.question, example.language, relevant=right))
        predictions[name] = Prediction(name, passages=tuple(Place(str(passage)) for passage in found))
    return score(questions, predictions, metrics=METRICS, dataset="held out", system=model)
