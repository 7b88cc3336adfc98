"""Whether a model may be deployed: better on the whole, and in no language surely worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from polycite.eval.scoring.significance import Comparison, Test

ALPHA = 0.05
"""A language is worse when exchanging the two models' answers at random loses as much less often than this."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to deploy, and why, in words."""

    deploy: bool
    reason: str

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        return {"deploy": self.deploy, "reason": self.reason}


def verdict(target: Comparison, source: Comparison | None = None) -> Verdict:
    """Deploy only if the mean over the target languages rises and no language is significantly worse.

    Args:
        target: adapted against base on held-out examples of the languages that were adapted to.
        source: the same on other languages, which a model forgets (McCloskey and Cohen 1989).
    """
    if target.overall is None:
        return Verdict(False, "There is no held-out example with an answer, so nothing says that it is better.")
    lost = {**(worse(source) if source else {}), **worse(target)}
    said = f"{target.metric} {_change(target.overall)} over {_count(len(target.by_language), 'language')}"
    if lost:
        listed = ", ".join(f"{code} ({_points(t.difference)} points, p = {t.p_holm:.3f})" for code, t in lost.items())
        return Verdict(False, f"Significantly worse in {listed}; {said}.")
    if target.overall.difference <= 0:
        return Verdict(False, f"No gain: {said}, from {_count(target.overall.n, 'question')}.")
    sure = target.overall.low is not None and target.overall.low > 0
    doubt = "" if sure else " The interval holds 0: it may be chance, and more held-out examples would tell."
    return Verdict(True, f"{said}; no language is significantly worse.{doubt}")


def worse(comparison: Comparison) -> dict[str, Test]:
    """The languages that are significantly worse, by code."""
    return {code: test for code, test in comparison.by_language.items() if test.difference < 0 and test.p_holm < ALPHA}


def _change(test: Test) -> str:
    if not test.difference:
        return "does not change"
    sure = (
        "" if test.low is None or test.high is None else f" (95% interval {_points(test.low)} to {_points(test.high)})"
    )
    return f"{'rises' if test.difference > 0 else 'falls'} by {100 * abs(test.difference):.1f} points{sure}"


def _points(share: float | None) -> str:
    return "unknown" if share is None else f"{100 * share:+.1f}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
