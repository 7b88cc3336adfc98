"""What the threshold of abstention costs and gains: ``polycite eval abstention``."""

from __future__ import annotations

from collections.abc import Sequence

from polycite.eval.metrics.abstaining import RIGHT_F1
from polycite.eval.metrics.abstention import calibration_error, error_rate, hallucination_rate
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import Figures, grouped

THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(20))
BINS = 10


def risk_coverage(rows: Sequence[Row], thresholds: Sequence[float] = THRESHOLDS) -> dict[str, Figures]:
    """For each threshold what would be answered and how well (El-Yaniv and Wiener 2010).

    "coverage": share of all questions answered. "risk": share of the answers that are wrong, those to
    unanswerable questions among them. "hallucination" and "error" as in
    :mod:`polycite.eval.metrics.abstention`.

    Args:
        rows: every question answered, none abstained from.
        thresholds: least probability of evidence at which an answer is given.
    """
    curve: dict[str, Figures] = {}
    for threshold in thresholds:
        answered = [row for row in rows if _evidence(row) >= threshold]
        cases = [(row.question.answerable, _evidence(row) < threshold) for row in rows]
        curve[f"{threshold:.2f}"] = {
            "coverage": len(answered) / len(rows) if rows else None,
            "risk": sum(not is_right(row) for row in answered) / len(answered) if answered else None,
            "hallucination": hallucination_rate(cases),
            "error": error_rate(cases),
        }
    return curve


def reliability(rows: Sequence[Row], bins: int = BINS) -> dict[str, Figures]:
    """Bins of confidence of equal width, with the share of their answers that are right (Guo et al. 2017)."""
    found: dict[str, Figures] = {}
    for number in range(bins):
        low, high = number / bins, (number + 1) / bins
        inside = [r for r in rows if low < _confidence(r) <= high or (number == 0 and _confidence(r) == 0)]
        if inside:
            found[f"{low:.1f} to {high:.1f}"] = confidence_and_right(inside)
    return found


def by_language(rows: Sequence[Row]) -> dict[str, Figures]:
    """Whether confidence means the same in every language: its mean beside the share of right answers."""
    return {key: confidence_and_right(part) for key, part in grouped(rows, lambda row: [row.language]).items()}


def confidence_and_right(rows: Sequence[Row]) -> Figures:
    """Mean confidence, share of right answers, their difference, and the calibration error."""
    confidences, right = [_confidence(row) for row in rows], [is_right(row) for row in rows]
    mean, share = sum(confidences) / len(rows), sum(right) / len(rows)
    return {
        "questions": len(rows),
        "confidence": mean,
        "right": share,
        "gap": mean - share,
        "ECE": calibration_error(confidences, right),
    }


def is_right(row: Row) -> bool:
    """Whether an answer shares at least half of its words with a right one."""
    value = row.values.get("F1")
    return isinstance(value, float) and value >= RIGHT_F1


def _evidence(row: Row) -> float:
    return row.prediction.evidence or 0.0


def _confidence(row: Row) -> float:
    return row.prediction.confidence or 0.0
