"""Rows as a Parquet table, which any tool reads, and which reads back to the same rows.

A row a question: ``id``, ``dataset``, ``system``, ``language``, ``passage_language``, ``failure``, ``kinds``, a column
a metric (a number; a list of numbers where the metric's value of one question is several), and as JSON ``slices``,
``question`` and ``prediction``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.rows import Row

_FIXED = ("id", "dataset", "system", "language", "passage_language", "failure", "kinds")
_JSON = ("slices", "question", "prediction")
_METRICS = b"polycite.metrics"


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """Rows as Parquet; an existing file is replaced."""
    import pyarrow

    metrics = list(dict.fromkeys(name for row in rows for name in row.values))
    if taken := sorted({*_FIXED, *_JSON} & set(metrics)):
        raise ValueError(f"a metric cannot have the name {taken[0]!r}, which is a column's")
    number, numbers, text = pyarrow.float64(), pyarrow.list_(pyarrow.float64()), pyarrow.string()
    columns: dict[str, Any] = {name: ([getattr(row, name) for row in rows], text) for name in _FIXED[:-1]}
    columns["kinds"] = ([list(row.question.kinds) for row in rows], pyarrow.list_(text))
    for name in metrics:
        values = [row.values.get(name) for row in rows]
        several = any(isinstance(value, tuple) for value in values)
        kept = [_listed(value) if several else value for value in values]
        columns[name] = (kept, numbers if several else number)
    columns["slices"] = ([_json(dict(row.slices)) for row in rows], text)
    columns["question"] = ([_json(row.question.to_dict()) for row in rows], text)
    columns["prediction"] = ([_json(row.prediction.to_dict()) for row in rows], text)
    # Which metrics each row has: one without a value and one that was not measured are two things.
    missing = [[name for name in metrics if name not in row.values] for row in rows]
    metadata = {_METRICS: _json({"names": metrics, "missing": missing if any(missing) else []}).encode()}
    arrays = [pyarrow.array(values, kind) for values, kind in columns.values()]
    schema = pyarrow.schema([(name, kind) for name, (_, kind) in columns.items()], metadata=metadata)
    write_table(path, pyarrow.Table.from_arrays(arrays, schema=schema))


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a file that :func:`write_rows` wrote, as they were.

    Raises:
        LoadingError: it is no such file.
    """
    table = read_table(path)
    noted = (table.schema.metadata or {}).get(_METRICS)
    if noted is None or not {*_FIXED, *_JSON} <= set(table.column_names):
        raise LoadingError(f"{path} holds no rows of a run.", "Give a folder or file that `polycite eval run` wrote.")
    noted = json.loads(noted)
    missing = noted["missing"] or [[]] * table.num_rows
    for found, absent in zip(table.to_pylist(), missing, strict=True):
        values = {name: found[name] for name in noted["names"] if name not in absent}
        yield Row(
            question=Question.from_dict(json.loads(found["question"])),
            prediction=Prediction.from_dict(json.loads(found["prediction"])),
            values={name: tuple(value) if isinstance(value, list) else value for name, value in values.items()},
            slices=json.loads(found["slices"]),
            **{name: found[name] for name in ("passage_language", "dataset", "system", "failure")},
        )


def write_table(path: Path, table: Any) -> None:
    """A table as a file, which appears whole or not at all."""
    from pyarrow import parquet

    half = path.with_name(f"{path.name}.half")
    parquet.write_table(table, half, compression="zstd")
    half.replace(path)


def read_table(path: Path) -> Any:
    """The table of a file; LoadingError where it cannot be read."""
    import pyarrow
    from pyarrow import parquet

    try:
        return parquet.read_table(path)
    except (OSError, pyarrow.ArrowException) as error:
        raise LoadingError(f"{path} cannot be read: {error}.", "Give a Parquet file.") from error


def _listed(value: Any) -> list[float] | None:
    return None if value is None else list(value)


def _json(value: Any) -> str:
    # Escaped: Parquet's text is UTF-8, which half a surrogate pair is not.
    return json.dumps(value, ensure_ascii=True)
