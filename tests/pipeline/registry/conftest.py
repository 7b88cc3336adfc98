"""A model of a few bytes, and what is known of it: a registry looks at neither."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from polycite.pipeline.registry import Record, Registry, Score


@pytest.fixture
def record() -> Callable[..., Record]:
    def made(**changes: Any) -> Record:
        known: dict[str, Any] = {
            "name": "support",
            "base": "shipped/gloss_reader",
            "examples_sha256": "0" * 64,
            "examples": {"ko": 50, "th": 8},
            "regime": "joint",
            "method": "full",
            "seeds": (0, 1),
            "steps": 60,
            "scores": (
                Score(language="ko", metric="F1", before=0.5, after=0.625, low=0.025, high=0.2, questions=100),
                Score(language="de", metric="F1", before=0.7, after=0.69, questions=40, is_target=False),
            ),
            "deployable": True,
            "verdict": "F1 rises by 12.5 points.",
        }
        return Record(**{**known, **changes})

    return made


@pytest.fixture
def checkpoint(tmp_path: Path) -> Callable[[bytes], Path]:
    def made(weights: bytes) -> Path:
        folder = tmp_path / "checkpoint"
        (folder / "inner").mkdir(parents=True, exist_ok=True)
        (folder / "config.json").write_text("{}")
        (folder / "inner" / "model.safetensors").write_bytes(weights)
        (folder / "README.md").write_text("the base's card")
        return folder

    return made


@pytest.fixture
def registry(tmp_path: Path) -> Registry:
    return Registry(tmp_path / "polycite.models")


@pytest.fixture
def three(registry: Registry, record: Callable[..., Record], checkpoint: Callable[[bytes], Path]) -> Registry:
    """A registry with three readers, none deployed."""
    for number in (1, 2, 3):
        registry.add("reader", checkpoint(b"%d" % number), record(name=f"take {number}"))
    return registry
