"""How much a reader should listen to the gloss of a passage, by the passage's language.

Fitted on the test part of the passages that polycite ships: the readers learned from the rest.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from polycite.components.evidence import Passage
from polycite.eval.metrics.answers import best, f1
from polycite.pipeline.training.reading_examples import Example

if TYPE_CHECKING:
    from polycite.components.reading import ExtractiveReader

Progress = Callable[[str, int, int], None]
SHARES = (0.2, 0.35, 0.5, 0.65, 0.8)  # not 0: which of several passages to believe, two views tell better than one
_DRAWN = 60  # questions a language
_DOUBT = 60.0  # questions of a language that weigh as much as what holds for all
_BATCH = 16


def fit_gloss_shares(
    reader: ExtractiveReader, examples: Sequence[Example], progress: Progress = lambda stage, done, total: None
) -> dict[str, float]:
    """The share of :data:`SHARES` under which most is read of the right passage, by its language.

    A language's mean token F1 is drawn to the mean over all languages, the more the fewer questions it has; among
    shares that do the same, the least is taken, since the original knows its own grammar.

    Args:
        reader: of both views.
        examples: those without an answer are left out; of a language at most 60 are read, drawn with a fixed seed.
        progress: told the stage, what is done and the whole.

    Returns:
        by code, and under "" the share for all other languages.
    """
    by_language: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        if example.start >= 0:
            by_language[example.language].append(example)
    drawn = [e for found in by_language.values() for e in random.Random(0).sample(found, min(_DRAWN, len(found)))]
    scores: dict[str, list[list[float]]] = defaultdict(list)
    for first in range(0, len(drawn), _BATCH):
        batch = drawn[first : first + _BATCH]
        read = reader.sweep([(e.question, e.asked_in, [_passage(e)]) for e in batch], SHARES)
        for number, example in enumerate(batch):
            gold = [(example.context[example.start : example.end], example.language)]
            found = [spans[number] for spans in read]
            scores[example.language].append([best(f1, spans[0].text, gold) if spans else 0.0 for spans in found])
        progress("weighing glosses", first + len(batch), len(drawn))
    return _least_of_the_best({code: np.array(rows) for code, rows in scores.items()})


def _least_of_the_best(scores: dict[str, NDArray[np.float64]]) -> dict[str, float]:
    """``scores``: (questions, shares) of each language."""
    everywhere = np.mean([rows.mean(0) for rows in scores.values()], axis=0)
    chosen = {"": SHARES[int(everywhere.argmax())]}
    for code, rows in sorted(scores.items()):
        drawn = (rows.sum(0) + _DOUBT * everywhere) / (len(rows) + _DOUBT)
        chosen[code] = SHARES[int(drawn.argmax())]
    return chosen


def _passage(example: Example) -> Passage:
    context = example.context
    return Passage("", 0, len(context), context, example.language, metadata={"title": example.title})
