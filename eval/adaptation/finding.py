"""A retriever alone: which passage of a pool it finds for a question, by its vectors and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

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
    """What a retriever finds for the answered examples, with nDCG@10 and R@1; those without an answer are left out.

    A question's own passage is the relevant one. All languages are searched together, as in use.

    Args:
        model: a folder, a Hugging Face name, or ``shipped/<name>``. It does not stay in memory.
        examples: whose questions are asked and whose passages are searched.
        pool: more examples whose passages are searched.

    Raises:
        ModelError: the model cannot be loaded.
    """
    import numpy as np

    asked = [example for example in examples if example.start >= 0]
    if not asked:
        return []
    passages = {text: number for number, text in enumerate(dict.fromkeys(e.context for e in (*examples, *pool)))}
    embedder = TextEmbedder(model)
    try:
        vectors = embedder.encode(list(passages))
        queries = embedder.encode([example.question for example in asked], "query")
    finally:
        forget(model)
    best = np.argsort(-(queries @ vectors.T), axis=1, kind="stable")[:, :_DEPTH]
    questions, predictions = [], {}
    for number, (example, found) in enumerate(zip(asked, best, strict=True)):
        name = f"{example.language}/{number}"
        right = {str(passages[example.context]): 1}
        questions.append(Question(name, example.question, example.language, relevant=right))
        predictions[name] = Prediction(name, passages=tuple(Place(str(passage)) for passage in found))
    return score(questions, predictions, metrics=METRICS, dataset="held out", system=model)
