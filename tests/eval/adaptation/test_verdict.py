import pytest

from polycite.eval.adaptation.verdict import verdict
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.answering import TokenF1
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.significance import Comparison, compare


def rows(**values: list[float]) -> list[Row]:
    return [
        Row(Question(f"{code}{i}", "?", code, answerable=False), Prediction(f"{code}{i}"), {"F1": value})
        for code, found in values.items()
        for i, value in enumerate(found)
    ]


def comparison(ours: dict[str, list[float]], theirs: dict[str, list[float]]) -> Comparison:
    return compare(rows(**ours), rows(**theirs), [TokenF1()], resamples=200, exchanges=500)["F1"]


def test_a_clear_gain_is_deployed_and_said_in_points() -> None:
    found = verdict(comparison({"ko": [0.8] * 20, "th": [0.6] * 20}, {"ko": [0.5] * 20, "th": [0.5] * 20}))
    assert found.deploy
    assert "rises by 20.0 points" in found.reason
    assert "2 languages" in found.reason
    assert "chance" not in found.reason


def test_a_gain_that_may_be_chance_is_deployed_and_says_so() -> None:
    found = verdict(comparison({"ko": [1.0, 0.0, 1.0, 0.0, 1.0]}, {"ko": [0.0, 1.0, 0.0, 0.0, 1.0]}))
    assert found.deploy
    assert "may be chance" in found.reason


@pytest.mark.parametrize(("ours", "said"), [([0.5] * 9, "does not change"), ([0.4] + [0.5] * 8, "falls by 1.1 points")])
def test_no_gain_is_not_deployed(ours: list[float], said: str) -> None:
    found = verdict(comparison({"ko": ours}, {"ko": [0.5] * 9}))
    assert not found.deploy
    assert said in found.reason
    assert "9 questions" in found.reason


def test_one_language_significantly_worse_forbids_whatever_the_mean() -> None:
    found = verdict(comparison({"ko": [1.0] * 30, "th": [0.4] * 30}, {"ko": [0.1] * 30, "th": [0.5] * 30}))
    assert not found.deploy
    assert "worse in th (-10.0 points" in found.reason


def test_what_is_forgotten_in_another_language_counts() -> None:
    better = comparison({"ko": [0.9] * 30}, {"ko": [0.5] * 30})
    assert verdict(better, comparison({"en": [0.7] * 30}, {"en": [0.7] * 30})).deploy
    forgotten = verdict(better, comparison({"en": [0.5] * 30}, {"en": [0.7] * 30}))
    assert not forgotten.deploy
    assert "worse in en" in forgotten.reason


def test_without_a_held_out_example_nothing_is_known() -> None:
    assert not verdict(comparison({}, {})).deploy
