"""Which rows of two runs belong together: those of one question, asked of the same system or of the two compared."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from polycite.components.errors import LoadingError, SettingsError
from polycite.eval.metrics.catalogue import parse_metric
from polycite.eval.metrics.metric import Metric
from polycite.eval.runs.storage import load_run
from polycite.eval.scoring.rows import Row


@dataclass(frozen=True)
class Pair:
    """The rows of two systems, or of one system in two runs.

    Attributes:
        ours: name of the system that is looked at.
        theirs: name of the one it is held against.
        rows: of ours.
        others: of theirs.
    """

    ours: str
    theirs: str
    rows: tuple[Row, ...]
    others: tuple[Row, ...]

    @property
    def name(self) -> str:
        """The one name, or both."""
        return self.ours if self.ours == self.theirs else f"{self.ours} against {self.theirs}"

    @property
    def common(self) -> tuple[list[Row], list[Row]]:
        """The rows of the questions that both have."""
        ids, other_ids = ({(row.dataset, row.id) for row in rows} for rows in (self.rows, self.others))
        both = ids & other_ids
        return (
            [row for row in self.rows if (row.dataset, row.id) in both],
            [row for row in self.others if (row.dataset, row.id) in both],
        )

    @property
    def metrics(self) -> list[Metric]:
        """The metrics that both have, in the order of ours."""
        theirs = {name for row in self.others for name in row.values}
        names = dict.fromkeys(name for row in self.rows for name in row.values if name in theirs)
        return [parse_metric(name) for name in names]


def pairs(ours: Path, theirs: Path, *, missing: bool = False) -> list[Pair]:
    """The pairs of two runs: systems of the same name or, where each has one only, those two.

    A run is a folder or a file of rows; ``PATH::SYSTEM`` takes one system of it. With ``missing``, a system that only
    theirs has is a pair too, without rows of ours.

    Raises:
        LoadingError: a run cannot be read.
        SettingsError: no system is in both, or there is none of that name.
    """
    mine, others = _systems(ours), _systems(theirs)
    if len(mine) == len(others) == 1:
        (name, rows), (other, other_rows) = *mine.items(), *others.items()
        return [Pair(name, other, rows, other_rows)]
    both = [name for name in mine if name in others]
    if not both:
        raise SettingsError(
            f"No system is in both runs: {ours} has {', '.join(mine)}; {theirs} has {', '.join(others)}.",
            "Name one of each, as PATH::SYSTEM.",
        )
    return [Pair(name, name, mine.get(name, ()), others[name]) for name in (others if missing else both)]


def by_dataset(pair: Pair) -> Iterator[tuple[str, Pair]]:
    """The pair's part of each data set that either has."""
    for name in dict.fromkeys(row.dataset for row in (*pair.rows, *pair.others)):
        mine = tuple(row for row in pair.rows if row.dataset == name)
        yield name, replace(pair, rows=mine, others=tuple(row for row in pair.others if row.dataset == name))


def _systems(place: Path) -> dict[str, tuple[Row, ...]]:
    path, _, wanted = str(place).partition("::")
    rows = load_run(path).rows
    if not rows:
        raise LoadingError(f"The run in {path} has no rows.", "Run its suite again.")
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.system, []).append(row)
    if wanted and wanted not in found:
        raise SettingsError(f"The run in {path} has no system {wanted!r}.", f"It has: {', '.join(found)}.")
    return {name: tuple(rows) for name, rows in found.items() if not wanted or name == wanted}


def chosen(metrics: Sequence[Metric], names: Sequence[str]) -> list[Metric]:
    """The metrics of these names; all when none is named.

    Raises:
        SettingsError: the runs do not have one.
    """
    if not names:
        return list(metrics)
    known = {metric.name: metric for metric in metrics}
    if unknown := [name for name in names if name not in known]:
        raise SettingsError(f"{unknown[0]!r} is not measured in both runs.", f"They have: {', '.join(known)}.")
    return [known[name] for name in dict.fromkeys(names)]
