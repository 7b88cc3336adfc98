"""Whether confidence means what it says: answers in bins of confidence (a reliability diagram)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Answers with a confidence in ``(low, high]``, the first bin with 0 too.

    Attributes:
        low: lower bound.
        high: upper bound.
        answers: their number.
        confidence: their mean confidence.
        right: the share of them that is right.
    """

    low: float
    high: float
    answers: int
    confidence: float
    right: float


def reliability(pairs: Iterable[tuple[float, ...]], bins: int = BINS) -> list[ReliabilityBin]:
    """The bins of equal width that hold answers (Guo et al. 2017, "On Calibration of Modern Neural Networks").

    Args:
        pairs: (confidence, whether right) of each answer, the values of the metric "ECE"
            (:class:`polycite.eval.metrics.abstaining.CalibrationError`).
        bins: their number.
    """
    held: dict[int, list[tuple[float, ...]]] = {}
    for confidence, right in pairs:
        # By comparison with the bounds: multiplying by the number of bins rounds 0.29 out of its bin.
        number = next(b for b in range(bins) if confidence <= (b + 1) / bins)
        held.setdefault(number, []).append((confidence, right))
    return [
        ReliabilityBin(
            low=number / bins,
            high=(number + 1) / bins,
            answers=len(inside),
            confidence=sum(confidence for confidence, _ in inside) / len(inside),
            right=sum(right for _, right in inside) / len(inside),
        )
        for number, inside in sorted(held.items())
    ]


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = BINS) -> float | None:
    """Expected calibration error (Guo et al. 2017): the mean over answers of |accuracy - confidence| of their bin.

    ECE = Σ_b |B_b| / n · |accuracy(B_b) - mean confidence(B_b)| over the bins of :func:`reliability`. None without
    answers.

    Raises:
        ValueError: a confidence lies outside [0, 1], or the lengths differ.
    """
    if not all(0 <= confidence <= 1 for confidence in confidences):
        raise ValueError("a confidence lies outside [0, 1]")
    held = reliability(zip(confidences, map(float, right), strict=True), bins)
    return sum(one.answers * abs(one.right - one.confidence) for one in held) / len(confidences) if held else None
