"""The runs of a few-shot curve: a line for each that is finished, on the disk before the next begins.

One JSON object a line, the first with what all runs have in common::

    {"settings": {"base": "shipped/reader", "content": "1f0c...", "test": {"ko": "9ab2..."}, ...}}
    {"language": "ko", "regime": "joint", "size": 32, "seed": 0, "steps": 30, "best_step": 20, "seconds": 41.2,
     "rows": [{"id": "ko/0", "answer": "1953년", "values": {"F1": 1.0, "EM": 1.0}}, ...]}

A process that is killed while it writes leaves half a line at the end; it is cut off, and its run done again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError, SettingsError
from polycite.eval.runs.journal_lines import append_line, whole_lines
from polycite.eval.scoring.rows import Row

Key = tuple[str, str, int, int]
"""Language, regime, size, seed."""
ZERO_SHOT = "zero-shot"
"""The regime of the run without examples, which every other regime is compared with."""


@dataclass(frozen=True)
class FewShotRun:
    """One adapted model and what it said.

    Attributes:
        language: the one adapted to and tested in.
        regime: how, or :data:`ZERO_SHOT`.
        size: examples of the language.
        seed: of their choice and of the training.
        steps: batches that were learned from.
        best_step: the one whose state was kept; 0: the base's.
        seconds: that training and reading took.
        rows: of each question its id, the answer and the values of the metrics.
    """

    language: str
    regime: str
    size: int
    seed: int
    steps: int
    best_step: int
    seconds: float
    rows: tuple[Mapping[str, Any], ...]

    @property
    def key(self) -> Key:
        """What tells it from the others."""
        return self.language, self.regime, self.size, self.seed

    def figure(self, metric: str) -> float:
        """The mean of a metric over the questions."""
        return sum(float(row["values"][metric]) for row in self.rows) / len(self.rows)


class FewShotRuns:
    """The finished runs in a file, and the next ones appended to it.

    Args:
        path: the file; made where it is not there.
        settings: what the runs have in common: plain JSON types.

    Raises:
        SettingsError: the file holds runs of other settings.
        LoadingError: a line before the last is damaged.
    """

    def __init__(self, path: Path, settings: Mapping[str, Any]) -> None:
        self.path = path
        self.finished: dict[Key, FewShotRun] = {}
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = whole_lines(path)
        if not lines:
            self._write({"settings": dict(settings)})
        for number, line in enumerate(lines, start=1):
            try:
                entry = json.loads(line)
                run = None if "settings" in entry else FewShotRun(**{**entry, "rows": tuple(entry["rows"])})
            except (ValueError, KeyError, TypeError) as error:
                mend = "Delete that line; its run is done again."
                raise LoadingError(f"{path}:{number}: the line is damaged: {error}.", mend) from error
            if run is None:
                self._agree(entry["settings"], settings)
            else:
                self.finished[run.key] = run

    def finish(self, run: FewShotRun) -> None:
        """Keep a run; it is on the disk when this returns."""
        self._write(asdict(run))
        self.finished[run.key] = run

    def _agree(self, kept: Mapping[str, Any], wanted: Mapping[str, Any]) -> None:
        other = [name for name in wanted if kept.get(name) != wanted[name]]
        if other:
            raise SettingsError(
                f"{self.path} holds runs with another {', '.join(other)}: "
                f"{other[0]} was {kept.get(other[0])!r}, now it is {wanted[other[0]]!r}.",
                "Use another --output, or the same settings as before.",
            )

    def _write(self, entry: Mapping[str, Any]) -> None:
        with self.path.open("ab") as file:
            append_line(file, json.dumps(entry, ensure_ascii=False, allow_nan=False))


def kept(rows: Sequence[Row]) -> tuple[Mapping[str, Any], ...]:
    """Of each row what a run keeps."""
    return tuple({"id": row.id, "answer": row.prediction.answer, "values": dict(row.values)} for row in rows)
