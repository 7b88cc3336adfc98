"""Metrics of citations: for all questions, and for those whose answers are only in other languages."""

from __future__ import annotations

import pytest

from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.metrics.catalogue import defaults, parse_metric
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.prediction_parts import Cited
from polycite.eval.predictions.predictions import Prediction

FIELDS = ("span precision", "span recall", "span F1", "span IoU", "span hit", "boundary error")


def gold(language: str, start: int, end: int, answer: int = 0) -> GoldSpan:
    return GoldSpan(language, start, end, "x" * (end - start), language, answer)


def case(language: str, *answers: GoldSpan, alternatives: tuple[GoldSpan, ...] = ()) -> Case:
    question = Question("q", "?", language, answers=answers, alternatives=alternatives)
    cited = tuple(Cited(one.original_id, one.start, one.end + 10, "") for one in answers)
    return Case(question, Prediction("q", "x", citations=cited))


def test_every_span_metric_is_measured_for_all_and_for_the_cross_lingual_questions() -> None:
    names = {metric.name for metric in defaults()}
    assert {*FIELDS, *(f"{name}@cross-lingual" for name in FIELDS)} <= names


@pytest.mark.parametrize("name", FIELDS)
def test_the_cross_lingual_subset_is_the_questions_with_no_right_span_in_their_language(name: str) -> None:
    whole, subset = parse_metric(name), parse_metric(f"{name}@cross-lingual")
    across, within = case("th", gold("ar", 0, 10)), case("ar", gold("ar", 0, 10))
    both = case("zh", gold("hi", 0, 10), gold("zh", 0, 10))
    also = case("hi", gold("zh", 0, 10), alternatives=(gold("hi", 5, 15),))
    assert subset.measure(across) == whole.measure(across) is not None
    for one in (within, both, also):
        assert subset.measure(one) is None
        assert whole.measure(one) is not None


def test_the_values_by_hand() -> None:
    one = case("th", gold("ar", 0, 10))
    values = {name: parse_metric(name).measure(one) for name in FIELDS}
    assert values == pytest.approx(dict(zip(FIELDS, (0.5, 1.0, 2 / 3, 0.5, 1.0, 10.0), strict=True)))
