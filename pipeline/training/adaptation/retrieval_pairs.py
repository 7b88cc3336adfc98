"""Questions with the passages that answer them, and passages that only look as if they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from polycite.pipeline.training.hard_negatives import hard_negatives
from polycite.pipeline.training.reading_examples import Example

_NEGATIVES = 6  # hard ones of a question, of which one is taken at a time


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its passage under its document's title, as passages are encoded in use.

    ``language``: that of the question. ``answers``: what a passage must not hold to be a negative one, case folded.
    ``positives``: all passages known to answer the question. ``negatives``: the likest of those that do not.
    """

    language: str
    question: str
    passage: str
    answers: frozenset[str]
    positives: frozenset[str]
    negatives: tuple[str, ...]

    def answered_by(self, passage: str) -> bool:
        """Whether ``passage`` is known, or likely, to answer the question as well."""
        return passage in self.positives or any(answer in passage.casefold() for answer in self.answers)


def pairs(examples: Sequence[Example]) -> list[Pair]:
    """A pair for each example that has an answer; hard negatives are looked for among the contexts of all."""
    contexts: dict[str, dict[str, str]] = defaultdict(dict)  # by language and context, the passage
    asked: dict[str, dict[str, list[Example]]] = defaultdict(lambda: defaultdict(list))
    for example in examples:
        contexts[example.language].setdefault(example.context, _titled(example))
        if example.start >= 0:
            asked[example.language][example.question].append(example)
    known = {code: list(contexts[code]) for code in asked}
    near = hard_negatives({code: list(asked[code]) for code in asked}, known, 2 * _NEGATIVES)
    found: list[Pair] = []
    for code, questions in asked.items():
        for (question, answered), likest in zip(questions.items(), near[code], strict=True):
            answers = frozenset(e.context[e.start : e.end].casefold() for e in answered)
            positives = frozenset(map(_titled, answered))
            for passage in sorted(positives):
                bare = Pair(code, question, passage, answers, positives, ())
                wrong = [contexts[code][known[code][i]] for i in likest]
                wrong = [text for text in wrong if not bare.answered_by(text)][:_NEGATIVES]
                found.append(Pair(code, question, passage, answers, positives, tuple(wrong)))
    return found


@dataclass(frozen=True)
class Contrast:
    """A batch: n ``questions`` and ``passages``, theirs first and in their order, then any number of others.

    ``masked``: (n, passages) bool, True where a passage answers the question as well and is no negative.
    """

    questions: list[str]
    passages: list[str]
    masked: NDArray[np.bool_]


def contrast(batch: Sequence[Pair], others: Sequence[str] = ()) -> Contrast:
    """The questions of ``batch`` against its passages and ``others``."""
    passages = [*(pair.passage for pair in batch), *others]
    rows = [[pair.answered_by(passage) for passage in passages] for pair in batch]
    masked = np.array(rows, bool).reshape(len(batch), len(passages))
    masked[np.arange(len(batch)), np.arange(len(batch))] = False
    return Contrast([pair.question for pair in batch], passages, masked)


def _titled(example: Example) -> str:
    """As :attr:`polycite.components.evidence.Passage.titled`."""
    title, context = example.title, example.context
    return f"{title}\n{context}" if title and title not in context else context
