"""Which run of words of a translation says what a span of the source says.

All runs of the sentences that belong to the span compete in a log-linear model over a few sums of the alignment's
probabilities. A run that holds the words linked to the span, few linked elsewhere and about as many characters as
expected wins, so that gaps are filled and outliers dropped. The model's own doubt gives the confidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from polycite.components.aligning import Alignment

Floats = NDArray[np.float64]
FEATURES = (
    "inside",  # probability of being linked into the span, summed over words
    "outside",  # of being linked elsewhere
    "unlinked",  # of being linked to nothing
    "coverage",  # share of the span's links that the run holds
    "length",  # minus the difference from the expected length, as a log ratio
)
LONGEST = 120  # words of a run: a paragraph's answer


@dataclass(frozen=True, slots=True, eq=False)
class Runs:
    """Candidate runs: words ``[first, last]`` of the target, and their (runs, features) array."""

    first: NDArray[np.int64]
    last: NDArray[np.int64]
    features: Floats


def candidate_runs(alignment: Alignment, span: NDArray[np.int64]) -> Runs:
    """All runs of words of the target, against the words ``span`` of the source."""
    whole, inside = alignment.backward.sum(0), alignment.backward[span].sum(0)
    outside, unlinked = np.maximum(whole - inside, 0.0), np.maximum(1 - whole, 0.0)
    sent = alignment.forward[span].sum(0)
    first, last = np.triu_indices(len(whole))
    short = last - first < LONGEST
    first, last = first[short], last[short]
    source, target = alignment.source, alignment.target
    starts, ends = (np.array([word[side] for word in target.words]) for side in (0, 1))
    length = source.words[span[-1]][1] - source.words[span[0]][0]
    ratio = np.log((ends[last] - starts[first]) / (length * _expected_ratio(source.text, target.text)))
    columns = [
        _over(inside, first, last),
        _over(outside, first, last),
        _over(unlinked, first, last),
        _over(sent, first, last) / max(1e-6, float(sent.sum())),
        -np.abs(ratio),
    ]
    return Runs(first, last, np.stack(columns, 1))


def expected_overlap(runs: Runs, chances: Floats, chosen: int, words: Sequence[tuple[int, int]]) -> float:
    """The F1 in characters of the chosen run that one may expect when runs are right with those ``chances``."""
    starts = np.array([words[k][0] for k in runs.first])
    ends = np.array([words[k][1] for k in runs.last])
    shared = np.maximum(0, np.minimum(ends, ends[chosen]) - np.maximum(starts, starts[chosen]))
    lengths = ends - starts
    return float((chances * 2 * shared / (lengths + lengths[chosen])).sum())


def _over(values: Floats, first: NDArray[np.int64], last: NDArray[np.int64]) -> Floats:
    """The sum of ``values`` over each run."""
    sums = np.concatenate([[0.0], values.cumsum()])
    return np.asarray(sums[last + 1] - sums[first])


def _expected_ratio(source: str, target: str) -> float:
    """Characters of the target for one of the source."""
    return min(5.0, max(0.2, len(target) / max(1, len(source))))


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``[first, last]`` of the target, and the expected F1 in characters against the right span, in [0, 1]."""

    first: int
    last: int
    confidence: float


WEIGHTS = {"inside": 1.04, "outside": -1.72, "unlinked": -0.11, "coverage": 4.5, "length": 1.92}


def best_run(alignment: Alignment, span: NDArray[np.int64]) -> Run:
    """The run of words of the target that says what the words ``span`` of the source say."""
    runs = candidate_runs(alignment, span)
    scores = runs.features @ np.array([WEIGHTS[name] for name in FEATURES])
    chances = np.exp(scores - scores.max())
    chances /= chances.sum()
    chosen = int(scores.argmax())
    overlap = expected_overlap(runs, chances, chosen, alignment.target.words)
    return Run(int(runs.first[chosen]), int(runs.last[chosen]), overlap)
