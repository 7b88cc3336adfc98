"""Two runs side by side: the difference in each metric, by language, and whether it is more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polycite.components.errors import LoadingError
from polycite.eval.metrics.metric import Metric
from polycite.eval.runs.pairing import Pair, by_dataset, chosen, pairs

if TYPE_CHECKING:
    from rich.table import Table

    from polycite.eval.scoring.significance import Comparison, Test

HEADLINES = ("R@1", "R@20", "nDCG@10", "EM", "F1", "span F1", "hallucination", "error")
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Compared:
    """A pair of systems on one data set.

    Attributes:
        pair: the systems.
        dataset: its name.
        metrics: that were compared.
        results: by the name of the metric.
        left_out: questions that only one of them was asked; they are in no figure.
    """

    pair: Pair
    dataset: str
    metrics: tuple[Metric, ...]
    results: dict[str, Comparison]
    left_out: int

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {
            "dataset": self.dataset,
            "ours": self.pair.ours,
            "theirs": self.pair.theirs,
            "questions": len(self.pair.common[0]),
            "left_out": self.left_out,
            "metrics": {name: result.to_dict() for name, result in self.results.items()},
        }

    def tables(self) -> list[Table]:
        """A table a metric: all languages, then each, the greatest loss first."""
        return [_table(metric, self.results[metric.name], self) for metric in self.metrics if _has(self, metric)]


def compare_runs(ours: Path, theirs: Path, names: Sequence[str] = (), seed: int = 0) -> list[Compared]:
    """Compare two runs question by question, on the questions that both were asked.

    Args:
        ours: folder, or file of rows; ``PATH::SYSTEM`` for one system of several.
        theirs: likewise.
        names: of metrics; without any :data:`HEADLINES`, as far as they were measured.
        seed: of the resampling.

    Raises:
        LoadingError: a run cannot be read, or they have no question in common.
        SettingsError: they have no system, or not a metric of that name, in common.
    """
    from polycite.eval.scoring.significance import compare

    found = []
    for pair in pairs(ours, theirs):
        for dataset, part in by_dataset(pair):
            rows, others = part.common
            if not rows:
                continue
            wanted = names or [metric.name for metric in part.metrics if metric.name in HEADLINES]
            metrics = chosen(part.metrics, wanted)
            left_out = len(part.rows) + len(part.others) - 2 * len(rows)
            results = compare(rows, others, metrics, seed=seed)
            found.append(Compared(part, dataset, tuple(metrics), results, left_out))
    if not found:
        raise LoadingError(f"{ours} and {theirs} have no question in common.", "Compare runs of the same data sets.")
    return found


def _has(compared: Compared, metric: Metric) -> bool:
    return compared.results[metric.name].overall is not None


def _table(metric: Metric, result: Comparison, compared: Compared) -> Table:
    from rich.table import Table

    sign = -1 if metric.better == "lower" else 1
    direction = "" if metric.better == "neither" else f", {metric.better} is better"
    title = f"{metric.name} on {compared.dataset}{direction}: A is {compared.pair.ours}, B is {compared.pair.theirs}"
    table = Table(title=title, box=None, title_justify="left", title_style="bold")
    table.add_column("language", no_wrap=True)
    for heading in ("n", "A", "B", "A - B", "95 % interval", "p", ""):
        table.add_column(heading, justify="right", no_wrap=True)
    languages = sorted(result.by_language.items(), key=lambda item: sign * item[1].difference)
    rows = [*([("all", result.overall)] if result.overall else []), *languages]
    for language, test in rows:
        mark = "" if test.p_holm > SIGNIFICANT else "better" if sign * test.difference > 0 else "worse"
        mark = "different" if mark and metric.better == "neither" else mark
        table.add_row(language, *_cells(test, metric.unit), mark)
    return table


def _cells(test: Test, unit: str) -> tuple[str, ...]:
    digits = 0 if unit else 3
    interval = "" if test.low is None or test.high is None else f"{test.low:+.{digits}f} to {test.high:+.{digits}f}"
    figures = (f"{test.ours:.{digits}f}", f"{test.theirs:.{digits}f}", f"{test.difference:+.{digits}f}")
    return str(test.n), *figures, interval, "<0.001" if test.p_holm < 0.001 else f"{test.p_holm:.3f}"
