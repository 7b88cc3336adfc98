"""The gate: what fails it, and what must not."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from polycite.components.errors import SettingsError
from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.metrics.metric import Value
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.runs.gating import Failure, gate
from polycite.eval.runs.row_tables import write_rows
from polycite.eval.runs.tolerances import read_tolerances
from polycite.eval.scoring.rows import Row

LANGUAGES = ("ar", "de", "el", "en", "es", "hi", "ru", "sw", "th", "tr", "vi", "zh")
Change = Callable[[str, int, float], float]


def rows(change: Change = lambda language, number, f1: f1, each: int = 30, seed: int = 0) -> list[Row]:
    """A run of twelve languages whose F1 is drawn at random, then changed."""
    drawn = random.Random(seed)
    made = []
    for language in LANGUAGES:
        for number in range(each):
            f1 = change(language, number, drawn.choice((0.0, 0.5, 0.8, 1.0, 1.0)))
            gold = GoldSpan(f"{language}/d", 0, 2, "58", language)
            question = Question(f"{language}/{number}", "?", language, ("same-language",), answers=(gold,))
            values: dict[str, Value] = {"F1": f1, "EM": float(f1 == 1.0), "quote fidelity": (1.0, 1.0), "p95 ms": 80.0}
            made.append(Row(question, Prediction(question.id, "58"), values, language, "weights", "ours"))
    return made


@pytest.fixture
def gated(tmp_path: Path) -> Callable[..., list[Failure]]:
    def run(now: Sequence[Row], before: Sequence[Row], **tolerances: float) -> list[Failure]:
        write_rows(tmp_path / "now.parquet", now)
        write_rows(tmp_path / "before.parquet", before)
        return gate(tmp_path / "now.parquet", tmp_path / "before.parquet", tolerances)

    return run


def mean(found: Sequence[Row]) -> float:
    values = [row.values["F1"] for row in found]
    return sum(value for value in values if isinstance(value, float)) / len(values)


Gated = Callable[..., list[Failure]]


def test_the_same_run_passes(gated: Gated) -> None:
    assert gated(rows(), rows()) == []


def test_a_regression_in_one_low_resource_language_that_the_average_hides(gated: Gated) -> None:
    def change(language: str, number: int, f1: float) -> float:
        return f1 * 0.3 if language == "sw" else min(1.0, f1 + 0.1)

    now = rows(change)
    assert mean(now) > mean(rows())
    failures = gated(now, rows())
    assert {failure.language for failure in failures if failure.metric == "F1"} == {"sw"}
    failure = next(failure for failure in failures if failure.metric == "F1")
    assert "before" in failure.reason
    assert failure.test is not None
    assert failure.test.difference < -0.3


def test_a_loss_spread_over_all_languages_fails_in_the_mean(gated: Gated) -> None:
    failures = gated(rows(lambda language, number, f1: max(0.0, f1 - 0.05)), rows())
    assert ("all", "F1") in {(failure.language, failure.metric) for failure in failures}
    assert gated(rows(lambda language, number, f1: max(0.0, f1 - 0.05)), rows(), F1=0.1, EM=1.0) == []


@pytest.mark.parametrize("each", [3, 8, 30])
def test_noise_passes(gated: Gated, each: int) -> None:
    # Where there is room both ways a question moves up or down by chance: no language gets worse but by luck.
    for seed in range(5):
        luck = random.Random(seed)
        noisy = rows(lambda language, number, f1: f1 + luck.choice((-0.2, 0.2)) * (0 < f1 < 1), each)  # noqa: B023
        failures = [failure for failure in gated(noisy, rows(each=each)) if failure.metric == "F1"]
        assert failures == [], (seed, failures)


def test_few_questions_all_worse_fail_though_no_test_can_tell(gated: Gated) -> None:
    failures = gated(rows(lambda language, number, f1: 0.0 if language == "th" else f1, 4), rows(each=4))
    assert ("th", "F1") in {(failure.language, failure.metric) for failure in failures}
    assert "better in none" in failures[0].reason


def test_a_broken_quote_fails_whatever_the_baseline_had(gated: Gated) -> None:
    broken = rows()
    broken[40] = replace(broken[40], values={**broken[40].values, "quote fidelity": (1.0, 2.0)})
    [failure] = gated(broken, broken)
    assert (failure.language, failure.metric) == ("de", "quote fidelity")
    assert "0.968, not 1.000, in 1 question (de/10)" in failure.reason


def test_a_missing_language_question_metric_or_system_fails(gated: Gated) -> None:
    whole = rows()
    [failure] = gated([row for row in whole if row.language != "hi"], whole)
    assert (failure.language, failure.reason) == ("hi", "the language is missing")
    [failure] = gated([row for row in whole if row.id != "zh/7"], whole)
    assert (failure.language, failure.reason) == ("zh", "1 question (zh/7) missing")
    without = [replace(row, values={**row.values, "F1": None}) if row.language == "ar" else row for row in whole]
    [failure] = gated(without, whole)
    assert (failure.language, failure.metric, failure.reason) == ("ar", "F1", "it has no value any more")
    second = [replace(row, system="peer") for row in whole]
    third = [replace(row, system="third") for row in whole]
    [failure] = gated([*whole, *third], [*whole, *second])
    assert (failure.system, failure.reason) == ("peer", "the system was not asked this data set")
    assert gated([*whole, *second], whole) == []


def test_a_question_that_ends_in_an_error_fails(gated: Gated) -> None:
    now = rows()
    now[0] = replace(now[0], prediction=Prediction(now[0].id, abstained=True, error="timed out"))
    [failure] = gated(now, rows())
    assert failure.reason == "1 question (ar/0) ended in an error: timed out"


def test_milliseconds_are_gated_where_they_are_named(gated: Gated) -> None:
    slow = [replace(row, values={**row.values, "p95 ms": 400.0}) for row in rows()]
    assert gated(slow, rows()) == []
    failures = gated(slow, rows(), **{"p95 ms": 50.0})
    assert {failure.metric for failure in failures} == {"p95 ms"}


def test_tolerances_are_read_and_their_mistakes_named(tmp_path: Path) -> None:
    file = tmp_path / "gate.toml"
    file.write_text('F1 = 0.05\n"R@1" = 0.01\n')
    assert read_tolerances(["F1=0.1", "R@20=0"], file) == {"F1": 0.1, "R@1": 0.01, "R@20": 0.0}
    for given, problem in (
        ("F1", "no '='"),
        ("F2=1", "'F2' is no metric"),
        ("F1=x", "is 'x'"),
        ("F1=-1", "is '-1'"),
        ("F1=nan", "'nan'"),
    ):
        with pytest.raises(SettingsError, match=problem):
            read_tolerances([given])
    file.write_text("F1 = true\n")
    with pytest.raises(SettingsError, match=r"gate\.toml: the tolerance of F1 is True"):
        read_tolerances((), file)
