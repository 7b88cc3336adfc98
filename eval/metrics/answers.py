"""Exact match and F1 of an answer's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from polycite.eval.metrics.normalisation import normalise, tokens

Gold = tuple[str, str]
"""A right answer and its language, by whose rules both sides are normalised."""


def exact_match(prediction: str, gold: str, language: str) -> float:
    """1.0 when both are equal after normalisation, else 0.0 (Rajpurkar et al. 2016, SQuAD)."""
    return float(normalise(prediction, language) == normalise(gold, language))


def f1(prediction: str, gold: str, language: str) -> float:
    """Harmonic mean of precision and recall of the token multisets (Rajpurkar et al. 2016, SQuAD).

    With c = |prediction ∩ gold| counted with repetition, F1 = 2c / (|prediction| + |gold|), computed in the steps of
    the SQuAD script so that no digit differs. When either has no token left, it is 1.0 if both have none, else 0.0
    (Rajpurkar et al. 2018, SQuAD 2.0).
    """
    ours, theirs = Counter(tokens(prediction, language)), Counter(tokens(gold, language))
    if not ours or not theirs:
        return float(ours == theirs)
    common = (ours & theirs).total()
    if not common:
        return 0.0
    precision, recall = common / ours.total(), common / theirs.total()
    return 2 * precision * recall / (precision + recall)


def best(metric: Callable[[str, str, str], float], prediction: str, golds: Iterable[Gold]) -> float:
    """The largest value of ``metric`` over the right answers; 0.0 when there is none."""
    return max((metric(prediction, gold, language) for gold, language in golds), default=0.0)
