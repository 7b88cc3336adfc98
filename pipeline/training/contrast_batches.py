"""What the encoder is contrasted on: translations, and questions with the passages that answer them."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from polycite.components.glossing import Glosser
from polycite.components.text.words import UNSPACED
from polycite.pipeline.training.corpora import lines
from polycite.pipeline.training.hard_negatives import hard_negatives
from polycite.pipeline.training.reading_examples import Example
from polycite.pipeline.training.retriever import PROMPTS

_SHORTEST = 25  # code points of an English sentence
_BUDGET = {True: (90, 420), False: (200, 1000)}  # code points of a passage, in scripts without and with spaces


@dataclass(frozen=True)
class ContrastBatch:
    """Texts that belong together, with prompts.

    ``left``: n texts. ``right``: theirs, n, then any number that belong to none. ``same``: (n, len(right)) bool,
    True where a right text says the same as one's own without being it. ``symmetric``: left is to be found from
    right as well.
    """

    left: list[str]
    right: list[str]
    same: NDArray[np.bool_]
    symmetric: bool


@dataclass(frozen=True)
class Contrasts:
    """How often which batch is made, and how large."""

    translations: float = 0.4
    mixed_languages: float = 0.5  # of those, with a language for each pair instead of one for all
    pairs: int = 768
    questions: int = 192
    glossed: float = 0.2  # of foreign questions with their passages, in English words
    parallel: float = 0.5  # questions in another language, where somebody translated them
    titled: float = 0.5
    negatives: int = 6  # hard ones of a question, of which one is taken


def load_pairs(folder: Path, most: int) -> dict[str, list[tuple[str, str]]]:
    """At most ``most`` sentences of each ``<language>.tsv.xz``, with their translations: English first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path in sorted(folder.glob("*.tsv*")):
        rows = (line.split("\t") for line in lines(path))
        long = ((row[0], row[1]) for row in rows if len(row[0]) >= _SHORTEST)
        found[path.name.split(".")[0]] = list(islice(long, most))
    return found


class ContrastStream:
    """An endless stream of batches, the same for the same seed.

    Args:
        pairs: what :func:`load_pairs` found.
        examples: questions with passages.
        weights: how much is drawn of a language, against 1 for those not named.
        lexicon: the tables for glosses.
        contrasts: the shares.
        seed: of every draw.
        workers: processes that look for hard negatives first.
    """

    def __init__(
        self,
        pairs: Mapping[str, Sequence[tuple[str, str]]],
        examples: Sequence[Example],
        weights: Mapping[str, float],
        lexicon: str = "shipped/lexicon",
        contrasts: Contrasts = Contrasts(),
        seed: int = 0,
        workers: int = 1,
    ) -> None:
        self._pairs, self._contrasts, self._glosser = pairs, contrasts, Glosser(lexicon)
        self._draw = random.Random(seed)
        self._codes = list(pairs)
        self._shares = [len(pairs[code]) ** 0.5 * weights.get(code, 1.0) for code in self._codes]
        self._examples: dict[str, list[Example]] = defaultdict(list)
        self._translations: dict[str, list[Example]] = defaultdict(list)
        for example in examples:
            self._examples[example.language].append(example)
            if example.id:
                self._translations[example.id].append(example)
        self._contexts = {code: list(dict.fromkeys(e.context for e in found)) for code, found in self._examples.items()}
        self._titles = {example.context: example.title for example in examples}
        asked = {code: list(dict.fromkeys(e.question for e in found)) for code, found in self._examples.items()}
        likest = hard_negatives(asked, self._contexts, contrasts.negatives + 2, workers)
        self._negatives = {c: dict(zip(questions, likest[c], strict=True)) for c, questions in asked.items()}

    def seeded(self, seed: int) -> ContrastStream:
        """The same texts in another order."""
        other = copy(self)
        other._draw = random.Random(seed)
        return other

    def __iter__(self) -> Iterator[ContrastBatch]:
        asked = [code for code, found in self._examples.items() if len(found) >= self._contrasts.questions]
        shares = [len(self._examples[code]) ** 0.7 for code in asked]
        while True:
            if not asked or self._draw.random() < self._contrasts.translations:
                yield self._translated()
            else:
                yield self._answered(self._draw.choices(asked, shares)[0])

    def _translated(self) -> ContrastBatch:
        n, draw = self._contrasts.pairs, self._draw
        mixed = draw.random() < self._contrasts.mixed_languages
        codes = draw.choices(self._codes, self._shares, k=n if mixed else 1)
        rows = dict(draw.choice(self._pairs[codes[i % len(codes)]]) for i in range(n))  # no English sentence twice
        prompt = PROMPTS[draw.choice(["query", "document"])]
        left, right = [prompt + english for english in rows], [prompt + foreign for foreign in rows.values()]
        return ContrastBatch(left, right, _same(right, right), symmetric=True)

    def _answered(self, language: str) -> ContrastBatch:
        chosen = self._draw.sample(self._examples[language], self._contrasts.questions)
        left: list[str] = []
        positives: list[tuple[str, str]] = []  # the whole passage, and what is seen of it
        negatives: list[tuple[str, str]] = []
        for example in chosen:
            question, glossed = example.question, self._draw.random() < self._contrasts.glossed
            others = [e for e in self._translations.get(example.id, ()) if e.language != language]
            if others and self._draw.random() < self._contrasts.parallel:
                question = self._draw.choice(others).question
            elif glossed:
                question = self._glosser.gloss(question, language).text
            left.append(PROMPTS["query"] + question)
            positives.append((example.context, self._seen(example.context, language, example.start, glossed)))
            negative = self._negative(example)
            if negative is not None:
                negatives.append((negative, self._seen(negative, language, None, glossed)))
        right = [*positives, *negatives]
        same = _same([context for context, _ in positives], [context for context, _ in right])
        return ContrastBatch(left, [PROMPTS["document"] + seen for _, seen in right], same, symmetric=False)

    def _negative(self, example: Example) -> str | None:
        contexts = self._contexts[example.language]
        near = [contexts[i] for i in self._negatives[example.language].get(example.question, ())]
        answer = example.context[example.start : example.end].casefold()
        others = [c for c in near if c != example.context and answer not in c.casefold()]
        return self._draw.choice(others) if others else None

    def _seen(self, context: str, language: str, answer: int | None, glossed: bool) -> str:
        """The passage as a splitter might have cut it, with its title or without, glossed or not."""
        draw, budget = self._draw, self._draw.randint(*_BUDGET[language in UNSPACED])
        spare = max(0, len(context) - budget)
        at = draw.randint(0, spare) if answer is None else min(spare, max(0, answer - draw.randint(0, budget * 3 // 4)))
        text = context[at : at + budget]
        title = self._titles.get(context)
        if title and draw.random() < self._contrasts.titled:
            text = f"{title}\n{text}"
        return self._glosser.gloss(text, language).text if glossed and language != "en" else text


def _same(own: Sequence[str], right: Sequence[str]) -> NDArray[np.bool_]:
    """(len(own), len(right)): where a right text equals another row's own."""
    number = {text: i for i, text in enumerate(dict.fromkeys([*own, *right]))}
    mine, theirs = (np.array([number[text] for text in texts]) for texts in (own, right))
    same: NDArray[np.bool_] = mine[:, None] == theirs[None, :]
    same[np.arange(len(own)), np.arange(len(own))] = False
    return same
