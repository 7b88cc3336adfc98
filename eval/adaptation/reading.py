"""A reader alone, with the passage given: no search, no gloss, no abstention."""

from __future__ import annotations

from collections.abc import Sequence

from polycite.components.answers.read_spans import best_spans, with_marks
from polycite.components.answers.reading_views import Reading, carry
from polycite.components.models import forget
from polycite.components.networks.adapters import base_of, is_adapter
from polycite.components.networks.span_model import SpanModel
from polycite.components.text.answer_words import answer_words
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
    languages = [example.language for example in examples]
    adapters = dict.fromkeys(languages, model) if is_adapter(model) else {}
    base = base_of(model) if adapters else model
    readings = [_reading(number, example) for number, example in enumerate(examples)]
    pairs = [(reading.question, reading.context) for reading in readings]
    try:
        for window in SpanModel(base, adapters=adapters).windows(pairs, languages):
            carry(readings[window.pair], window)
    finally:
        forget(base)  # many models are scored in one process, some under the name of the one before
    return [_answer(reading) for reading in readings]


def _reading(number: int, example: Example) -> Reading:
    words = answer_words(example.context, example.language)
    at = words.at(len(example.context) + 1)
    return Reading(number, "direct", example.language, example.question, example.context, words, at)


def _gold(example: Example) -> GoldText:
    return GoldText(example.context[example.start : example.end], example.language)


def _answer(reading: Reading) -> str:
    words, beliefs = reading.words.spans, reading.beliefs
    if not words:
        return ""
    first, last = best_spans(beliefs.starts + _TINY, beliefs.ends + _TINY, _LONGEST, 1)[0]
    start, end = with_marks(reading.context, words[first][0], words[last][1])
    return reading.context[start:end]
