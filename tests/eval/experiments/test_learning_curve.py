import io

import pytest
from rich.console import Console

from polycite.components.errors import LoadingError, SettingsError
from polycite.eval.datasets.questions import Question
from polycite.eval.experiments.learning_curve import Transfer, learning_curve, parse_label
from polycite.eval.metrics.answering import TokenF1
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.rows import Row


def run(**values: float) -> list[Row]:
    return [
        Row(Question(f"{language}{i}", "?", language, answerable=False), Prediction(f"{language}{i}"), {"F1": value})
        for language, value in values.items()
        for i in range(20)
    ]


def test_labels() -> None:
    assert parse_label("few-shot:16") == Transfer("few-shot", 16)
    assert str(parse_label(" Zero-Shot ")) == "zero-shot"
    assert parse_label("translate-train") == Transfer("translate-train")


@pytest.mark.parametrize(
    "label", ["few-shot", "few-shot:0", "few-shot:x", "zero-shot:4", "zero-shot:0", "fewshot:4", ""]
)
def test_a_label_that_is_none_says_what_is_one(label: str) -> None:
    with pytest.raises(SettingsError, match="few-shot:N"):
        parse_label(label)


def test_the_curve_goes_by_n_and_gains_are_against_zero_shot() -> None:
    curve = learning_curve(
        {
            "translate-test": run(th=0.5, ar=0.5),
            "few-shot:128": run(th=0.8, ar=0.6),
            "few-shot:16": run(th=0.4, ar=0.4),
            "zero-shot": run(th=0.2, ar=0.4),
        },
        TokenF1(),
    )
    assert list(curve.by_language) == ["zero-shot", "few-shot:16", "few-shot:128", "translate-test"]
    assert curve.macro == pytest.approx(
        {"zero-shot": 0.3, "few-shot:16": 0.4, "few-shot:128": 0.7, "translate-test": 0.5}
    )
    gain = curve.gains["few-shot:128"]
    assert gain.overall is not None
    assert gain.overall.difference == pytest.approx(0.4)
    assert gain.overall.p < 0.001
    assert curve.gains["few-shot:16"].by_language["ar"].p_holm == 1.0
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(curve.report().table())
    printed = console.export_text()
    assert printed.index("few-shot:16") < printed.index("few-shot:128")
    assert "few-shot:128 overall" in printed
    assert set(curve.report().to_dict()["metrics"]["by_language"]) == {"ar", "th"}


def test_without_a_zero_shot_run_there_are_no_gains() -> None:
    assert learning_curve({"few-shot:4": run(hi=0.5)}, TokenF1()).gains == {}


def test_runs_that_do_not_fit_together() -> None:
    with pytest.raises(SettingsError, match="Two runs are labelled 'few-shot:4'"):
        learning_curve({"few-shot:4": run(hi=0.5), "few-shot:04": run(hi=0.5)}, TokenF1())
    with pytest.raises(LoadingError, match="one of the two runs only"):
        learning_curve({"few-shot:4": run(hi=0.5), "zero-shot": run(hi=0.5, zh=1)}, TokenF1())
    with pytest.raises(SettingsError, match="no run"):
        learning_curve({}, TokenF1())
