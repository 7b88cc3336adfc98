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

from collections.abc import Mapping
from pathlib import Path

from polycite.eval.runs.gate_failure import Failure, some
from polycite.eval.runs.pairing import Pair, by_dataset, pairs
from polycite.eval.runs.regressions import FIDELITY, regressions
from polycite.eval.scoring.scoring import grouped


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
    return found + (regressions(pair, dataset, rows, others, tolerances, seed) if rows else [])


def _unfaithful(pair: Pair, dataset: str) -> list[Failure]:
    found = []
    for language, rows in grouped(pair.rows, lambda row: [row.language]).items():
        values = [(row.id, value) for row in rows if isinstance(value := row.values.get(FIDELITY), tuple)]
        broken = [(name, value) for name, value in values if value[0] != value[1]]
        if broken:
            share = sum(value[0] for _, value in values) / sum(value[1] for _, value in values)
            reason = f"quote fidelity is {share:.3f}, not 1.000, in {some([name for name, _ in broken])}"
            found.append(Failure(pair.ours, dataset, language, FIDELITY, reason))
    return found


def _missing(pair: Pair, dataset: str) -> list[Failure]:
    asked = {row.id: row for row in pair.rows}
    found = []
    for language, rows in grouped(pair.others, lambda row: [row.language]).items():
        absent = [row.id for row in rows if row.id not in asked]
        if absent:
            what = "the language is missing" if len(absent) == len(rows) else f"{some(absent)} missing"
            found.append(Failure(pair.ours, dataset, language, "", what))
        failed = [
            row.id for row in rows if row.id in asked and asked[row.id].prediction.error and not row.prediction.error
        ]
        if failed:
            reason = f"{some(failed)} ended in an error: {asked[failed[0]].prediction.error[:200]}"
            found.append(Failure(pair.ours, dataset, language, "", reason))
    return found
