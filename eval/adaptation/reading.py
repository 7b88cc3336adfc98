"""A reader alone, with the passage given: no search, no gloss, no abstention."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from polycite.components.answers.read_spans import best_spans, with_marks
from polycite.components.models import forget
from polycite.components.networks.adapters import base_of, is_adapter
from polycite.components.networks.span_model import SpanModel, Window
from polycite.components.text.words import word_spans
from polycite.eval.datasets.questions import GoldText, Question
from polycite.eval.metrics.answering import ExactMatch, TokenF1
from polycite.eval.metrics.metric import Metric
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import score
from polycite.pipeline.training.reading_examples import Example

METRICS: tuple[Metric, ...] = (TokenF1(), ExactMatch())
_LONGEST = 30  # words of an answer, as in use
_TINY = 1e-6


def read_rows(model: str, examples: Sequence[Example]) -> list[Row]:
    """What a reader says to the answered examples, with F1 and EM; those without an answer are left out.

    Args:
        model: a folder, a Hugging Face name, or ``shipped/<name>``; of an adapter the folder, which is read with the
            base that it names. It does not stay in memory.
        examples: in any order; rows of two models over the same examples pair.

    Raises:
        ModelError: the model cannot be loaded.
    """
    answered = [example for example in examples if example.start >= 0]
    if not answered:
        return []
    names = [f"{example.language}/{number}" for number, example in enumerate(answered)]
    questions = [
        Question(name, example.question, example.language, texts=(_gold(example),))
        for name, example in zip(names, answered, strict=True)
    ]
    said = read_answers(model, answered)
    predictions = {name: Prediction(name, answer=text) for name, text in zip(names, said, strict=True)}
    return score(questions, predictions, metrics=METRICS, dataset="held out", system=model)


def read_answers(model: str, examples: Sequence[Example]) -> list[str]:
    """The likeliest answer in each context, "" where it holds no word; read in windows of similar length."""
    places = [_word_at(example) for example in examples]
    counts = [int(at.max(initial=-1)) + 1 for at in places]
    beliefs = [np.zeros((2, count)) for count in counts]  # that the answer starts, and ends, at each word
    languages = [example.language for example in examples]
    adapters = dict.fromkeys(languages, model) if is_adapter(model) else {}
    base = base_of(model) if adapters else model
    pairs = [(example.question, example.context) for example in examples]
    try:
        for window in SpanModel(base, adapters=adapters).windows(pairs, languages):
            np.maximum(
                beliefs[window.pair],
                _carried(window, places[window.pair], counts[window.pair]),
                out=beliefs[window.pair],
            )
    finally:
        forget(base)  # many models are scored in one process, some under the name of the one before
    return [_answer(example, belief) for example, belief in zip(examples, beliefs, strict=True)]


def _gold(example: Example) -> GoldText:
    return GoldText(example.context[example.start : example.end], example.language)


def _word_at(example: Example) -> NDArray[np.int64]:
    """(code points of the context,): the word at each, -1 between words."""
    at = np.full(len(example.context), -1, np.int64)
    for number, (start, end) in enumerate(word_spans(example.context, example.language)):
        at[start:end] = number
    return at


def _carried(window: Window, at: NDArray[np.int64], words: int) -> NDArray[np.float64]:
    """(2, words): what a window says of its tokens, summed onto the words that they cover."""
    found = np.zeros((2, words))
    for (start, end), p_start, p_end in zip(window.tokens, window.starts, window.ends, strict=True):
        covered = at[start:end]
        covered = covered[covered >= 0]
        if len(covered):
            found[0, covered[0]] += p_start
            found[1, covered[-1]] += p_end
    return found


def _answer(example: Example, belief: NDArray[np.float64]) -> str:
    if not belief.shape[1]:
        return ""
    words = word_spans(example.context, example.language)
    first, last = best_spans(belief[0] + _TINY, belief[1] + _TINY, _LONGEST, 1)[0]
    start, end = with_marks(example.context, words[first][0], words[last][1])
    return example.context[start:end]
