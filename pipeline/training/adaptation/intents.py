"""Adapts the intent classifier to a team's examples: says how much they shall weigh beside those shipped.

The classifier is fitted on its examples when it is loaded, so what an adaptation makes is a file of examples, which
the service's setting ``intents`` names and the team may edit.
"""

from __future__ import annotations

import json
import random
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from polycite.components.chat.intent_examples import (
    IntentExample,
    check_counts,
    read_examples,
    read_rows,
    shipped_examples,
)
from polycite.components.embedding import TextEmbedder
from polycite.components.errors import LoadingError
from polycite.components.intents import EncodedMessage, Intent, IntentClassifier
from polycite.components.languages.language_identification import LanguageIdentifier
from polycite.pipeline.training.adaptation.intent_report import LOST, AdaptedIntents, accuracy, by_language, doubts
from polycite.pipeline.whole_files import write_whole

_WEIGHTS = (1, 2, 4)  # how often an example of the team is counted
_FOLDS = 5
_BATCH = 64


def adapt_intents(
    examples: Sequence[IntentExample],
    output: Path,
    kept: Sequence[IntentExample] | None = None,
    model: str = "shipped/retriever",
    lexicon: str = "shipped/lexicon",
    dtype: str = "auto",
    seed: int = 0,
    progress: Callable[[int, int], None] = lambda done, messages: None,
) -> AdaptedIntents:
    """Weigh the team's examples and write them, behind those shipped, to ``output``.

    Args:
        examples: the team's, in any language; an intent that is not among the shipped ones is a new one.
        output: JSON Lines file, for the setting ``intents``; replaced where there is one.
        kept: messages that are not the team's, of which no more than a point may be lost; None for the
            shipped ones, in 27 languages.
        model: the SentenceTransformer that the service uses.
        lexicon: folder of the tables for the gloss.
        dtype: as of :class:`polycite.components.intents.IntentClassifier`.
        seed: of the folds.
        progress: told the messages encoded, and all of them.

    Raises:
        LoadingError: there are too few examples of a new intent.
        ModelError: ``model`` cannot be loaded.
    """
    began, shipped = time.monotonic(), read_examples(shipped_examples())
    kept = shipped_messages() if kept is None else kept
    _check(examples, shipped)
    classifier = IntentClassifier(None, model, lexicon, dtype)
    known = TextEmbedder(model, dtype).encode([example.text for example in shipped], "query")
    seen = _encoded(classifier, [*examples, *kept], progress)
    own, others = seen[: len(examples)], seen[len(examples) :]
    vectors = np.array([message.vectors[0] for message in own])
    names, wanted = [example.intent for example in shipped], [example.intent for example in examples]

    def judged(messages: Sequence[EncodedMessage], learnt: Sequence[int], weight: int) -> list[Intent]:
        repeated = np.repeat(np.asarray(learnt, dtype=int), weight)
        matrix: NDArray[np.float32] = np.concatenate([known, vectors[repeated]])
        return classifier.fitted_on(matrix, [*names, *(wanted[i] for i in repeated)]).judge(messages)

    folds, found = _folds(wanted, random.Random(seed)), {}
    for weight in _WEIGHTS:
        told: dict[int, Intent] = {}
        for fold in folds:
            rest = [i for i in range(len(examples)) if i not in fold]
            told |= zip(fold, judged([own[i] for i in fold], rest, weight), strict=True)
        remaining = _right(judged(others, range(len(examples)), weight), kept)
        found[weight] = ([told[i] for i in range(len(examples))], remaining)
    before, remained = judged(own, (), 1), _right(judged(others, (), 1), kept)
    harmless = [weight for weight in _WEIGHTS if sum(remained) - sum(found[weight][1]) <= LOST * len(kept)]
    best = max(harmless or _WEIGHTS[:1], key=lambda weight: sum(_right(found[weight][0], examples)))
    after, remaining = found[best]
    _write([*shipped, *(example for example in examples for _ in range(best))], output)
    return AdaptedIntents(
        best,
        by_language(examples, _right(before, examples), _right(after, examples)),
        accuracy(remained, remaining),
        doubts(examples, after),
        time.monotonic() - began,
    )


def shipped_messages() -> list[IntentExample]:
    """The shipped messages that nothing is learnt from, ``data/intents/evaluation.jsonl``."""
    return read_rows(Path(str(files("polycite.data"))) / "intents" / "evaluation.jsonl")


def _check(examples: Sequence[IntentExample], shipped: Sequence[IntentExample]) -> None:
    if not examples:
        raise LoadingError("There are no examples of intents.", 'Give lines of {"intent": ..., "text": ...}.')
    check_counts([*shipped, *examples], Path("Your file, with the shipped examples,"))


def _encoded(
    classifier: IntentClassifier, examples: Sequence[IntentExample], progress: Callable[[int, int], None]
) -> list[EncodedMessage]:
    """Their languages detected, as in a conversation."""
    identifier, found = LanguageIdentifier(), []
    for start in range(0, len(examples), _BATCH):
        texts = [example.text for example in examples[start : start + _BATCH]]
        found += classifier.encode(texts, [identifier.detect(text).language for text in texts])
        progress(len(found), len(examples))
    return found


def _folds(intents: Sequence[str], draw: random.Random) -> list[list[int]]:
    """Indices in parts, each with its share of every intent."""
    by_intent: dict[str, list[int]] = defaultdict(list)
    for i, intent in enumerate(intents):
        by_intent[intent].append(i)
    dealt = [i for some in by_intent.values() for i in draw.sample(some, len(some))]
    return [fold for fold in (dealt[k::_FOLDS] for k in range(_FOLDS)) if fold]


def _right(found: Sequence[Intent], examples: Sequence[IntentExample]) -> list[bool]:
    return [intent.name == example.intent for intent, example in zip(found, examples, strict=True)]


def _write(examples: Sequence[IntentExample], output: Path) -> None:
    rows = [{k: v for k, v in asdict(example).items() if v is not None} for example in examples]
    output.parent.mkdir(parents=True, exist_ok=True)
    write_whole(output, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
