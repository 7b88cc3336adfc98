"""Whether the difference between two runs on the same questions is more than chance."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polycite.components.errors import LoadingError
from polycite.eval.metrics.intervals import bounds
from polycite.eval.metrics.metric import Metric
from polycite.eval.metrics.resampling import bootstrap, swaps
from polycite.eval.scoring.rows import Row

Array = NDArray[np.float64]
_TIE = 1e-12  # sums in another order differ by rounding


@dataclass(frozen=True)
class Test:
    """Ours against theirs in one metric and language, or over all languages.

    Attributes:
        ours: figure of our run.
        theirs: figure of the other run.
        difference: ours - theirs.
        low: lower bound of its interval, by the paired bootstrap (Koehn 2004).
        high: upper bound.
        p: two-sided, by approximate randomisation (Noreen 1989; recommended for it by Dror et al. 2018): how often
            exchanging the outputs of the systems at random makes a difference as large, the observed one counted.
        p_bootstrap: two-sided, by the paired bootstrap (Koehn 2004): twice the share of resamples in which the
            difference is not of its sign.
        p_holm: ``p`` corrected for the number of languages tested (Holm 1979); ``p`` itself over all languages.
        n: questions that have a part in the metric in either run.
    """

    ours: float
    theirs: float
    difference: float
    low: float | None
    high: float | None
    p: float
    p_bootstrap: float
    p_holm: float
    n: int

    __test__ = False  # not one of pytest's

    def to_dict(self) -> dict[str, float | None]:
        """Plain JSON types."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True)
class Comparison:
    """Two runs in one metric.

    ``overall`` is the difference of the means over languages, each weighing the same; questions are drawn and outputs
    exchanged within each language. A language has no test where either run has no figure in it.
    """

    metric: str
    overall: Test | None
    by_language: Mapping[str, Test]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "overall": self.overall.to_dict() if self.overall else None,
            "by_language": {language: test.to_dict() for language, test in self.by_language.items()},
        }


def compare(
    ours: Sequence[Row],
    theirs: Sequence[Row],
    metrics: Sequence[Metric],
    *,
    level: float = 0.95,
    resamples: int = 1000,
    exchanges: int = 10_000,
    seed: int = 0,
) -> dict[str, Comparison]:
    """Paired tests of two runs, by the name of the metric.

    Each figure is the metric's own aggregate. The same seed gives the same result.

    Raises:
        LoadingError: the runs are not of the same questions; a paired test of some of them would compare samples.
    """
    pairs = _paired(ours, theirs)
    tests: dict[str, dict[str, Test]] = {metric.name: {} for metric in metrics}
    drawn: dict[str, dict[str, tuple[Array, Array]]] = {metric.name: {} for metric in metrics}
    for language, (a, b) in pairs.items():
        of_language = seed + zlib.crc32(language.encode())
        left, right = (bootstrap(metrics, rows, resamples, of_language) for rows in (a, b))
        exchanged = swaps(metrics, a, b, exchanges, of_language)
        for metric in metrics:
            figures = [metric.aggregate([row.get(metric.name) for row in rows]) for rows in (a, b)]
            if figures[0] is not None and figures[1] is not None:
                n = sum(any(row.get(metric.name) is not None for row in pair) for pair in zip(a, b, strict=True))
                parts = left[metric.name] - right[metric.name], exchanged[metric.name]
                drawn[metric.name][language] = parts
                tests[metric.name][language] = _test(figures[0], figures[1], *parts, n, level)
    return {name: Comparison(name, _overall(found, drawn[name], level), _holm(found)) for name, found in tests.items()}


def _paired(
    ours: Sequence[Row], theirs: Sequence[Row]
) -> dict[str, tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]]:
    others = {(row.dataset, row.id): row for row in theirs}
    missing = [row.id for row in ours if (row.dataset, row.id) not in others]
    asked = {(row.dataset, row.id) for row in ours}
    missing += [row.id for row in theirs if (row.dataset, row.id) not in asked]
    if missing:
        raise LoadingError(
            f"{len(missing)} questions are in one of the two runs only, such as {', '.join(map(repr, missing[:3]))}.",
            "Compare runs of the same data sets with the same limit.",
        )
    pairs: dict[str, tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]] = {}
    for row in ours:
        a, b = pairs.setdefault(row.language, ([], []))
        a.append(row.values)
        b.append(others[row.dataset, row.id].values)
    return dict(sorted(pairs.items()))


def _overall(tests: Mapping[str, Test], drawn: Mapping[str, tuple[Array, Array]], level: float) -> Test | None:
    if not tests:
        return None
    means = [float(np.mean([getattr(test, name) for test in tests.values()])) for name in ("ours", "theirs")]
    # A resample in which a language has no value is none of the macro average's.
    boot, exchanged = (np.mean([parts[i] for parts in drawn.values()], axis=0) for i in (0, 1))
    return _test(means[0], means[1], boot, exchanged, sum(test.n for test in tests.values()), level)


def _test(ours: float, theirs: float, boot: Array, exchanged: Array, n: int, level: float) -> Test:
    difference = ours - theirs
    low, high = (bounds(boot, level) if n > 1 else None) or (None, None)
    exchanged = exchanged[~np.isnan(exchanged)]
    p = (1 + int(np.sum(np.abs(exchanged) >= abs(difference) - _TIE))) / (1 + len(exchanged))
    boot = boot[~np.isnan(boot)]
    against = min(int(np.sum(boot <= _TIE)), int(np.sum(boot >= -_TIE)))
    p_bootstrap = min(1.0, 2 * (1 + against) / (1 + len(boot)))
    return Test(ours, theirs, difference, low, high, p, p_bootstrap, p, n)


def _holm(tests: Mapping[str, Test]) -> dict[str, Test]:
    """Holm 1979: the k-th smallest of m p-values times m - k + 1, never less than the one before, at most 1."""
    corrected: dict[str, float] = {}
    floor = 0.0
    for place, language in enumerate(sorted(tests, key=lambda key: tests[key].p)):
        floor = max(floor, min(1.0, (len(tests) - place) * tests[language].p))
        corrected[language] = floor
    return {language: replace(test, p_holm=corrected[language]) for language, test in tests.items()}
