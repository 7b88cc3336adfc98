"""How evenly a system serves languages: gap to English, worst language, spread, each with a bootstrap interval."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polycite.eval.metrics.intervals import bounds
from polycite.eval.metrics.metric import Metric
from polycite.eval.metrics.resampling import bootstrap
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import grouped
from polycite.eval.tables import Section

Array = NDArray[np.float64]
REFERENCE = "en"
_COLUMNS = ("macro", "gap", "worst", "ratio", "deviation")


@dataclass(frozen=True)
class Estimate:
    """A figure, its percentile bootstrap interval and the number of questions that it rests on.

    ``low`` and ``high`` are None where a resample says nothing: of fewer than two questions.
    """

    value: float | None
    low: float | None
    high: float | None
    n: int

    def to_dict(self) -> dict[str, float | None]:
        """Plain JSON types."""
        return {"value": self.value, "low": self.low, "high": self.high, "n": self.n}


@dataclass(frozen=True)
class Fairness:
    """One metric over languages (of the question), each weighing the same.

    Attributes:
        by_language: the figure of each language that has one.
        macro: mean over languages.
        gap: English minus the mean of the others, as for XTREME (Hu et al. 2020); None without English or without
            others. A positive gap favours English unless the metric is one of the lower the better.
        worst_language: lowest figure, or highest where lower is better; "" where neither is better. The
            interval in ``by_language`` is that of the language alone: of many languages one is lowest by chance too.
        ratio: least over largest figure; None unless all are 0 or more and one is more.
        deviation: standard deviation over languages (of the population, not of a sample).
    """

    metric: str
    by_language: Mapping[str, Estimate]
    macro: Estimate
    gap: Estimate | None
    worst_language: str
    ratio: Estimate | None
    deviation: Estimate

    @property
    def worst(self) -> Estimate | None:
        """The figure of the worst language."""
        return self.by_language.get(self.worst_language)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "macro": self.macro.to_dict(),
            "gap": self.gap.to_dict() if self.gap else None,
            "worst_language": self.worst_language,
            "worst": self.worst.to_dict() if self.worst else None,
            "ratio": self.ratio.to_dict() if self.ratio else None,
            "deviation": self.deviation.to_dict(),
            "by_language": {language: one.to_dict() for language, one in self.by_language.items()},
        }


def fairness(
    rows: Sequence[Row], metrics: Sequence[Metric], *, level: float = 0.95, resamples: int = 1000, seed: int = 0
) -> dict[str, Fairness]:
    """Fairness by the name of the metric; a metric without a figure in any language is left out.

    Questions are resampled within each language, and each resample is aggregated by the metric itself, so intervals
    hold for ratios and calibration errors as for means. A language's intervals do not depend on the other languages.
    """
    groups = grouped(rows, lambda row: [row.language])
    values = {language: [row.values for row in members] for language, members in groups.items()}
    resampled = {
        language: bootstrap(metrics, members, resamples, seed + zlib.crc32(language.encode()))
        for language, members in values.items()
    }
    found: dict[str, Fairness] = {}
    for metric in metrics:
        known: dict[str, Estimate] = {}
        for language, members in values.items():
            taken = [value for row in members if (value := row.get(metric.name)) is not None]
            figure = metric.aggregate(taken)
            if figure is not None:
                interval = bounds(resampled[language][metric.name], level) if len(taken) > 1 else None
                known[language] = _estimate(figure, interval, len(taken))
        if known:
            found[metric.name] = _over(metric, known, {key: resampled[key][metric.name] for key in known}, level)
    return found


def fairness_section(found: Mapping[str, Fairness], title: str = "Fairness over languages") -> Section:
    """A row a metric; the worst language is named behind the metric."""
    rows = {}
    for name, one in found.items():
        estimates = {"macro": one.macro, "gap": one.gap, "worst": one.worst, "ratio": one.ratio}
        figures = {column: estimate.value if estimate else None for column, estimate in estimates.items()}
        label = f"{name} (worst: {one.worst_language})" if one.worst_language else name
        rows[label] = {**figures, "deviation": one.deviation.value}
    return Section("fairness", title, rows, None, _COLUMNS, "ratio")


def _over(metric: Metric, known: Mapping[str, Estimate], resampled: Mapping[str, Array], level: float) -> Fairness:
    figures = np.array([[estimate.value] for estimate in known.values()], float)
    table = np.stack(list(resampled.values()))
    n = sum(estimate.n for estimate in known.values())

    def estimate(figure: Callable[[Array], Array]) -> Estimate | None:
        value = float(figure(figures)[0])
        with np.errstate(invalid="ignore", divide="ignore"):
            return None if np.isnan(value) else _estimate(value, bounds(figure(table), level) if n > 1 else None, n)

    reference = np.array([language == REFERENCE for language in known])
    gap = estimate(lambda f: f[reference][0] - _mean(f[~reference])) if 0 < reference.sum() < len(known) else None
    macro, deviation = estimate(_mean), estimate(_deviation)
    assert macro is not None
    assert deviation is not None
    worst = ""
    if metric.better != "neither":
        sign = 1 if metric.better == "higher" else -1
        worst = min(known, key=lambda language: sign * (known[language].value or 0.0))
    return Fairness(metric.name, known, macro, gap, worst, estimate(_ratio), deviation)


def _estimate(value: float, interval: tuple[float, float] | None, n: int) -> Estimate:
    low, high = interval or (None, None)
    return Estimate(value, low, high, n)


# Each over the first axis, the languages; one without a value (nan) is left out.
def _mean(figures: Array) -> Array:
    there = ~np.isnan(figures)
    with np.errstate(invalid="ignore"):
        return np.asarray(np.nansum(figures, axis=0) / there.sum(axis=0))


def _deviation(figures: Array) -> Array:
    return np.asarray(np.sqrt(_mean((figures - _mean(figures)) ** 2)))


def _ratio(figures: Array) -> Array:
    least, largest = np.fmin.reduce(figures, axis=0), np.fmax.reduce(figures, axis=0)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(np.where((least >= 0) & (largest > 0), least / largest, np.nan))
