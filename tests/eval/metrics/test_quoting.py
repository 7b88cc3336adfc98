import pytest

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.metrics.catalogue import parse_metric
from polycite.eval.metrics.metric import Case
from polycite.eval.metrics.quoting import QuoteFidelity, SpanMetric
from polycite.eval.prediction_parts import Cited
from polycite.eval.predictions import Prediction

TEXT = "İİİ 45 °C, then 60 °C"


@pytest.mark.parametrize(
    ("start", "end", "quote", "held"),
    [
        (4, 9, "45 °C", 1.0),
        (5, 10, "45 °C", 0.0),
        # What str.lower() makes of the text is three characters longer.
        (7, 12, "45 °C", 0.0),
        (16, 99, "60 °C", 0.0),
        (4, 4, "", 0.0),
        (-5, 21, "60 °C", 0.0),
    ],
)
def test_a_quote_is_faithful_when_its_characters_stand_there(start: int, end: int, quote: str, held: float) -> None:
    cited = Cited("o", start, end, quote)
    prediction = Prediction("q", quote, citations=(cited,))
    case = Case(Question("q", "?", "tr"), prediction, {"o": Original("o", TEXT)})
    assert QuoteFidelity().measure(case) == (held, 1.0)
    elsewhere = Case(case.question, prediction, {"other": Original("other", TEXT)})
    assert QuoteFidelity().measure(elsewhere) == (0.0, 1.0)


def test_fidelity_is_of_all_citations_not_of_questions() -> None:
    assert QuoteFidelity().aggregate([(1.0, 1.0), (0.0, 3.0), None]) == 0.25
    assert QuoteFidelity().aggregate([None]) is None


def test_without_originals_fidelity_is_unknown() -> None:
    prediction = Prediction("q", "x", citations=(Cited("o", 0, 1, "x"),))
    assert QuoteFidelity().measure(Case(Question("q", "?", "tr"), prediction)) is None


def test_the_cross_lingual_subset_leaves_out_questions_in_the_language_of_their_evidence() -> None:
    gold = GoldSpan("o", 4, 9, "45 °C", "tr")
    prediction = Prediction("q", "45", citations=(Cited("o", 4, 6, "45"),))
    for language, value in (("tr", None), ("de", pytest.approx(4 / 7))):
        case = Case(Question("q", "?", language, answers=(gold,)), prediction)
        assert parse_metric("span F1@cross-lingual").measure(case) == value
    assert SpanMetric("boundary error").better == "lower"
