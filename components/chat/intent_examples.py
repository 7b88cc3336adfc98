"""Examples of intents: the JSON Lines file from which the classifier learns, and which a team edits."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError

QUESTION = "question"
"""The intent of everything that the documents shall answer; its examples keep the others apart from it."""
FEWEST = 5
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class IntentExample:
    """``text`` is something that people with this ``intent`` say, in ``language``; None where the file is silent."""

    intent: str
    text: str
    language: str | None = None


def shipped_examples() -> Path:
    """The file of examples that polycite ships."""
    return Path(str(files("polycite.data"))) / "intents" / "examples.jsonl"


def read_examples(path: Path) -> list[IntentExample]:
    """The examples of a file, ``{"intent": ..., "text": ...}`` a line.

    Raises:
        LoadingError: the file cannot be read, a line is not of that form, an intent has fewer than
            :data:`FEWEST` examples, or there are none of :data:`QUESTION`.
    """
    found = read_rows(path)
    check_counts(found, path)
    return found


def check_counts(examples: Sequence[IntentExample], path: Path) -> None:
    """Raise LoadingError where ``examples``, those of ``path``, are too few of an intent to tell it by."""
    counts: dict[str, int] = {QUESTION: 0}
    for example in examples:
        counts[example.intent] = counts.get(example.intent, 0) + 1
    for intent, count in counts.items():
        if count < FEWEST:
            raise LoadingError(
                f"{path} has {count} examples of the intent {intent!r}.", f"Give at least {FEWEST}, of every intent."
            )


def read_rows(path: Path) -> list[IntentExample]:
    """As :func:`read_examples`, of a file that need not have enough of any intent."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise LoadingError(
            f"The intent examples {path} cannot be read: {type(error).__name__}.", "Give a JSON Lines file in UTF-8."
        ) from None
    return [_example(line, f"{path}, line {number}") for number, line in enumerate(lines, 1) if line.strip()]


def _example(line: str, place: str) -> IntentExample:
    try:
        row: Any = json.loads(line)
    except json.JSONDecodeError:
        row = None
    values = [row.get(field) for field in ("intent", "text")] if isinstance(row, dict) else [None]
    if not all(isinstance(value, str) and 0 < len(value.strip()) <= _LONGEST for value in values):
        raise LoadingError(
            f"{place} is no intent example.",
            f'Write {{"intent": "greeting", "text": "Hello"}}; up to {_LONGEST} characters.',
        )
    language = row.get("language")
    return IntentExample(
        str(values[0]).strip(), str(values[1]).strip(), language if isinstance(language, str) else None
    )
