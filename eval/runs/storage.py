"""A finished run as it is kept: its rows, its manifest, and the originals that somebody who looks at it wants to see.

``rows.parquet`` is described in :mod:`polycite.eval.runs.row_tables`; ``originals.parquet`` has the documents that are
right, cited or among the first found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.eval.runs import manifest as manifests
from polycite.eval.runs.row_tables import read_rows, read_table, write_rows, write_table
from polycite.eval.scoring.rows import Row

ROWS = ("rows.parquet", "originals.parquet")
_PASSAGES_KEPT = 5

Originals = Mapping[str, Mapping[str, Original]]
"""By data set, by id."""


@dataclass(frozen=True)
class StoredRun:
    """A run as it is kept.

    Attributes:
        rows: of all questions, in the order of the suite.
        manifest: what was run, on what, and what it took; empty where only the rows were given.
        originals: by data set and id: those that are right, cited or among the first found.
    """

    rows: tuple[Row, ...]
    manifest: Mapping[str, Any] = field(default_factory=dict)
    originals: Originals = field(default_factory=dict)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Names of the metrics, in their order."""
        return tuple(dict.fromkeys(name for row in self.rows for name in row.values))


def load_run(path: str | Path) -> StoredRun:
    """A run's folder, or a file of rows (``.parquet``).

    Raises:
        LoadingError: it is no run, was not finished, or cannot be read.
    """
    path = Path(path)
    if path.is_file():
        return StoredRun(tuple(read_rows(path)))
    manifest = manifests.read(path)
    if not (path / ROWS[0]).exists():
        raise LoadingError(f"The run in {path} is not finished.", "Run the same suite again: it goes on where it was.")
    return StoredRun(tuple(read_rows(path / ROWS[0])), manifest, _read_originals(path / ROWS[1]))


def write_run(folder: Path, rows: Sequence[Row], originals: Originals) -> None:
    """Write both files; each appears whole or not at all."""
    write_rows(folder / ROWS[0], rows)
    _write_originals(folder / ROWS[1], rows, originals)


def _write_originals(path: Path, rows: Sequence[Row], originals: Originals) -> None:
    import pyarrow

    wanted = dict.fromkeys((row.dataset, name) for row in rows for name in _shown(row))
    kept = [
        {"dataset": dataset, "id": name, "original": json.dumps(original.to_dict())}
        for dataset, name in wanted
        if (original := originals.get(dataset, {}).get(name)) is not None
    ]
    text = pyarrow.string()
    schema = pyarrow.schema([("dataset", text), ("id", text), ("original", text)])
    write_table(path, pyarrow.Table.from_pylist(kept, schema=schema))


def _read_originals(path: Path) -> Originals:
    found: dict[str, dict[str, Original]] = {}
    if path.exists():
        for row in read_table(path).to_pylist():
            found.setdefault(row["dataset"], {})[row["id"]] = Original.from_dict(json.loads(row["original"]))
    return found


def _shown(row: Row) -> Iterator[str]:
    """Ids of the originals that somebody who looks at a row wants to see."""
    question, prediction = row.question, row.prediction
    yield from (gold.original_id for gold in (*question.answers, *question.alternatives))
    yield from (name for name, grade in question.relevant.items() if grade)
    yield from (cited.original_id for cited in prediction.citations)
    yield from (place.original_id for place in (prediction.passages or ())[:_PASSAGES_KEPT])
