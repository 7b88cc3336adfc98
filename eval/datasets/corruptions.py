"""Translations with one planted mistake, each beside the same translation without it.

One JSON object a line::

    {"id": "de01", "kind": "number", "source_language": "en", "target_language": "de",
     "source": "The router supports up to 64 devices.", "translation": "Der Router unterstützt bis zu 64 Geräte.",
     "corrupted": "Der Router unterstützt bis zu 46 Geräte.", "split": "fit"}

A row of the kind "term" has a ``glossary`` beside, source term -> what it must become. The guard was mended on the
split "fit"; "test" was written afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any

from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.question_files.rows import Problem, RowError, parse_rows, raise_all, value_of
from polycite.eval.datasets.questions import SPLITS, Split

KINDS = (
    "number", "decimal", "unit", "date", "time", "url", "email", "code", "snippet", "path", "placeholder", "name",
    "term",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Corruption:
    """A source, its translation, and the translation ``corrupted`` in one thing of ``kind``."""

    id: str
    kind: str
    source_language: str
    target_language: str
    source: str
    translation: str
    corrupted: str
    split: Split
    glossary: Mapping[str, str] = field(default_factory=dict)

    @property
    def languages(self) -> tuple[str, ...]:
        """Those of the two that are not English."""
        return tuple(code for code in (self.source_language, self.target_language) if code != "en")

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Corruption:
        """A row as written in a file.

        Raises:
            RowError: a field is missing, of the wrong type, or nothing was corrupted.
        """
        names = ("id", "kind", "source_language", "target_language", "source", "translation", "corrupted")
        split = value_of(data, "split", str)
        if split not in SPLITS:
            raise RowError(f"'split' is {split!r}.", f"Use one of: {', '.join(SPLITS)}.")
        values = {name: value_of(data, name, str) for name in names}
        row = cls(**values, split=split, glossary=data.get("glossary", {}))
        if row.kind not in KINDS:
            raise RowError(f"unknown kind {row.kind!r}.", f"Use: {', '.join(KINDS)}.")
        unknown = [code for code in (row.source_language, row.target_language) if code not in SUPPORTED]
        if unknown:
            raise RowError(f"the language {unknown[0]!r} is unknown.", f"Use one of: {', '.join(SUPPORTED)}.")
        if row.translation == row.corrupted:
            raise RowError("'corrupted' is the translation itself.", "Plant a mistake in it.")
        return row


def load_corruptions(path: str | Path) -> list[Corruption]:
    """The rows of a file, in its order.

    Raises:
        LoadingError: names every bad row by its line.
    """
    problems: list[Problem] = []
    rows = parse_rows(Path(path), Corruption.from_dict, problems)
    raise_all(problems)
    return [row for _, row in rows]


def shipped_corruptions(split: Split | None = None) -> list[Corruption]:
    """The rows that come with polycite, of one split or all."""
    rows = load_corruptions(Path(str(files("polycite.data") / "entities" / "corruptions.jsonl")))
    return [row for row in rows if split in (None, row.split)]
