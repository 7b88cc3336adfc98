"""What a threshold on confidence costs and gains."""

import pytest

from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.curves import by_language, reliability, risk_coverage
from polycite.eval.scoring.rows import Row


def result(confidence: float, f1: float | None, language: str = "en") -> Row:
    question = Question("q", "?", language, answerable=f1 is not None)
    return Row(question, Prediction("q", "!", confidence=confidence, evidence=confidence), {"F1": f1})


RESULTS = [result(0.9, 1.0), result(0.8, 0.0), result(0.3, 1.0), result(0.2, None), result(0.7, None)]


def test_a_higher_threshold_answers_less_and_hallucinates_less() -> None:
    curve = risk_coverage(RESULTS, (0.0, 0.5, 0.85))
    assert curve["0.00"] == {"coverage": 1.0, "risk": 0.6, "hallucination": 1.0, "error": 0.0}
    assert curve["0.50"] == {
        "coverage": 0.6, "risk": pytest.approx(2 / 3), "hallucination": 0.5, "error": pytest.approx(1 / 3)
    }  # fmt: skip
    assert curve["0.85"]["risk"] == 0.0


def test_nothing_answered_has_no_risk() -> None:
    assert risk_coverage(RESULTS, (1.0,))["1.00"]["risk"] is None


def test_every_answer_is_in_one_bin() -> None:
    bins = reliability([*RESULTS, result(0.0, 1.0), result(1.0, 1.0)])
    assert sum(row["questions"] or 0 for row in bins.values()) == 7
    assert bins["0.7 to 0.8"]["right"] == 0.0
    assert bins["0.0 to 0.1"]["gap"] == -1.0


def test_languages_are_told_apart() -> None:
    rows = by_language([RESULTS[0], result(0.8, 0.0, "de")])
    assert (rows["en"]["right"], rows["de"]["right"]) == (1.0, 0.0)
    assert rows["de"]["gap"] == pytest.approx(0.8)
