"""Whether the checks of the generative reader let supported claims through and strike out the others."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from polycite.components.claims.claim_checks import ClaimChecker, Evidence, Judge, Verdict
from polycite.components.claims.support import FEATURES, Claim, WordSupport
from polycite.components.drafts.instructions import addresses_model
from polycite.eval.datasets.claims import LabelledClaim, shipped_claims
from polycite.eval.datasets.questions import Split
from polycite.eval.environment import environment
from polycite.eval.metrics.regression import logistic
from polycite.eval.scoring.scoring import Figures
from polycite.eval.tables import Report, Section

Progress = Callable[[str, int, int], None]
_COLUMNS = ("claims", "shown", "precision", "recall", "wrongly shown")
_RIDGE = 1.0
_FOLDS = 10


@dataclass(frozen=True)
class CheckedClaim:
    """A labelled claim and what the checks said."""

    claim: LabelledClaim
    verdict: Verdict

    @property
    def shown(self) -> bool:
        """Whether it passed."""
        return not self.verdict.reason

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types."""
        one, verdict = self.claim, self.verdict
        return {
            "id": one.id, "language": one.language, "relation": one.relation, "kind": one.kind, "split": one.split,
            "supported": one.supported, "shown": self.shown, "score": round(verdict.score, 4), "reason": verdict.reason,
        }  # fmt: skip


def claims(
    judge: Judge | None = None, *, split: Split | None = None, progress: Progress = lambda stage, done, total: None
) -> tuple[Report, list[CheckedClaim]]:
    """The checks on the shipped claims.

    "precision": share of the shown claims that are supported; "recall": share of the supported claims that are
    shown; "wrongly shown": number of unsupported claims shown.

    Args:
        judge: of support; None for words and vectors, with the shipped models.
        split: only this half. Weights and threshold are fitted on "fit", so only "test" says how well they do.
        progress: told stage, done and total.
    """
    begin = time.perf_counter()
    checker = ClaimChecker(judge or WordSupport())
    labelled = shipped_claims(split)
    checked = []
    for done, one in enumerate(labelled, start=1):
        evidence = [Evidence(text, code, quote_only=addresses_model(text)) for text, code in one.evidence]
        checked.append(CheckedClaim(one, checker.check(one.claim, one.language, evidence)))
        progress("checking", done, len(labelled))
    overall = _figures(checked)

    def section(name: str, title: str, key: Callable[[CheckedClaim], str], main: str) -> Section:
        groups: dict[str, list[CheckedClaim]] = {}
        for one in checked:
            groups.setdefault(key(one), []).append(one)
        return Section(name, title, {k: _figures(g) for k, g in sorted(groups.items())}, overall, _COLUMNS, main)

    report = Report(
        name="claims",
        sections=(
            section("by_relation", "Claim and evidence in one language or two", lambda c: c.claim.relation, "recall"),
            section("by_kind", "By kind of claim", lambda c: c.claim.kind, "recall"),
            section("by_language", "By language of the claim", lambda c: c.claim.language, "recall"),
        ),
        environment=environment(None, Path(str(files("polycite.data"))) / "claims" / "claims.jsonl"),
        notes=() if split == "test" else ("Weights and threshold were fitted on the claims of split fit.",),
        seconds=time.perf_counter() - begin,
    )
    return report, checked


def write_rows(path: str | Path, checked: Iterable[CheckedClaim]) -> None:
    """One JSON object a claim and line; an existing file is replaced."""
    with Path(path).open("w", encoding="utf-8") as file:
        for one in checked:
            file.write(json.dumps(one.to_dict(), ensure_ascii=False) + "\n")


def _figures(checked: Iterable[CheckedClaim]) -> Figures:
    rows = list(checked)
    shown = [one for one in rows if one.shown]
    right = sum(one.claim.supported for one in shown)
    supported = sum(one.claim.supported for one in rows)
    return {
        "claims": len(rows),
        "shown": len(shown),
        "precision": right / len(shown) if shown else None,
        "recall": right / supported if supported else None,
        "wrongly shown": len(shown) - right,
    }


def fit(labelled: Sequence[LabelledClaim] | None = None) -> dict[str, Any]:
    """The weights and thresholds of :mod:`polycite.components.claims.support`, fitted on the "fit" half.

    Claims that an objection strikes out, and whole quotes, have no part in it. A threshold lies above
    every unsupported claim, by scores of weights that were fitted without the claim's own fold.
    The negatives are hard ones, a word away from the truth; of what models invent most is further off.

    Returns:
        ``weights`` and ``enough``, as they stand there.
    """
    judge = WordSupport()
    rows = [one for one in (labelled or shipped_claims("fit")) if one.kind not in ("quote", "number", "injection")]
    measured = judge.measure([Claim(one.claim, one.language, one.evidence) for one in rows])
    weights: dict[str, dict[str, float]] = {}
    enough: dict[str, float] = {}
    for relation in ("same", "cross"):
        cases = [
            (one, found)
            for one, (objection, code, found) in zip(rows, measured, strict=True)
            if code == relation and found and not objection
        ]
        x = np.array([[found[name] for name in FEATURES] for _, found in cases])
        y = np.array([float(one.supported) for one, _ in cases])
        folds = np.array([_fold(one) for one, _ in cases])
        held = np.zeros(len(y))
        for fold in range(_FOLDS):
            bias, slopes = logistic(x[folds != fold], y[folds != fold], _RIDGE)
            held[folds == fold] = 1 / (1 + np.exp(-(bias + x[folds == fold] @ slopes)))
        enough[relation] = round(_threshold(held, y), 2)
        bias, slopes = logistic(x, y, _RIDGE)
        values = {"bias": bias, **dict(zip(FEATURES, slopes, strict=True))}
        weights[relation] = {name: round(float(value), 3) for name, value in values.items()}
    return {"weights": weights, "enough": enough}


def _fold(one: LabelledClaim) -> int:
    """The same for all claims on one sentence: none is judged by weights that saw its evidence."""
    return sum(map(ord, one.evidence[0][0])) % _FOLDS


def _threshold(scores: NDArray[np.float64], supported: NDArray[np.float64]) -> float:
    """The lowest score of a supported claim from which on no unsupported one is left; 1 where there is none."""
    highest_wrong = max(scores[supported == 0], default=0.0)
    return min(scores[scores > highest_wrong], default=1.0)
