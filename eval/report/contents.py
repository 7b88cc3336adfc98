"""What a report shows, whatever its form: the rows of a run by system, and their figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.eval.metrics.metric import Metric
from polycite.eval.report.columns import Column, columns_of, headline
from polycite.eval.report.groups import PAIRS, tables_of, weakest_first
from polycite.eval.report.written import SMALL
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import Figures

WEAK = 0.8
"""A group is weak when its main figure is below this share of the overall one."""
_MAIN = ("F1", "span F1", "nDCG@10", "MRR")


@dataclass(frozen=True)
class Weakness:
    """A group whose main figure is below :data:`WEAK` of the overall one of its column."""

    column: Column
    what: str
    group: str
    value: float
    overall: float
    questions: int

    @property
    def share(self) -> float:
        """Of the overall figure."""
        return self.value / self.overall


@dataclass(frozen=True)
class Contents:
    """A run to be shown.

    Attributes:
        title: such as the run's name.
        columns: systems, in the order of their first rows.
        metrics: all that were measured.
        manifest: what the run was made with.
    """

    title: str
    columns: tuple[Column, ...]
    metrics: tuple[Metric, ...]
    manifest: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        rows: Sequence[Row],
        metrics: Sequence[Metric],
        originals: Mapping[str, Mapping[str, Original]] | None = None,
        manifest: Mapping[str, Any] | None = None,
        title: str = "",
    ) -> Contents:
        """The contents of some rows, a column for each system and data set among them.

        Args:
            rows: of one run.
            metrics: in the order of the tables.
            originals: by data set and id.
            manifest: what the run was made with.
            title: of the page.

        Raises:
            LoadingError: there is no row.
        """
        if not rows:
            raise LoadingError("There is no row to report on.", "Run or score at least one question first.")
        columns = columns_of(rows, metrics, originals or {})
        return cls(title or "Evaluation", columns, tuple(metrics), manifest or {})

    @cached_property
    def measured(self) -> tuple[Metric, ...]:
        """The metrics that have a figure in any column."""
        return tuple(m for m in self.metrics if any(c.scores.all.get(m.name) is not None for c in self.columns))

    @cached_property
    def main(self) -> Metric | None:
        """The metric by which groups are called weak: the first of token F1, span F1, nDCG@10, MRR that there is."""
        by_name = {metric.name: metric for metric in self.measured}
        return next((by_name[name] for name in _MAIN if name in by_name), next(iter(self.measured), None))

    @cached_property
    def headline(self) -> tuple[Metric, ...]:
        """The metrics of which the summary and the first tables are made; all others are in the full ones."""
        return headline(self.measured)

    @cached_property
    def main_first(self) -> tuple[Metric, ...]:
        """The same, the main one first."""
        return tuple(sorted(self.headline, key=lambda metric: metric is not self.main))

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """Of questions, the weakest first by the mean of the columns' main figures."""
        found = {language for column in self.columns for language in column.scores.by_language}
        return tuple(weakest_first(found, self.main, [column.scores.by_language for column in self.columns]))

    @cached_property
    def weak(self) -> tuple[Weakness, ...]:
        """Every weak language, kind, slice and pair, the weakest first, those of few questions after the others."""
        found = [
            weakness
            for column in self.columns
            for what, groups in tables_of(column.scores).items()
            for weakness in self._weak_in(column, what, groups)
        ]
        order = ["question language", "passage language"]
        return tuple(
            sorted(found, key=lambda one: (one.questions < SMALL, one.what not in order, one.what == PAIRS, one.share))
        )

    def is_weak(self, column: Column, row: Figures | None) -> bool:
        """Whether the main figure of a group is below :data:`WEAK` of the overall one."""
        if row is None or self.main is None:
            return False
        value, overall = row.get(self.main.name), column.scores.all.get(self.main.name)
        if value is None or overall is None or self.main.better == "neither":
            return False
        return value < WEAK * overall if self.main.better == "higher" else value * WEAK > overall

    def _weak_in(self, column: Column, what: str, groups: Mapping[str, Figures]) -> Iterable[Weakness]:
        for group, row in groups.items():
            if self.main and self.is_weak(column, row):
                value, overall = row[self.main.name], column.scores.all[self.main.name]
                yield Weakness(column, what, group, value or 0.0, overall or 1.0, int(row["questions"] or 0))
