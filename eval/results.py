"""The rows of an evaluation in this process."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from polycite.eval.scoring.rows import Row


@dataclass(frozen=True)
class Run:
    """The rows of one evaluation, in the order of the questions; ``seconds`` is what it took."""

    rows: tuple[Row, ...]
    name: str = ""
    seconds: float = 0.0

    def write(self, path: str | Path) -> None:
        """One JSON object a line; an existing file is replaced."""
        write_rows(path, [self])


def write_rows(path: str | Path, runs: Sequence[Run]) -> None:
    """The rows of several runs in one JSON Lines file, each with the name of its run."""
    with Path(path).open("w", encoding="utf-8") as file:
        for run in runs:
            for row in run.rows:
                file.write(json.dumps({"run": run.name, **row.to_dict()}, ensure_ascii=False) + "\n")
