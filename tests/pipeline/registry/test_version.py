"""A record keeps the figures of the harness as they are."""

from __future__ import annotations

from polycite.eval.adaptation.gain import Gain
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.answering import TokenF1
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.significance import compare
from polycite.pipeline.registry import scores_of


def rows(language: str, values: list[float]) -> list[Row]:
    return [
        Row(Question(f"{i}", "?", language, answerable=False), Prediction(f"{i}"), {"F1": value})
        for i, value in enumerate(values)
    ]


def test_a_report_of_gain_becomes_scores() -> None:
    metrics = [TokenF1()]
    target = compare(rows("ko", [0.5, 1.0]), rows("ko", [0.0, 0.5]), metrics)
    source = compare(rows("de", [0.5, 0.5]), rows("de", [1.0, 1.0]), metrics)
    ko, de = scores_of(Gain("reader", target, source).to_dict())
    assert (ko.language, ko.metric, ko.before, ko.after, ko.questions, ko.is_target) == (
        "ko",
        "F1",
        0.25,
        0.75,
        2,
        True,
    )
    assert (de.language, de.before, de.after, de.is_target) == ("de", 1.0, 0.5, False)
    assert ko.low is not None
    assert ko.low <= 0.5
