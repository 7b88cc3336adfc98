"""The batches of a stage: target and source examples in its proportion, of similar length."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
_CHUNK = 16  # batches whose examples are sorted by length together


def mixed_batches(
    target: Sequence[T],
    source: Sequence[T],
    share: float,
    batch: int,
    steps: int,
    length: Callable[[T], int],
    draw: random.Random,
) -> Iterator[list[T]]:
    """``steps`` batches, in which ``share`` of the examples are from ``source``.

    Every example of either is seen once before any is seen twice. Where there are none of one kind, all are of
    the other.

    Args:
        target: examples of the target languages.
        source: examples of the source languages.
        share: of source examples, 0 to 1.
        batch: examples in one.
        steps: batches.
        length: of an example, in tokens.
        draw: of the order.
    """
    of_source = round(batch * share) if target and source else batch * bool(source)
    kinds = [(_endless(target, draw), batch - of_source), (_endless(source, draw), of_source)]
    while steps > 0 and (target or source):
        count = min(_CHUNK, steps)
        drawn = [sorted((next(deck) for _ in range(count * size)), key=length) for deck, size in kinds]
        batches = [
            [x for some, (_, size) in zip(drawn, kinds, strict=True) for x in some[i * size : (i + 1) * size]]
            for i in range(count)
        ]
        draw.shuffle(batches)
        yield from batches
        steps -= count


def _endless(examples: Sequence[T], draw: random.Random) -> Iterator[T]:
    while examples:
        yield from draw.sample(examples, len(examples))
