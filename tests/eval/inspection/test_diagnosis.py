from __future__ import annotations

import pytest

from polycite.eval.inspection.diagnosis import ADVICE, diagnose
from polycite.eval.scoring.scoring import Figures

GOOD: Figures = {"texts": 100.0, "fertility": 1.2, "unknown": 0.0, "accuracy": 0.95, "RSIM": 0.8}


def test_a_language_that_lies_like_english_needs_no_labels() -> None:
    found = diagnose(GOOD, into_english=True)
    assert (found.level, found.reasons, found.advice) == ("strong", (), ("zero-shot",))


@pytest.mark.parametrize(
    ("figures", "level", "reason"),
    [
        ({"fertility": 3.1}, "weak", "3.1 times the tokens"),
        ({"unknown": 0.2}, "weak", "20% of the tokens unknown"),
        ({"accuracy": 0.3}, "weak", "30% of the translations"),
        ({"accuracy": 0.7}, "middling", "70% of the translations"),
        ({"RSIM": 0.2}, "middling", "RSIM 0.20"),
    ],
)
def test_each_threshold_is_told_as_a_reason(figures: Figures, level: str, reason: str) -> None:
    found = diagnose({**GOOD, **figures})
    assert found.level == level
    assert reason in " ".join(found.reasons)
    assert "joint few-shot" in found.advice


def test_a_translator_is_advised_in_the_direction_there_is() -> None:
    weak = {**GOOD, "accuracy": 0.3}
    assert diagnose(weak, into_english=True).advice == ("joint few-shot", "translate-test")
    assert diagnose(weak, from_english=True).advice == ("joint few-shot", "translate-train")
    assert diagnose({**GOOD, "fertility": 4.0}).advice[0] == "collect text"


def test_without_an_encoder_the_tokens_decide() -> None:
    tokens: Figures = {"texts": 10.0, "fertility": 1.1, "unknown": 0.0}
    assert diagnose(tokens).level == "strong"


def test_every_advice_is_explained() -> None:
    given = {one for row in (GOOD, {**GOOD, "fertility": 4.0})
             for one in diagnose(row, into_english=True, from_english=True).advice}  # fmt: skip
    assert given == set(ADVICE)
