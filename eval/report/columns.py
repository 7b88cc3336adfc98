"""What stands side by side in a report: one system on one data set each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from polycite.components.evidence import Original
from polycite.eval.metrics.metric import Metric
from polycite.eval.scoring.fairness import Estimate, Fairness, fairness
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scores import Scores, summarise

_HEADLINE = (
    "R@5", "nDCG@10", "MRR", "EM", "F1", "span F1", "span hit", "quote fidelity", "hallucination", "error", "ECE",
    "p50 ms", "p95 ms",
)  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One system on one data set.

    Attributes:
        name: what tells it from the others.
        rows: one a question.
        scores: their figures.
        metrics: those of which intervals are made, the headline ones: resampling all takes minutes in a large run.
        originals: the data set's documents by id, as far as they are known; passages are shown from them.
    """

    name: str
    rows: Sequence[Row]
    scores: Scores
    metrics: tuple[Metric, ...]
    originals: Mapping[str, Original] = field(default_factory=dict)

    @cached_property
    def fairness(self) -> Mapping[str, Fairness]:
        """Estimates over languages, with intervals, by the name of the metric."""
        return fairness(self.rows, self.metrics)

    def interval(self, metric: Metric, language: str = "") -> tuple[float, float] | None:
        """95 % bootstrap interval of the mean over languages, or of one language, if there is one."""
        found = self.fairness.get(metric.name)
        return None if found is None else sound_interval(found.by_language.get(language) if language else found.macro)


def columns_of(
    rows: Sequence[Row], metrics: Sequence[Metric], originals: Mapping[str, Mapping[str, Original]]
) -> tuple[Column, ...]:
    """A column for each system and data set among some rows, in the order of their first rows.

    Args:
        rows: of one run.
        metrics: in the order of the tables.
        originals: by data set and id.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.system, row.dataset), []).append(row)
    names = _names(groups)
    columns = []
    for key, of in groups.items():
        scores = summarise(of, metrics)
        measured = [metric for metric in metrics if scores.all.get(metric.name) is not None]
        columns.append(Column(names[key], of, scores, headline(measured), originals.get(key[1], {})))
    return tuple(columns)


def headline(measured: Sequence[Metric]) -> tuple[Metric, ...]:
    """Of the metrics that have a figure those by which a system is known; the first eight where none of these is."""
    by_name = {metric.name: metric for metric in measured}
    return tuple(by_name[name] for name in _HEADLINE if name in by_name) or tuple(measured[:8])


def sound_interval(estimate: Estimate | None) -> tuple[float, float] | None:
    """The interval of an estimate; None without one, and where it does not hold the figure itself.

    Resampling a calibration error makes every bin noisier, so that its interval may lie wholly above it.
    """
    if estimate is None or estimate.value is None or estimate.low is None or estimate.high is None:
        return None
    return (estimate.low, estimate.high) if estimate.low <= estimate.value <= estimate.high else None


def _names(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The names of the columns: what tells them apart."""
    keys = list(keys)
    systems, datasets = {system for system, _ in keys}, {dataset for _, dataset in keys}
    if len(datasets) == 1:
        return {key: key[0] or key[1] or "system" for key in keys}
    if len(systems) == 1:
        return {key: key[1] or "data" for key in keys}
    return {key: " on ".join(filter(None, key)) or "system" for key in keys}
