"""The figures of a run: overall, by language, by pair, by kind and by slice, each made from the rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from polycite.eval.metrics.metric import Metric
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import Figures, figures, grouped, macro

Interval = tuple[float, float]


@dataclass(frozen=True)
class Scores:
    """Figures by group; each maps the name of a metric to its value, None where it has none.

    Attributes:
        all: the mean over languages, so that every language weighs the same; "questions" is their number.
        pooled: the same figures with every question weighing the same.
        by_language: by language of the question.
        by_passage_language: by language of the right passage; unanswerable questions have none.
        by_pair: by both, "de>fr".
        by_kind: by kind of question; a question may have several.
        by_slice: by the name of a slice and its value, such as "script" and "Arab".
        failures: number of questions by failure mode, for each language.
    """

    all: Figures
    pooled: Figures
    by_language: Mapping[str, Figures]
    by_passage_language: Mapping[str, Figures]
    by_pair: Mapping[str, Figures]
    by_kind: Mapping[str, Figures]
    by_slice: Mapping[str, Mapping[str, Figures]] = field(default_factory=dict)
    failures: Mapping[str, Mapping[str, int]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types: ``metrics`` with "all", "pooled" and the groups, and ``failures``."""
        return {
            "metrics": {
                "all": self.all,
                "pooled": self.pooled,
                "by_language": dict(self.by_language),
                "by_passage_language": dict(self.by_passage_language),
                "by_pair": dict(self.by_pair),
                "by_kind": dict(self.by_kind),
                "by_slice": {name: dict(values) for name, values in self.by_slice.items()},
            },
            "failures": {language: dict(modes) for language, modes in self.failures.items()},
        }


def summarise(rows: Sequence[Row], metrics: Sequence[Metric]) -> Scores:
    """All figures of some rows."""

    def by(keys: Any) -> dict[str, Figures]:
        return {key: figures(members, metrics) for key, members in grouped(rows, keys).items()}

    languages = by(lambda row: [row.language])
    names = sorted({name for row in rows for name in row.slices})
    return Scores(
        all=macro(languages),
        pooled=figures(rows, metrics),
        by_language=languages,
        by_passage_language=by(lambda row: _known(row.passage_language)),
        by_pair=by(lambda row: _known(row.pair)),
        by_kind=by(lambda row: row.question.kinds),
        by_slice={name: by(lambda row, name=name: _known(row.slices.get(name, ""))) for name in names},
        failures={language: _counted(members) for language, members in grouped(rows, lambda r: [r.language]).items()},
    )


def _known(key: str) -> Iterable[str]:
    return [key] if key else []


def _counted(rows: Sequence[Row]) -> dict[str, int]:
    modes = [row.failure for row in rows if row.failure]
    return {mode: modes.count(mode) for mode in sorted(set(modes))}
