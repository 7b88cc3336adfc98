"""What ``polycite adapt`` was asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from polycite.pipeline.training.adaptation.methods import Method
    from polycite.pipeline.training.adaptation.regimes import Regime


@dataclass(frozen=True)
class Adaptation:
    """What was asked for; the options of ``polycite adapt``."""

    kind: Literal["reader", "retriever"]
    examples: Path
    test: Path | None
    originals: Path | None
    language: str | None
    base: str | None
    regime: Regime
    method: Method
    source: Path | None
    target: tuple[str, ...] | None
    augment: str | None
    seeds: int
    name: str | None
    deploy: bool
    output: Path | None
