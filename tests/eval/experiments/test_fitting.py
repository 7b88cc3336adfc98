from __future__ import annotations

import random

from polycite.components.answering import features
from polycite.components.answers.calibration import Calibration
from polycite.components.answers.read_spans import ReadSpan
from polycite.components.evidence import Passage
from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.experiments.fitting import Case, judge

TEXT = "Die Garantie beträgt 24 Monate."


def case(number: int, answerable: bool, score: float) -> Case:
    passage = Passage("doc", 0, len(TEXT), TEXT, "de", score=1.0)
    golds = (GoldSpan("doc", 21, 30, "24 Monate", "de"),) if answerable else ()
    question = Question(str(number), "Wie lange gilt die Garantie?", "de", answerable=answerable, answers=golds)
    return Case(question, [passage], [ReadSpan(passage, 21, 30, score, 1 - score, "verbatim", score)])


def answered(cases: list[Case], fitted: Calibration) -> list[bool]:
    return [fitted.probability_answerable(features(c.spans, fitted)) >= fitted.abstain_below for c in cases]


def test_what_looks_unlike_an_answer_is_abstained_from() -> None:
    draw = random.Random(0)
    cases = [case(i, True, draw.uniform(0.6, 0.95)) for i in range(60)]
    cases += [case(60 + i, False, draw.uniform(0.01, 0.2)) for i in range(30)]
    given = answered(cases, judge(cases, Calibration()))
    assert sum(given[:60]) >= 57
    assert sum(given[60:]) <= 4
