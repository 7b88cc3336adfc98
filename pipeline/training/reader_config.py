"""How a reader is trained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ReaderConfig:
    """How a reader is trained."""

    steps: int = 3000
    batch: int = 32
    learning_rate: float = 1.5e-4
    head_rate: float = 5e-4
    warmup: float = 0.03  # share of the steps
    longest: int = 256  # tokens
    passages: int = 1  # of each question, among which the right one is to be told
    teacher: str | None = None  # a reader whose reading of the same text in its own words is learned too
    dropout: float = 0.0  # of hidden states
    workers: int = 0  # processes that make the examples beside the training; 0 makes them in it
    seed: int = 0
    save_seconds: float = 600.0
