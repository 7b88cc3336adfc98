"""The groups of questions that have figures, and their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from polycite.eval.metrics.metric import Metric
from polycite.eval.scoring.scores import Scores
from polycite.eval.scoring.scoring import Figures

PAIRS = "language pair"


def tables_of(scores: Scores) -> dict[str, Mapping[str, Figures]]:
    """All groups of figures by what they are groups of."""
    return {
        "question language": scores.by_language,
        "passage language": scores.by_passage_language,
        PAIRS: scores.by_pair,
        "kind": scores.by_kind,
        **scores.by_slice,
    }


def weakest_first(
    groups: Iterable[str], metric: Metric | None, tables: Sequence[Mapping[str, Figures]]
) -> Iterable[str]:
    """The groups by the mean of their figures in these tables, the worst first, those without a figure last."""

    def worth(group: str) -> tuple[bool, float, str]:
        name = metric.name if metric else ""
        known = [value for table in tables if (value := table.get(group, {}).get(name)) is not None]
        mean = sum(known) / len(known) if known else 0.0
        return not known, -mean if metric and metric.better == "lower" else mean, group

    return sorted(groups, key=worth)
