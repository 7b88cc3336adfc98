"""Which examples a few-shot run learns from, stops by and is tested on."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Mapping, Sequence
from itertools import groupby

from polycite.components.errors import SettingsError
from polycite.pipeline.training.reading_examples import Example

_HELD_OUT = 8  # every eighth example of a sample is held out, to stop by
_ENOUGH = 32  # examples of which some can be spared for that
_MOST = 32  # passages held out at most: they are read again and again while it trains

Pools = Mapping[str, tuple[tuple[Example, ...], tuple[Example, ...]]]
"""By language: test examples, and those to draw samples from."""


def held_out(examples: Mapping[str, Sequence[Example]], test: int, largest: int) -> Pools:
    """The same ``test`` examples of each language whatever the seed, and the pool that shares nothing with them.

    Whole documents are held out, in an order that depends on nothing but their titles (their texts, where they have
    none); what is left of them is not used. A passage or question that comes again elsewhere is in the test only.

    Args:
        examples: answered ones, by language.
        test: examples of a language to test on.
        largest: examples that the pool must have.

    Raises:
        SettingsError: a language has too few; says how many there are.
    """
    pools: dict[str, tuple[tuple[Example, ...], tuple[Example, ...]]] = {}
    for language, found in examples.items():
        ordered = sorted(found, key=lambda example: (_digest(_document(example)), _document(example)))
        tested: list[Example] = []
        documents: set[str] = set()
        for document, members in groupby(ordered, key=_document):
            if len(tested) >= test:
                break
            tested += members
            documents.add(document)
        seen = {text for example in tested for text in (example.context, example.question)}
        pool = tuple(
            example
            for example in found
            if _document(example) not in documents and example.context not in seen and example.question not in seen
        )
        if len(tested) < test or len(pool) < largest:
            raise SettingsError(
                f"{language!r} has {len(found)} examples with an answer: {min(test, len(tested))} to test on, and "
                f"{len(pool)} from other documents to learn from, of which {largest} are asked.",
                "Ask for fewer (--sizes, --test), or add examples.",
            )
        pools[language] = tuple(tested[:test]), pool
    return pools


def sample(pool: Sequence[Example], size: int, seed: int) -> tuple[list[Example], list[Example]]:
    """``size`` examples of a pool, as (train, dev): of one seed the smaller sample is part of the larger one.

    From 32 examples on an eighth is taken out to stop by, of 32 passages at most; fewer are all learned from.
    """
    # Of all first: random.sample draws another way for another size, and samples would not be nested.
    drawn = random.Random(seed).sample(list(pool), len(pool))[:size]
    if size < _ENOUGH:
        return drawn, []
    stopping = {example.context for example in drawn[_HELD_OUT - 1 :: _HELD_OUT][:_MOST]}
    train = [example for example in drawn if example.context not in stopping]
    return train, [example for example in drawn if example.context in stopping]


def digest(examples: Sequence[Example]) -> str:
    """A hash of examples, by which a run that is taken up again knows them."""
    return _digest("\n".join(repr(example) for example in examples))


def _document(example: Example) -> str:
    return example.title or example.context


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
