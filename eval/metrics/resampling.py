"""Figures over resampled questions, for intervals and tests of any metric.

A mean, a ratio and a calibration error are made of sums over questions, so thousands of resamples of many metrics are
one product of matrices. Any other metric aggregates the values of each resample itself, which is slow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polycite.eval.metrics.abstaining import CalibrationError
from polycite.eval.metrics.costs import Latency
from polycite.eval.metrics.metric import Metric, Ratio, Value

Array = NDArray[np.float64]
Values = Mapping[str, Value]
"""What a question contributes, by the name of the metric: the ``values`` of a row."""

SLOW_ROUNDS = 300
"""Resamples at most of a metric that is not made of sums."""
_BINS = 10
_CELLS = 4_000_000  # resamples by questions that are held at once


def bootstrap(metrics: Sequence[Metric], rows: Sequence[Values], rounds: int = 1000, seed: int = 0) -> dict[str, Array]:
    """The figure of each metric in each bootstrap resample of a group of questions (Efron 1979).

    Questions are drawn whole, with replacement: all metrics see the same resamples, and so do two systems under the
    same seed when their rows are in the same order. nan where no question of a resample has a part in the metric.
    """
    table = Table.of(metrics, rows)
    found: dict[str, list[Array]] = {metric.name: [] for metric in metrics}
    for draws, left in _draws(len(rows), rounds, seed):
        places = draws + len(rows) * np.arange(len(draws))[:, None]
        counts = np.bincount(places.ravel(), minlength=draws.size).reshape(draws.shape).astype(float)
        for name, figures in table.figures(counts @ table.columns).items():
            found[name].append(figures)
        for metric in table.others:
            values = _array(rows, metric)
            found[metric.name].append(_figures(metric, values[draws[:left]]))
    return {name: np.concatenate(parts) if parts else np.zeros(0) for name, parts in found.items()}


def swaps(
    metrics: Sequence[Metric], ours: Sequence[Values], theirs: Sequence[Values], rounds: int = 10_000, seed: int = 0
) -> dict[str, Array]:
    """The difference of each metric, ours minus theirs, after the systems' outputs to random questions are exchanged.

    What differences look like when it makes none which system answered (Noreen 1989, approximate randomisation).
    """
    table, other = Table.of(metrics, ours), Table.of(metrics, theirs)
    found: dict[str, list[Array]] = {metric.name: [] for metric in metrics}
    for draws, left in _draws(len(ours), rounds, seed, high=2):
        moved = draws.astype(float) @ (other.columns - table.columns)
        ours_now = table.figures(table.columns.sum(0) + moved)
        theirs_now = table.figures(other.columns.sum(0) - moved)
        for name, figures in ours_now.items():
            found[name].append(figures - theirs_now[name])
        for metric in table.others:
            a, b = _array(ours, metric), _array(theirs, metric)
            moves = draws[:left] == 1
            figures = _figures(metric, np.where(moves, b, a)) - _figures(metric, np.where(moves, a, b))
            found[metric.name].append(figures)
    return {name: np.concatenate(parts) if parts else np.zeros(0) for name, parts in found.items()}


@dataclass(frozen=True)
class Table:
    """The values of all questions as columns whose sums give the figures.

    Attributes:
        columns: (questions, columns).
        parts: by metric, which of the columns are its own and the figures that rows of sums of them give.
        others: the metrics that are not made of sums.
    """

    columns: Array
    parts: Mapping[str, tuple[slice, Callable[[Array], Array]]]
    others: tuple[Metric, ...]

    @classmethod
    def of(cls, metrics: Sequence[Metric], rows: Sequence[Values]) -> Table:
        """The table of some rows."""
        columns: list[Array] = []
        parts: dict[str, tuple[slice, Callable[[Array], Array]]] = {}
        for metric in metrics:
            aggregate = type(metric).aggregate
            if aggregate in _SUMS:
                split, figure = _SUMS[aggregate]
                begin = sum(part.shape[1] for part in columns)
                numbers = np.array([split(row.get(metric.name)) for row in rows], float)
                columns.append(numbers.reshape(len(rows), len(split(None))))
                parts[metric.name] = slice(begin, begin + columns[-1].shape[1]), figure
        stacked = np.hstack(columns) if columns else np.zeros((len(rows), 0))
        return cls(stacked, parts, tuple(metric for metric in metrics if metric.name not in parts))

    def figures(self, sums: Array) -> dict[str, Array]:
        """The figures of each row of sums of the columns."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return {name: figure(sums[:, columns]) for name, (columns, figure) in self.parts.items()}


def _mean(value: Value) -> tuple[float, ...]:
    return (float(value), 1.0) if isinstance(value, float | int) else (0.0, 0.0)


def _ratio(value: Value) -> tuple[float, ...]:
    return (value[0], value[1]) if isinstance(value, tuple) else (0.0, 0.0)


def _calibration(value: Value) -> tuple[float, ...]:
    gaps = [0.0] * _BINS
    if not isinstance(value, tuple):
        return (*gaps, 0.0)
    confidence, right = value
    gaps[next(b for b in range(_BINS) if confidence <= (b + 1) / _BINS)] = right - confidence
    return (*gaps, 1.0)


def _quotient(sums: Array) -> Array:
    return np.asarray(np.where(sums[:, 1] != 0, sums[:, 0] / sums[:, 1], np.nan))


def _gap(sums: Array) -> Array:
    return _quotient(np.stack([np.abs(sums[:, :_BINS]).sum(1), sums[:, _BINS]], 1))


# How a value is split into numbers, and what sums of those make: for the figures that are made of sums.
_SUMS: dict[object, tuple[Callable[[Value], tuple[float, ...]], Callable[[Array], Array]]] = {
    Metric.aggregate: (_mean, _quotient),
    Ratio.aggregate: (_ratio, _quotient),
    CalibrationError.aggregate: (_calibration, _gap),
}


def _array(rows: Sequence[Values], metric: Metric) -> NDArray[Any]:
    found = [row.get(metric.name) for row in rows]
    if isinstance(metric, Latency) and all(isinstance(value, float | int) for value in found):
        return np.array(found, float)
    values = np.empty(len(found), object)
    values[:] = found
    return values


def _figures(metric: Metric, samples: NDArray[Any]) -> Array:
    """The figure of each sample, a row of ``samples``."""
    if isinstance(metric, Latency) and samples.dtype == float and samples.size:
        return np.asarray(np.quantile(samples, metric.percent / 100, axis=1))
    figures = [metric.aggregate(sample) for sample in samples.tolist()]
    return np.array([np.nan if figure is None else figure for figure in figures], float)


def _draws(size: int, rounds: int, seed: int, high: int | None = None) -> Iterator[tuple[NDArray[np.int64], int]]:
    """Matrices of ``rounds`` rows together, and how many of them are left for a slow metric; the same for a seed."""
    generator = np.random.default_rng(seed)
    step = max(1, _CELLS // max(1, size))
    for begin in range(0, rounds, step) if size else ():
        drawn = generator.integers(0, high or size, (min(step, rounds - begin), size))
        yield drawn, max(0, SLOW_ROUNDS - begin)
