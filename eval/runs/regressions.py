"""Where a run is worse than its baseline, and whether that is more than chance: rules 3 and 4 of the gate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polycite.eval.metrics.catalogue import parse_metric
from polycite.eval.metrics.metric import Metric
from polycite.eval.runs.gate_failure import Failure
from polycite.eval.runs.pairing import Pair
from polycite.eval.runs.tolerances import DEFAULT
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import grouped

ALPHA = 0.05
FIDELITY = "quote fidelity"
OVERALL = "all"
_COLLAPSE = 0.5


def regressions(
    pair: Pair, dataset: str, rows: list[Row], others: list[Row], tolerances: Mapping[str, float], seed: int
) -> list[Failure]:
    """The metrics that are worse, or have no value any more, on the questions that both runs have."""
    from polycite.eval.scoring.significance import compare

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
