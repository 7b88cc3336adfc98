"""Whether a system keeps silent where it should, and only there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Case = tuple[bool, bool]
"""Whether the question has an answer, and whether the system abstained."""


def hallucination_rate(cases: Iterable[Case]) -> float | None:
    """FP / (FP + TN): the share of questions without an answer that got one (Thakur et al. 2024, NoMIRACL).

    None when every question has an answer.
    """
    answered = [not abstained for answerable, abstained in cases if not answerable]
    return sum(answered) / len(answered) if answered else None


def error_rate(cases: Iterable[Case]) -> float | None:
    """FN / (FN + TP): the share of questions with an answer that got none (Thakur et al. 2024, NoMIRACL).

    Always to be read beside :func:`hallucination_rate`: each is easily bought with the other. None when no
    question has an answer.
    """
    silent = [abstained for answerable, abstained in cases if answerable]
    return sum(silent) / len(silent) if silent else None


def calibration_error(confidences: Sequence[float], right: Sequence[bool], bins: int = 10) -> float | None:
    """Expected calibration error (Guo et al. 2017): the mean over answers of |accuracy - confidence| of their bin.

    ECE = Σ_b |B_b| / n · |accuracy(B_b) - mean confidence(B_b)| over ``bins`` bins of equal width, the first
    closed on both sides and the others (low, high]. None without answers.

    Raises:
        ValueError: a confidence lies outside [0, 1], or the lengths differ.
    """
    if not all(0 <= confidence <= 1 for confidence in confidences):
        raise ValueError("a confidence lies outside [0, 1]")
    binned: dict[int, list[float]] = {}
    for confidence, is_right in zip(confidences, right, strict=True):
        # By comparison with the bounds: multiplying by the number of bins rounds 0.29 out of its bin.
        index = next(b for b in range(bins) if confidence <= (b + 1) / bins)
        binned.setdefault(index, []).append(is_right - confidence)
    return sum(abs(sum(gaps)) for gaps in binned.values()) / len(confidences) if binned else None
