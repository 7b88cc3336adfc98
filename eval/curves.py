"""What the threshold of abstention costs and gains: ``polycite eval abstention``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from polycite.eval.metrics.abstention import calibration_error, error_rate, hallucination_rate
from polycite.eval.results import QuestionResult
from polycite.eval.summary import Figures, is_right

THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(20))
BINS = 10


def risk_coverage(results: Sequence[QuestionResult], thresholds: Sequence[float] = THRESHOLDS) -> dict[str, Figures]:
    """For each threshold what would be answered and how well (El-Yaniv and Wiener 2010).

    "coverage": share of all questions answered. "risk": share of the answers that are wrong, those to
    unanswerable questions among them. "hallucination" and "error" as in
    :mod:`polycite.eval.metrics.abstention`.

    Args:
        results: every question answered, none abstained from.
        thresholds: least probability of evidence at which an answer is given.
    """
    curve: dict[str, Figures] = {}
    for threshold in thresholds:
        answered = [result for result in results if result.evidence >= threshold]
        cases = [(result.answerable, result.evidence < threshold) for result in results]
        curve[f"{threshold:.2f}"] = {
            "coverage": len(answered) / len(results) if results else None,
            "risk": sum(not is_right(result) for result in answered) / len(answered) if answered else None,
            "hallucination": hallucination_rate(cases),
            "error": error_rate(cases),
        }
    return curve


def reliability(results: Sequence[QuestionResult], bins: int = BINS) -> dict[str, Figures]:
    """Bins of confidence of equal width, with the share of their answers that are right (Guo et al. 2017)."""
    rows: dict[str, Figures] = {}
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [r for r in results if low < r.confidence <= high or (number == 0 and r.confidence == 0)]
        if inside:
            rows[f"{low:.1f} to {high:.1f}"] = confidence_and_right(inside)
    return rows


def by_language(groups: Mapping[str, Sequence[QuestionResult]]) -> dict[str, Figures]:
    """Whether confidence means the same in every language: its mean beside the share of right answers."""
    return {language: confidence_and_right(results) for language, results in groups.items()}


def confidence_and_right(results: Sequence[QuestionResult]) -> Figures:
    """Mean confidence, share of right answers, their difference, and the calibration error."""
    confidences, right = [r.confidence for r in results], [is_right(r) for r in results]
    mean, share = sum(confidences) / len(results), sum(right) / len(results)
    return {
        "questions": len(results),
        "confidence": mean,
        "right": share,
        "gap": mean - share,
        "ECE": calibration_error(confidences, right),
    }
