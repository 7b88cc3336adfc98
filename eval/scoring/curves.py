"""What the threshold of abstention costs and gains: ``polycite eval abstention``."""

from __future__ import annotations

from collections.abc import Sequence

from polycite.eval.metrics.abstaining import RIGHT_F1
from polycite.eval.metrics.reliability import BINS, calibration_error
from polycite.eval.metrics.reliability import reliability as reliability_bins
from polycite.eval.metrics.risk_coverage import Outcome, risk_points
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import Figures, grouped

THRESHOLDS = tuple(round(0.05 * step, 2) for step in range(20))


def risk_coverage(rows: Sequence[Row], thresholds: Sequence[float] = THRESHOLDS) -> dict[str, Figures]:
    """For each threshold what would be answered and how well (El-Yaniv and Wiener 2010).

    "coverage": share of all questions answered. "risk": share of the answers that are wrong, those to
    unanswerable questions among them. "hallucination" and "error" as in
    :mod:`polycite.eval.metrics.abstaining`.

    Args:
        rows: every question answered, none abstained from.
        thresholds: least probability of evidence at which an answer is given.
    """
    outcomes = [Outcome(_evidence(row), is_right(row), row.question.answerable) for row in rows]
    points = {point.threshold: point for point in risk_points(outcomes, thresholds)}
    return {
        f"{threshold:.2f}": {
            "coverage": point.coverage,
            "risk": point.risk,
            "hallucination": point.hallucination,
            "error": point.error,
        }
        for threshold in thresholds
        if (point := points.get(threshold)) is not None
    }


def reliability(rows: Sequence[Row], bins: int = BINS) -> dict[str, Figures]:
    """Bins of confidence of equal width, with the share of their answers that are right (Guo et al. 2017)."""
    pairs = [(_confidence(row), float(is_right(row))) for row in rows]
    return {
        f"{held.low:.1f} to {held.high:.1f}": {
            "questions": held.answers,
            "confidence": held.confidence,
            "right": held.right,
            "gap": held.confidence - held.right,
            "ECE": abs(held.confidence - held.right),
        }
        for held in reliability_bins(pairs, bins)
    }


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
