import io

import pytest
from rich.console import Console

from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.abstaining import HallucinationRate
from polycite.eval.metrics.answering import TokenF1
from polycite.eval.metrics.metric import Value
from polycite.eval.metrics.quoting import QuoteFidelity
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.fairness import fairness, fairness_section
from polycite.eval.scoring.rows import Row


def rows(language: str, values: list[Value], metric: str = "F1") -> list[Row]:
    return [
        Row(Question(f"{language}{i}", "?", language, answerable=False), Prediction(f"{language}{i}"), {metric: value})
        for i, value in enumerate(values)
    ]


def test_gap_worst_ratio_and_deviation_by_hand() -> None:
    found = fairness([*rows("en", [1.0, 0.8]), *rows("th", [0.4, 0.2]), *rows("ar", [0.5, 0.7])], [TokenF1()])["F1"]
    # en 0.9, th 0.3, ar 0.6
    assert found.gap is not None
    assert found.ratio is not None
    assert found.worst is not None
    assert found.gap.value == pytest.approx(0.9 - 0.45)
    assert found.worst_language == "th"
    assert (found.worst.value, found.worst.n) == (pytest.approx(0.3), 2)
    assert found.ratio.value == pytest.approx(0.3 / 0.9)
    assert found.deviation.value == pytest.approx((0.18 / 3) ** 0.5)
    assert (found.macro.value, found.macro.n) == (pytest.approx(0.6), 6)


def test_of_a_metric_that_is_better_lower_the_highest_is_worst() -> None:
    name = HallucinationRate().name
    found = fairness([*rows("en", [0.0, 0.0], name), *rows("hi", [1.0, 0.0], name)], [HallucinationRate()])[name]
    assert found.worst_language == "hi"
    assert found.gap is not None
    assert found.gap.value == -0.5


def test_a_ratio_is_resampled_as_a_ratio_not_as_a_mean() -> None:
    values: list[Value] = [(1.0, 1.0), (0.0, 9.0)] * 50
    found = fairness(rows("zh", values, "quote fidelity"), [QuoteFidelity()])["quote fidelity"].by_language["zh"]
    assert found.value == pytest.approx(0.1)
    assert found.low is not None
    assert found.high is not None
    # The mean of the questions' ratios is 0.5, far outside.
    assert 0.05 < found.low < 0.1 < found.high < 0.2


def test_intervals_hold_the_figure_and_do_not_depend_on_other_languages() -> None:
    thai = rows("th", [0.0, 1.0] * 50)
    alone = fairness(thai, [TokenF1()])["F1"]
    beside = fairness([*rows("en", [1.0, 0.5] * 20), *thai], [TokenF1()])["F1"]
    assert alone.by_language["th"] == beside.by_language["th"]
    assert alone.gap is None
    estimate = beside.by_language["th"]
    assert estimate.low is not None
    assert estimate.high is not None
    # Standard error sqrt(.25 / 100) = 0.05
    assert estimate.high - estimate.low == pytest.approx(2 * 1.96 * 0.05, rel=0.15)


def test_one_question_has_a_figure_but_no_interval() -> None:
    found = fairness([*rows("en", [1.0] * 5), *rows("sw", [0.0]), *rows("yo", [None])], [TokenF1()])["F1"]
    assert found.by_language["sw"].to_dict() == {"value": 0.0, "low": None, "high": None, "n": 1}
    assert "yo" not in found.by_language
    assert found.ratio is not None
    assert found.ratio.value == 0.0


def test_a_ratio_over_languages_that_all_have_nothing_is_undefined() -> None:
    found = fairness([*rows("en", [0.0] * 3), *rows("th", [0.0] * 3)], [TokenF1()])["F1"]
    assert found.ratio is None


def test_the_table_names_the_worst_language() -> None:
    found = fairness([*rows("en", [1.0, 1.0]), *rows("th", [0.5, 0.5])], [TokenF1()])
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(fairness_section(found).table())
    assert "F1 (worst: th)" in console.export_text()
