"""The measure of what the checks let through."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from polycite.components.claims.support import Claim, Support
from polycite.eval.datasets.claims import shipped_claims
from polycite.eval.experiments.claims import claims, write_rows
from polycite.eval.metrics.regression import logistic


class Oracle:
    """Finds support where the shipped label says so, or everywhere."""

    def __init__(self, everywhere: bool = False) -> None:
        self.right = {(c.claim, c.evidence): c.supported or everywhere for c in shipped_claims()}

    def warm_up(self) -> None: ...

    def judge(self, claims: Sequence[Claim]) -> list[Support]:
        return [Support(1.0, self.right.get((c.text, c.evidence), False)) for c in claims]


def test_a_perfect_judge_shows_no_unsupported_claim_and_loses_only_misread_values(tmp_path: Path) -> None:
    report, checked = claims(Oracle(), split="test")
    overall = report.to_dict()["overall"]["by_relation"]
    assert (overall["precision"], overall["wrongly shown"]) == (1.0, 0)
    assert overall["recall"] > 0.9
    write_rows(tmp_path / "rows.jsonl", checked)
    rows = [json.loads(line) for line in (tmp_path / "rows.jsonl").read_text("utf8").splitlines()]
    assert sum(row["shown"] for row in rows) == overall["shown"]


def test_a_judge_that_believes_everything_is_still_stopped_by_values_and_orders() -> None:
    report, _ = claims(Oracle(everywhere=True), split="test")
    kinds = report.to_dict()["metrics"]["by_kind"]
    assert kinds["injection"]["wrongly shown"] == 0
    assert kinds["number"]["wrongly shown"] <= kinds["number"]["claims"] / 4
    assert kinds["negation"]["wrongly shown"] > 0


def test_logistic_regression_finds_what_made_the_labels() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(4000, 2))
    y = (rng.random(4000) < 1 / (1 + np.exp(-(1 + 2 * x[:, 0])))).astype(float)
    bias, slopes = logistic(x, y, 1.0)
    assert bias == pytest.approx(1.0, abs=0.15)
    assert slopes[0] == pytest.approx(2.0, abs=0.2)
    assert slopes[1] == pytest.approx(0.0, abs=0.15)
