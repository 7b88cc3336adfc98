"""The examples that polycite ships: passages written for it in many languages, with questions in theirs and others."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

from polycite.pipeline.training.adaptation.examples import read_examples
from polycite.pipeline.training.reading_examples import Example

Part = Literal["train", "test"]


def shipped_examples(part: Part = "train") -> list[Example]:
    """Those that models learn from, or those that they are measured by; some have no answer."""
    return [example for path in sorted(shipped_folder(part).glob("*.json")) for example in read_examples(path)]


def shipped_folder(part: Part) -> Path:
    """Where they are: a SQuAD document a language."""
    return Path(str(files("polycite.data") / "reading" / part))
