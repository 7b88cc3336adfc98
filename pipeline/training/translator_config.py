"""How a translator is trained."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TranslatorConfig:
    """How a translator is trained."""

    steps: int = 3000
    batch: int = 4096  # tokens of both sides, padding included
    learning_rate: float = 1e-3  # of the decoder
    encoder_rate: float = 0.1  # share of it
    frozen: float = 0.5  # share of the steps in which the encoder is left alone
    warmup: float = 0.05  # share of the steps
    decoder_layers: int = 3
    longest: int = 64  # tokens of a sentence
    frequent: int = 4000  # pieces scored in every step
    sampled: int = 2000  # and by chance
    smoothing: float = 0.1  # of the labels
    seed: int = 0
    save_seconds: float = 600.0
