"""Values and names of an answer that its evidence does not have."""

from __future__ import annotations

import pytest

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldText, Question
from polycite.eval.metrics.entity_violations import EntityViolations, entity_violations
from polycite.eval.metrics.grounding import Uncited
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.prediction_parts import Cited, Segment
from polycite.eval.predictions.predictions import Prediction

TEXT = "Der Router R-330 von Siemens wiegt 58 kg. Er gilt als sicher. Die Garantie gilt seit dem 3. Mai 2025."
ORIGINALS = {"de": Original("de", TEXT, language="de")}


def case(answer: str, language: str, quote: str = "58 kg", question: str = "Wie?") -> Case:
    start = TEXT.index(quote)
    asked = Question("q", question, language, texts=(GoldText("58 kg", "de"),))
    cited = Cited("de", start, start + len(quote), quote)
    return Case(asked, Prediction("q", answer, citations=(cited,), language=language), ORIGINALS)


@pytest.mark.parametrize(
    ("language", "answer"),
    [
        ("ar", "يزن ٥٨ كغ"),
        ("hi", "वज़न ५८ किलो है।"),
        ("th", "หนัก ๕๘ กิโลกรัม"),
        ("zh", "R-330 重五十八公斤。"),
        ("en", "The R330 made by Siemens weighs fifty-eight kilograms."),
        ("de", "58 kg"),
    ],
)
def test_the_same_value_in_any_script_is_no_violation(language: str, answer: str) -> None:
    assert entity_violations(case(answer, language)) == ()
    assert EntityViolations().measure(case(answer, language)) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("language", "answer", "violation"),
    [
        ("ar", "يزن ٨٥ كغ", "٨٥"),
        ("hi", "वज़न ८५ किलो है।", "८५"),
        ("th", "หนัก ๘๕ กิโลกรัม", "๘๕ กิโลกรัม"),
        ("zh", "重八十五公斤。", "八十五公斤"),
        ("zh", "R-310 重58公斤。", "R-310"),
        ("en", "It was made by Philips.", "Philips"),
        ("en", "It weighs 58 kg since 3 May 2025.", "3 May 2025"),  # true, but not of the cited sentence
    ],
)
def test_another_value_or_name_is_one(language: str, answer: str, violation: str) -> None:
    assert entity_violations(case(answer, language)) == (violation,)
    assert EntityViolations().measure(case(answer, language)) == (1.0, 1.0)


def test_names_can_be_left_out() -> None:
    assert entity_violations(case("It was made by Philips and weighs 59 kg.", "en"), names=False) == ("59 kg",)


def test_what_the_question_says_is_no_invention() -> None:
    assert entity_violations(case("Yes, the X-900 weighs 58 kg.", "en", question="Does the X-900 weigh 58 kg?")) == ()


def test_the_figure_is_a_share_of_statements_and_silence_has_none() -> None:
    metric = EntityViolations()
    two = case("It weighs 58 kilograms. It weighs 59 kilograms.", "en")
    assert metric.measure(two) == (1.0, 2.0)
    silent = Case(two.question, Prediction("q", abstained=True), ORIGINALS)
    uncited = Case(two.question, Prediction("q", "It weighs 59 kg."), ORIGINALS)
    assert metric.measure(silent) is None
    assert metric.measure(uncited) is None
    assert metric.aggregate([metric.measure(two), None, (0.0, 2.0)]) == 0.25


def test_uncited_is_the_share_of_statements_without_citation() -> None:
    question, cited = Question("q", "?", "th", texts=(GoldText("x", "th"),)), (Cited("o", 0, 1, "x"),)
    answer = "รับประกันสองปี\nหนัก 58 กิโลกรัม"
    half = Prediction("q", answer, citations=cited, segments=(Segment(0, 14, (0,)), Segment(15, len(answer), ())))
    assert Uncited().measure(Case(question, half)) == (1.0, 2.0)
    assert Uncited().measure(Case(question, Prediction("q", answer, citations=cited))) == (0.0, 2.0)
    assert Uncited().measure(Case(question, Prediction("q", answer))) == (2.0, 2.0)
    assert Uncited().measure(Case(question, Prediction("q", "", abstained=True))) is None
