"""How an adaptation runs, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from polycite.pipeline.training.adaptation.methods import Method
from polycite.pipeline.training.adaptation.regimes import Regime

Progress = Callable[[int, int, float], None]
"""Told each step, the number of all steps, and the loss."""


@dataclass(frozen=True)
class AdaptConfig:
    """How a model is adapted; None: by the number of target examples and the method.

    ``epochs``: passes over the target examples. ``batch``: examples, source ones included. ``max_steps``: at
    most so many, however many epochs that is. ``patience``: scorings of the held-out part without a better one
    before it stops. ``longest``: tokens of a text, longer ones are cut around what matters. ``languages``: those
    the last stage of the multi-stage regime is for.
    """

    regime: Regime = "joint"
    method: Method = "full"
    epochs: float | None = None
    batch: int = 16
    learning_rate: float | None = None
    max_steps: int | None = None
    patience: int = 3
    seed: int = 0
    longest: int = 256
    languages: tuple[str, ...] = ()


DEFAULTS = AdaptConfig()


@dataclass(frozen=True)
class Adapted:
    """What an adaptation did.

    ``best_step``: the one whose state was saved; 0: nothing was better than the base, which was kept.
    ``dev_before`` and ``dev_after``: mean loss of the held-out examples, of the base and of what was saved;
    None where none were held out.
    """

    steps: int
    best_step: int
    dev_before: float | None
    dev_after: float | None
    seconds: float
