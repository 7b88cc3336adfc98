"""What the encoder is contrasted on: translations, and questions with the passages that answer them."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from polycite.components.glossing import Glosser
from polycite.components.text.words import UNSPACED
from polycite.pipeline.training.corpora import lines
from polycite.pipeline.training.question_pool import QuestionPool
from polycite.pipeline.training.reading_examples import Example
from polycite.pipeline.training.retriever import PROMPTS

_SHORTEST = 25  # code points of an English sentence
_BUDGET = {True: (60, 280), False: (150, 650)}  # code points of a passage, in scripts without and with spaces


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

    translations: float = 0.4  # of all batches
    mixed_languages: float = 0.5  # of those, with a language for each pair instead of one for all
    pairs: int = 768
    questions: int = 192
    shipped: float = 0.2  # of all, those that polycite ships
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
        examples: questions with passages, asked a language at a time: those of a corpus are all of one style.
        weights: how much is drawn of a language, against 1 for those not named.
        lexicon: the tables for glosses.
        contrasts: the shares.
        seed: of every draw.
        workers: processes that look for hard negatives first.
        shipped: questions with passages, asked with all languages in one batch: of one hand, so that a passage's
            language tells nothing, and must not.
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
        shipped: Sequence[Example] = (),
    ) -> None:
        self._pairs, self._contrasts, self._glosser = pairs, contrasts, Glosser(lexicon)
        self._seed, self._draw = seed, random.Random()
        self._codes = list(pairs)
        self._shares = [len(pairs[code]) ** 0.5 * weights.get(code, 1.0) for code in self._codes]
        self._public = QuestionPool(examples, contrasts.negatives, workers)
        self._shipped = QuestionPool(shipped, contrasts.negatives, workers)

    def since(self, step: int, every: int = 1) -> Iterator[ContrastBatch]:
        """The batches from number ``step`` on, each or one of ``every``; one does not hang on those before it."""
        for number in count(step, every):
            self._draw = random.Random(f"{self._seed}/{number}")
            yield self._batch()

    def _batch(self) -> ContrastBatch:
        kinds = {
            self._translated: self._contrasts.translations if self._pairs else 0.0,
            self._of_a_language: 1 - self._contrasts.translations - self._contrasts.shipped if self._public else 0.0,
            self._of_all_languages: self._contrasts.shipped if self._shipped else 0.0,
        }
        return self._draw.choices(list(kinds), list(kinds.values()))[0]()

    def _of_a_language(self) -> ContrastBatch:
        return self._answered(self._public, self._public.draw(self._contrasts.questions, self._draw))

    def _of_all_languages(self) -> ContrastBatch:
        return self._answered(self._shipped, self._shipped.draw_mixed(self._contrasts.questions, self._draw))

    def _translated(self) -> ContrastBatch:
        n, draw = self._contrasts.pairs, self._draw
        mixed = draw.random() < self._contrasts.mixed_languages
        codes = draw.choices(self._codes, self._shares, k=n if mixed else 1)
        rows = dict(draw.choice(self._pairs[codes[i % len(codes)]]) for i in range(n))  # no English sentence twice
        prompt = PROMPTS[draw.choice(["query", "document"])]
        left, right = [prompt + english for english in rows], [prompt + foreign for foreign in rows.values()]
        return ContrastBatch(left, right, _same(right, right), symmetric=True)

    def _answered(self, pool: QuestionPool, chosen: Sequence[Example]) -> ContrastBatch:
        left: list[str] = []
        positives: list[tuple[str, str]] = []  # the whole passage, and what is seen of it
        negatives: list[tuple[str, str]] = []
        for example in chosen:
            question, glossed = example.question, self._draw.random() < self._contrasts.glossed
            others = pool.translations(example)
            if others and self._draw.random() < self._contrasts.parallel:
                question = self._draw.choice(others).question
            elif glossed and example.asked_in != "en":
                question = self._glosser.gloss(question, example.asked_in).text
            left.append(PROMPTS["query"] + question)
            language = example.language
            positives.append((example.context, self._seen(pool, example.context, language, example.start, glossed)))
            negative = pool.negative(example, self._draw)
            if negative is not None:
                negatives.append((negative, self._seen(pool, negative, language, None, glossed)))
        right = [*positives, *negatives]
        same = _same([context for context, _ in positives], [context for context, _ in right])
        return ContrastBatch(left, [PROMPTS["document"] + seen for _, seen in right], same, symmetric=False)

    def _seen(self, pool: QuestionPool, context: str, language: str, answer: int | None, glossed: bool) -> str:
        """The passage as a splitter might have cut it, with its title or without, glossed or not."""
        draw, budget = self._draw, self._draw.randint(*_BUDGET[language in UNSPACED])
        spare = max(0, len(context) - budget)
        at = draw.randint(0, spare) if answer is None else min(spare, max(0, answer - draw.randint(0, budget * 3 // 4)))
        text = context[at : at + budget]
        title = pool.title(context)
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
