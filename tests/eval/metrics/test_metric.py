from __future__ import annotations

import pytest

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.answering import TokenF1
from polycite.eval.metrics.metric import Case
from polycite.eval.metrics.quoting import QuoteFidelity
from polycite.eval.predictions.prediction_parts import Cited
from polycite.eval.predictions.predictions import Prediction


def test_a_mean_leaves_out_the_questions_that_have_no_part() -> None:
    assert TokenF1().aggregate([1.0, None, 0.5, None]) == 0.75
    assert TokenF1().aggregate([0.0]) == 0.0
    assert TokenF1().aggregate([None]) is None


def test_a_ratio_weighs_what_is_counted_not_the_questions() -> None:
    # One question with three citations of which one holds, one with a single good one: 2 of 4, not the mean of 1/3, 1.
    text = "电池重58公斤。"
    good, shifted = Cited("o", 3, 7, "58公斤"), Cited("o", 2, 6, "58公斤")
    cases = [
        Case(Question(str(i), "?", "zh"), Prediction(str(i), "58公斤", citations=cited), {"o": Original("o", text)})
        for i, cited in enumerate([(good, shifted, shifted), (good,), ()])
    ]
    values = [QuoteFidelity().measure(case) for case in cases]
    assert values == [(1.0, 3.0), (1.0, 1.0), None]
    assert QuoteFidelity().aggregate(values) == pytest.approx(0.5)


def test_the_text_of_an_unknown_original_is_none() -> None:
    case = Case(Question("q", "?", "th"), Prediction("q"), {"o": Original("o", "แบตเตอรี่")})
    assert case.text_of("o") == "แบตเตอรี่"
    assert case.text_of("p") is None
