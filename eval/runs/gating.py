"""The gate: whether a run is worse than its baseline, in any metric, in any language.

A run fails where

1. a quote does not stand in its original: quote fidelity under 1.000, whatever the baseline had;
2. something of the baseline is missing: a system, a data set, a language, a question, a metric that has no value any
   more; or a question ends in an error that did not before;
3. a metric is worse than in the baseline by more than its tolerance, in a language or in the mean over languages, and
   a paired test on the same questions says that this is not chance: p <= 0.05 by approximate randomisation (Noreen
   1989), in the languages corrected for their number (Holm 1979);
4. a language has too few questions for such a test ever to say so, and the metric collapses in it: worse by 0.5 or
   more, and better in no question.

So no average hides a language, and noise does not fail a run: a language counts by its own questions, and each metric
fails a run that is as good as its baseline in at most one of twenty cases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from polycite.eval.metrics.catalogue import parse_metric
from polycite.eval.metrics.metric import Metric
from polycite.eval.rows import Row
from polycite.eval.runs.pairing import Pair, by_dataset, pairs
from polycite.eval.runs.tolerances import DEFAULT
from polycite.eval.scoring import grouped

if TYPE_CHECKING:
    from polycite.eval.significance import Test

ALPHA = 0.05
_COLLAPSE = 0.5
FIDELITY = "quote fidelity"
OVERALL = "all"


@dataclass(frozen=True)
class Failure:
    """A reason to fail.

    Attributes:
        system: whose rows.
        dataset: on which.
        language: of the questions; "all" for the mean over languages, "" for the run as a whole.
        metric: its name, "" where something is missing.
        reason: what is wrong, in words.
        test: figures and probability, where it is a regression.
    """

    system: str
    dataset: str
    language: str
    metric: str
    reason: str
    test: Test | None = None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        fields = ("system", "dataset", "language", "metric", "reason")
        return {**{f: getattr(self, f) for f in fields}, "test": self.test.to_dict() if self.test else None}


def gate(run: Path, baseline: Path, tolerances: Mapping[str, float] | None = None, seed: int = 0) -> list[Failure]:
    """Why a run fails against its baseline; nothing when it does not.

    Args:
        run: folder, or file of rows; ``PATH::SYSTEM`` for one system of several.
        baseline: likewise.
        tolerances: by the name of the metric; others have :data:`polycite.eval.runs.tolerances.DEFAULT`.
        seed: of the test.

    Raises:
        LoadingError: a run cannot be read.
        SettingsError: they have no system in common.
    """
    return [
        failure
        for pair in pairs(run, baseline, missing=True)
        for dataset, part in by_dataset(pair)
        for failure in _failures(part, dataset, tolerances or {}, seed)
    ]


def _failures(pair: Pair, dataset: str, tolerances: Mapping[str, float], seed: int) -> list[Failure]:
    if not pair.rows:
        return [Failure(pair.ours, dataset, "", "", "the system was not asked this data set")]
    found = [*_unfaithful(pair, dataset), *_missing(pair, dataset)]
    rows, others = pair.common
    return found + (_worse(pair, dataset, rows, others, tolerances, seed) if rows else [])


def _unfaithful(pair: Pair, dataset: str) -> list[Failure]:
    found = []
    for language, rows in grouped(pair.rows, lambda row: [row.language]).items():
        values = [(row.id, value) for row in rows if isinstance(value := row.values.get(FIDELITY), tuple)]
        broken = [(name, value) for name, value in values if value[0] != value[1]]
        if broken:
            share = sum(value[0] for _, value in values) / sum(value[1] for _, value in values)
            reason = f"quote fidelity is {share:.3f}, not 1.000, in {_some([name for name, _ in broken])}"
            found.append(Failure(pair.ours, dataset, language, FIDELITY, reason))
    return found


def _missing(pair: Pair, dataset: str) -> list[Failure]:
    asked = {row.id: row for row in pair.rows}
    found = []
    for language, rows in grouped(pair.others, lambda row: [row.language]).items():
        absent = [row.id for row in rows if row.id not in asked]
        if absent:
            what = "the language is missing" if len(absent) == len(rows) else f"{_some(absent)} missing"
            found.append(Failure(pair.ours, dataset, language, "", what))
        failed = [
            row.id for row in rows if row.id in asked and asked[row.id].prediction.error and not row.prediction.error
        ]
        if failed:
            reason = f"{_some(failed)} ended in an error: {asked[failed[0]].prediction.error[:200]}"
            found.append(Failure(pair.ours, dataset, language, "", reason))
    return found


def _worse(
    pair: Pair, dataset: str, rows: list[Row], others: list[Row], tolerances: Mapping[str, float], seed: int
) -> list[Failure]:
    from polycite.eval.significance import compare

    metrics = {metric.name: metric for metric in pair.metrics if _is_gated(metric, rows, others, tolerances)}
    found = [*_vanished(pair, dataset, rows, others, tolerances)]
    languages = grouped(rows, lambda row: [row.language])
    before = {row.id: row for row in others}
    for name, result in compare(rows, others, list(metrics.values()), seed=seed).items():
        tolerance, sign = tolerances.get(name, DEFAULT), -1 if metrics[name].better == "lower" else 1
        tests = [*([(OVERALL, result.overall)] if result.overall else []), *result.by_language.items()]
        for language, test in tests:
            if -sign * test.difference <= tolerance:
                continue
            reason = ""
            if test.p_holm <= ALPHA:
                reason = f"worse by {abs(test.difference):.3f}, p = {test.p_holm:.2g}"
            elif language != OVERALL and _too_few(test.n, len(result.by_language)):
                changes = [
                    sign * (value - earlier)
                    for row in languages[language]
                    if isinstance(value := row.values.get(name), float | int)
                    and isinstance(earlier := before[row.id].values.get(name), float | int)
                ]
                if changes and sum(changes) / len(changes) <= -_COLLAPSE and max(changes) <= 0:
                    reason = f"worse by {abs(test.difference):.3f} in {test.n} questions, better in none"
            if reason:
                figures = f"{test.theirs:.3f} before, {test.ours:.3f} now"
                found.append(Failure(pair.ours, dataset, language, name, f"{reason} ({figures})", test))
    return found


def _vanished(
    pair: Pair, dataset: str, rows: list[Row], others: list[Row], tolerances: Mapping[str, float]
) -> list[Failure]:
    """Metrics that had a value in a language and have none any more."""
    names = dict.fromkeys(name for row in others for name in row.values)
    gated = [name for name in names if _is_gated(parse_metric(name), rows, others, tolerances)]
    now = grouped(rows, lambda row: [row.language])
    return [
        Failure(pair.ours, dataset, language, name, "it has no value any more")
        for language, earlier in grouped(others, lambda row: [row.language]).items()
        for name in gated
        if any(row.values.get(name) is not None for row in earlier)
        and all(row.values.get(name) is None for row in now[language])
    ]


def _is_gated(metric: Metric, rows: Sequence[Row], others: Sequence[Row], tolerances: Mapping[str, float]) -> bool:
    if metric.name in tolerances:
        return metric.better != "neither"
    # A fidelity of 1.000 is rule 1; what is no share, as milliseconds or characters, has no tolerance of its own.
    if metric.name == FIDELITY or metric.better == "neither" or metric.family == "cost" or metric.unit:
        return False
    values = [[row.values.get(metric.name) for row in members] for members in (rows, others)]
    figures = [metric.aggregate(members) for members in values]
    single = [value for members in values for value in members if isinstance(value, float | int)]
    return all(0 <= value <= 1 for value in (*single, *figures) if value is not None)


def _too_few(n: int, languages: int) -> bool:
    """Whether even all of ``n`` questions worse would not be significant: a two-sided p of 2 / 2**n, by Holm."""
    return bool(languages * 2 / 2**n > ALPHA)


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{len(names)} question{'s' * (len(names) > 1)} ({shown}{', ...' if len(names) > 3 else ''})"
