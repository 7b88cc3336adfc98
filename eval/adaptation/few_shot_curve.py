"""A few-shot curve as figures: means with intervals over seeds, and one regime against another."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from polycite.eval.adaptation.few_shot_runs import ZERO_SHOT, FewShotRun

if TYPE_CHECKING:
    from rich.table import Table

METRICS = ("F1", "EM")
AVERAGE = "average"
"""Stands for a language: the mean over all of them, each weighing the same."""
LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Point:
    """A mean over seeds of one metric, in [0, 1], or of a difference of two.

    ``low`` and ``high``: of Student's interval of the mean at 95%: what drawing other examples and starting the
    training anew would change, with the same test questions; None where there is one seed, or no examples.
    """

    language: str
    regime: str
    size: int
    metric: str
    mean: float
    low: float | None
    high: float | None
    seeds: int


@dataclass(frozen=True)
class FewShotCurve:
    """All runs of a curve.

    Attributes:
        settings: what the runs have in common.
        runs: one a language, regime, size and seed, and one a language without examples.
    """

    settings: Mapping[str, Any]
    runs: tuple[FewShotRun, ...]

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """The mean of each language, and of their average, by metric, regime and size."""
        return tuple(
            Point(language, regime, size, metric, *interval(list(values.values())))
            for metric in METRICS
            for (language, regime, size), values in self._by_seed(metric).items()
        )

    @cached_property
    def differences(self) -> tuple[Point, ...]:
        """The first regime minus each other one, the same sample with both: ``regime`` reads "joint - sequential"."""
        regimes = list(dict.fromkeys(run.regime for run in self.runs if run.regime != ZERO_SHOT))
        found = []
        for metric in METRICS:
            by_seed = self._by_seed(metric)
            for other in regimes[1:]:
                for (language, regime, size), ours in by_seed.items():
                    theirs = by_seed.get((language, other, size), {})
                    pairs = [ours[seed] - theirs[seed] for seed in ours if seed in theirs]
                    if regime == regimes[0] and pairs:
                        found.append(Point(language, f"{regime} - {other}", size, metric, *interval(pairs)))
        return tuple(found)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types, without the questions' rows."""
        return {
            "name": "few-shot curve",
            "settings": dict(self.settings),
            "points": [asdict(point) for point in self.points],
            "differences": [asdict(point) for point in self.differences],
            "runs": [
                {name: value for name, value in asdict(run).items() if name != "rows"}
                | {metric: run.figure(metric) for metric in METRICS}
                for run in self.runs
            ],
        }

    def table(self, metric: str = METRICS[0]) -> Table:
        """Languages and regimes by number of examples: mean ± half of the interval, in points of 100."""
        from rich.table import Table

        sizes = sorted({run.size for run in self.runs})
        title = f"{metric} by examples of the language: mean ± 95% interval over seeds"
        table = Table(title=title, title_justify="left", title_style="bold")
        for name in ("", "regime"):
            table.add_column(name)
        for size in sizes:
            table.add_column(str(size), justify="right")
        rows = _rows([point for point in self.points if point.metric == metric])
        for language in dict.fromkeys(language for language, _ in rows):
            start = rows.get((language, ZERO_SHOT), {})
            for regime in [name for code, name in rows if code == language and name != ZERO_SHOT] or [ZERO_SHOT]:
                cells = {**start, **rows.get((language, regime), {})}
                table.add_row(language, regime, *(_cell(cells.get(size)) for size in sizes))
            table.add_section()
        for (language, regime), cells in _rows([one for one in self.differences if one.metric == metric]).items():
            table.add_row(language, regime, *(_cell(cells.get(size), sign="+") for size in sizes), style="dim")
        return table

    def _by_seed(self, metric: str) -> dict[tuple[str, str, int], dict[int, float]]:
        """Figures by seed; the average has the seeds that all languages have."""
        found: dict[tuple[str, str, int], dict[int, float]] = defaultdict(dict)
        for run in self.runs:
            found[run.language, run.regime, run.size][run.seed] = run.figure(metric)
        languages = list(dict.fromkeys(run.language for run in self.runs))
        if len(languages) > 1:
            for regime, size in list(dict.fromkeys((run.regime, run.size) for run in self.runs)):
                parts = [found.get((language, regime, size), {}) for language in languages]
                for seed in sorted(set.intersection(*map(set, parts))):
                    found[AVERAGE, regime, size][seed] = sum(part[seed] for part in parts) / len(parts)
        return dict(found)


def interval(values: Sequence[float]) -> tuple[float, float | None, float | None, int]:
    """Mean, lower and upper bound of Student's interval of it at 95%, and the number of values.

    With x the mean and s the standard deviation of n values, x ± t(n - 1) s / √n (Student 1908); five seeds are too
    few to resample.
    """
    n = len(values)
    mean = sum(values) / n
    if n < 2:
        return mean, None, None, n
    from scipy.stats import t

    deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1))
    half = float(t.ppf((1 + LEVEL) / 2, n - 1)) * deviation / math.sqrt(n)
    return mean, mean - half, mean + half, n


def _rows(points: Sequence[Point]) -> dict[tuple[str, str], dict[int, Point]]:
    rows: dict[tuple[str, str], dict[int, Point]] = defaultdict(dict)
    for point in points:
        rows[point.language, point.regime][point.size] = point
    return rows


def _cell(point: Point | None, sign: str = "") -> str:
    if point is None:
        return ""
    spread = "" if point.high is None else f" ±{100 * (point.high - point.mean):.1f}"
    return f"{100 * point.mean:{sign}.1f}{spread}"
