"""The batches of a whole adaptation, stage by stage."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeVar

from polycite.pipeline.training.adaptation.batches import mixed_batches
from polycite.pipeline.training.adaptation.regimes import Stage

T = TypeVar("T")


def staged_batches(
    stages: Sequence[Stage],
    target: Mapping[str, Sequence[T]],
    source: Mapping[str, Sequence[T]],
    batch: int,
    steps: int,
    length: Callable[[T], int],
    draw: random.Random,
) -> Iterator[list[T]]:
    """``steps`` batches in all, of which each stage has its share.

    Args:
        stages: those of a regime; none gives no batch.
        target: examples by target language.
        source: examples by source language.
        batch: examples in one.
        steps: batches in all.
        length: of an example, by which those of a batch are alike.
        draw: of the order.
    """
    done = 0.0
    for stage in stages:
        count = round((done + stage.share) * steps) - round(done * steps)
        done += stage.share
        of_target = [] if stage.source == 1 and source else _of(target, stage.languages)
        of_source = [] if stage.source == 0 else _of(source, stage.source_languages)
        yield from mixed_batches(of_target, of_source, stage.source, batch, count, length, draw)


def steps_for(stages: Sequence[Stage], examples: int, epochs: float, batch: int, has_source: bool) -> int:
    """Steps in which so many target ``examples`` are seen ``epochs`` times; 0 where no stage shows any."""
    share = sum(stage.share * (1 - stage.source if has_source else 1) for stage in stages)
    return -int(-examples * epochs // (share * batch)) if share else 0


def target_begins(stages: Sequence[Stage], steps: int, has_source: bool) -> int:
    """Steps before the first target example; what is held out says nothing of a stage that shows none."""
    ahead = 0.0
    for stage in stages:
        if stage.source < 1 or not has_source:
            break
        ahead += stage.share
    return round(ahead * steps)


def _of(by_language: Mapping[str, Sequence[T]], languages: frozenset[str] | None) -> list[T]:
    """The examples of the languages; all, where there is none of them."""
    chosen = [one for code, some in by_language.items() if languages and code in languages for one in some]
    return chosen or [one for some in by_language.values() for one in some]
