from __future__ import annotations

import pytest

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.metrics.metric import Case
from polycite.eval.metrics.semantic_matches import FalseSemanticMatches, false_matches
from polycite.eval.predictions.prediction_parts import Place
from polycite.eval.predictions.predictions import Prediction

ORIGINALS = {
    original.id: original
    for original in (
        Original("right", "راوتر R-330: يعاد ضبطه بعد 10 ثوان.", language="ar"),
        Original("twin/de", "Der Router R-310 wird nach 5 Sekunden zurückgesetzt.", language="de"),
        Original("twin/zh", "路由器R-310在5秒后重置。", language="zh"),
        Original("same/hi", "राउटर R-330 दस सेकंड बाद रीसेट होता है।", language="hi"),
        Original("plain/th", "การรับประกันครอบคลุมทุกชิ้นส่วน", language="th"),
        Original("2019", "In 2019 the warranty of the battery was 24 months.", language="en"),
        Original("2021", "In 2021 the warranty of the battery was 36 months.", language="en"),
        Original("paris", "The office in Paris opens at nine, says Madame Dupont.", language="en"),
        Original("vienna", "The office in Vienna opens at ten, says Herr Gruber.", language="en"),
    )
}


def ranks(question: str, language: str, right: str, *found: str, k: int = 10) -> list[int] | None:
    return false_matches(case(question, language, right, *found), k)


def case(question: str, language: str, right: str, *found: str) -> Case:
    original = ORIGINALS.get(right)
    gold = GoldSpan(right, 0, 5, original.text[:5] if original else "xxxxx", "en")
    asked = Question("q", question, language, answers=(gold,))
    return Case(asked, Prediction("q", passages=tuple(map(Place, found))), ORIGINALS)


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("When does the R-330 reset?", "en"),
        ("متى يعاد ضبط R-330؟", "ar"),
        ("R330 कब रीसेट होता है?", "hi"),
        ("R-330 รีเซ็ตเมื่อไร", "th"),
        ("R-330什么时候重置?", "zh"),
    ],
)
def test_the_twin_with_another_code_is_one_in_whatever_language(question: str, language: str) -> None:
    assert ranks(question, language, "right", "twin/de", "same/hi", "twin/zh", "right") == [1, 3]


def test_only_above_the_first_right_passage_and_in_the_top_k() -> None:
    assert ranks("R-330?", "en", "right", "right", "twin/de", "twin/zh") == []
    assert ranks("R-330?", "en", "right", "same/hi", "twin/de", "twin/zh", k=2) == [2]
    metric = FalseSemanticMatches(3)
    assert metric.measure(case("R-330?", "en", "right", "twin/de", "right", "twin/zh", "twin/zh")) == pytest.approx(
        1 / 3
    )
    assert metric.measure(case("R-330?", "en", "right")) == 0.0


def test_a_passage_about_nothing_of_the_kind_is_no_false_match() -> None:
    # It lacks the code and has none in its place: irrelevant, but not the near twin.
    assert ranks("R-330?", "en", "right", "plain/th", "right") == []


def test_years_tell_apart_too() -> None:
    assert ranks("How long was the warranty in 2021?", "en", "2021", "2019", "2021") == [1]
    assert ranks("Wie lange galt die Garantie 2021?", "de", "2021", "2019", "2021") == [1]
    assert ranks("2021年的保修期是多久?", "zh", "2021", "2019", "2021") == [1]


def test_names_are_compared_within_a_language() -> None:
    assert ranks("When does the office in Vienna open?", "en", "vienna", "paris", "vienna") == [1]
    # Capitals mean nothing in German, and names change from language to language.
    assert ranks("Wann öffnet das Büro in Vienna?", "de", "vienna", "paris", "vienna") is None


def test_what_the_right_original_does_not_say_tells_nothing() -> None:
    assert ranks("Does the T-99 reset?", "en", "right", "twin/de") is None
    assert ranks("How do I reset it?", "en", "right", "twin/de") is None


def test_no_part_without_originals_or_search() -> None:
    assert ranks("R-330?", "en", "right", "missing", "right") is None
    assert ranks("R-330?", "en", "right", "right", "missing") == []
    assert ranks("R-330?", "en", "elsewhere", "twin/de") is None
    one = case("R-330?", "en", "right")
    assert FalseSemanticMatches().measure(Case(one.question, Prediction("q", "10 s"), ORIGINALS)) is None


def test_judged_originals() -> None:
    question = Question("q", "R-330?", "th", relevant={"right": 1, "twin/de": 0})
    found = Prediction("q", passages=(Place("twin/de"), Place("right")))
    assert FalseSemanticMatches(2).measure(Case(question, found, ORIGINALS)) == 0.5
