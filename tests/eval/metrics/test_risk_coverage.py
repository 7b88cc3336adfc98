"""Selective prediction, worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.eval.datasets.questions import GoldText, Question
from polycite.eval.metrics.metric import Case
from polycite.eval.metrics.risk_coverage import AURC, RiskPoint, risk_coverage
from polycite.eval.predictions.predictions import Prediction


def case(certainty: float | None, right: bool, answerable: bool = True, *, confidence: float | None = None) -> Case:
    question = Question("q", "?", "zh", answerable=answerable, texts=(GoldText("北京", "zh"),) if answerable else ())
    answer = "北京" if right else "上海"
    return Case(question, Prediction("q", answer, evidence=certainty, confidence=confidence))


def silent(answerable: bool) -> Case:
    return Case(case(None, False, answerable).question, Prediction("q", abstained=True, evidence=0.1))


CASES = [case(0.9, True), case(0.8, False), case(0.7, True), case(0.6, False, False)]


def test_the_area_is_the_mean_of_the_risks_as_ever_more_is_answered() -> None:
    metric = AURC()
    values = [metric.measure(one) for one in CASES]
    assert metric.aggregate(values) == pytest.approx((0 / 1 + 1 / 2 + 1 / 3 + 2 / 4) / 4)
    assert metric.aggregate(list(reversed(values))) == metric.aggregate(values)
    assert metric.aggregate([None]) is None


def test_equal_certainties_are_answered_together() -> None:
    metric = AURC()
    for order in ((True, False), (False, True)):
        assert metric.aggregate([metric.measure(case(0.5, right)) for right in order]) == 0.5


def test_the_curve_point_by_point() -> None:
    assert risk_coverage(CASES) == [
        RiskPoint(0.9, 1 / 4, 0.0, 0.0, 2 / 3),
        RiskPoint(0.8, 2 / 4, 1 / 2, 0.0, 1 / 3),
        RiskPoint(0.7, 3 / 4, 1 / 3, 0.0, 0.0),
        RiskPoint(0.6, 4 / 4, 2 / 4, 1.0, 0.0),
    ]
    assert [point.threshold for point in risk_coverage(CASES, (0.0, 0.75, 0.95))] == [0.75, 0.0]
    assert risk_coverage([]) == []


def test_abstentions_are_never_answered() -> None:
    points = risk_coverage([*CASES[:2], silent(True), silent(False)])
    assert points[-1] == RiskPoint(0.8, 2 / 4, 1 / 2, 0.0, 1 / 3)
    assert AURC().measure(silent(True)) is None


def test_confidence_stands_in_for_evidence() -> None:
    assert AURC().measure(case(None, True, confidence=0.4)) == (0.4, 0.0)
    assert AURC().measure(case(0.9, False, confidence=0.4)) == (0.9, 1.0)
    assert AURC().measure(case(None, True)) is None


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0.0, 0.25, 0.5, 1.0]), st.booleans()), min_size=1, max_size=20))
def test_the_area_lies_between_the_best_and_the_worst_order(pairs: list[tuple[float, bool]]) -> None:
    metric = AURC()
    area = metric.aggregate([metric.measure(case(certainty, right)) for certainty, right in pairs])
    wrong = sorted(not right for _, right in pairs)

    def ordered(flags: list[bool]) -> float | None:
        return metric.aggregate([(1 - place / 100, float(flag)) for place, flag in enumerate(flags)])

    best, worst = ordered(wrong), ordered(wrong[::-1])
    assert area is not None
    assert best is not None
    assert worst is not None
    assert best - 1e-9 <= area <= worst + 1e-9
    assert risk_coverage([case(*pair) for pair in pairs])[-1].risk == pytest.approx(sum(wrong) / len(wrong))
