"""The journal of a run: a line for each question that is finished, on the disk before the next is taken up.

One JSON object a line::

    {"system": "polycite", "dataset": "xquad", "prediction": {"id": "xquad/de/1", ...}}
    {"system": "polycite", "dataset": "xquad", "part": "", "indexed": {"seconds": 61.2, ...}}
    {"system": "polycite", "dataset": "xquad", "part": "", "asked": {"questions": 240, "seconds": 95.0, ...}}

A process that is killed while it writes leaves half a line at the end; it is cut off, and its question asked again.
So is one that ended in an error, when the run is taken up again: its new line replaces the old one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from polycite.components.errors import LoadingError
from polycite.components.question_files.rows import RowError
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.runs.journal_lines import append_line, whole_lines

Key = tuple[str, str]
"""System and data set."""


@dataclass
class Journal:
    """What is finished.

    Attributes:
        predictions: by system and data set, by question.
        indexed: what became of each indexing, by system, data set and part.
        asked: what each session of asking took, likewise, one entry a session.
        finished_now: questions finished since it was read.
    """

    path: Path
    predictions: dict[Key, dict[str, Prediction]] = field(default_factory=dict)
    indexed: dict[tuple[str, str, str], dict[str, Any]] = field(default_factory=dict)
    asked: dict[tuple[str, str, str], list[dict[str, Any]]] = field(default_factory=dict)
    finished_now: int = 0

    @classmethod
    def read(cls, path: Path) -> Self:
        """The journal at ``path``, an empty one when there is none. Half a line at its end is cut off the file.

        Raises:
            LoadingError: a line before the last is damaged, or a question is finished twice.
        """
        journal = cls(path)
        for number, line in enumerate(whole_lines(path), start=1):
            try:
                journal._take(json.loads(line))
            except (ValueError, KeyError, TypeError, RowError) as error:
                raise LoadingError(
                    f"{path}:{number}: the line is damaged: {error}.", "Delete that line, or begin anew with --restart."
                ) from error
        return journal

    def __enter__(self) -> Self:
        self._file = self.path.open("ab")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def finished(self, system: str, dataset: str) -> dict[str, Prediction]:
        """The predictions there are, by question."""
        return self.predictions.setdefault((system, dataset), {})

    def finish(self, system: str, dataset: str, prediction: Prediction) -> None:
        """Keep a prediction; it is on the disk when this returns."""
        self._write({"system": system, "dataset": dataset, "prediction": prediction.to_dict()})
        self.finished_now += 1

    def note(self, what: str, system: str, dataset: str, part: str, facts: Mapping[str, Any]) -> None:
        """Keep what indexing ("indexed") or asking ("asked") took."""
        self._write({"system": system, "dataset": dataset, "part": part, what: dict(facts)})

    def _write(self, entry: Mapping[str, Any]) -> None:
        # Taken first: what cannot be read back, or is there already, must not be written.
        line = json.dumps(entry, ensure_ascii=False, allow_nan=False)
        self._take(json.loads(line))
        append_line(self._file, line)

    def _take(self, entry: Mapping[str, Any]) -> None:
        key = (entry["system"], entry["dataset"])
        if "prediction" in entry:
            prediction = Prediction.from_dict(entry["prediction"])
            finished = self.finished(*key)
            if prediction.id in finished and not finished[prediction.id].error:
                raise ValueError(f"the question {prediction.id!r} is finished already")
            finished[prediction.id] = prediction
        elif "indexed" in entry:
            self.indexed.setdefault((*key, entry["part"]), {}).update(entry["indexed"])
        else:
            self.asked.setdefault((*key, entry["part"]), []).append(dict(entry["asked"]))
