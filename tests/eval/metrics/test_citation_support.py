"""ALCE's citation recall and precision, AutoAIS and support, worked by hand with a scripted judge."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from polycite.components.errors import ModelError, SettingsError
from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldText, Question
from polycite.eval.metrics.catalogue import parse_metric
from polycite.eval.metrics.citation_support import (
    AutoAIS,
    CitationPrecision,
    CitationRecall,
    Support,
    UnsupportedClaims,
)
from polycite.eval.metrics.judged import Judged
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.prediction_parts import Cited, Segment
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.entailment import Judgement, Pair

FACTS = Original("facts", "A says one. B says two. C says three. D says nothing.", language="en")
MARKS = ("A", "B", "C", "D")


class Scripted:
    """Holds what it is told: statement -> the sets of sentences (by their first letters) that carry it."""

    def __init__(self, carried: dict[str, list[str]]) -> None:
        self.carried = carried
        self.asked: list[Pair] = []

    def entails(self, pairs: Sequence[Pair]) -> list[Judgement]:
        self.asked += pairs
        return [self._one(pair) for pair in pairs]

    def _one(self, pair: Pair) -> Judgement:
        letters = {text[0] for text, _ in pair.premise}
        holds = any(set(needed) <= letters for needed in self.carried.get(pair.hypothesis, []))
        return Judgement(0.9 if holds else 0.2, holds)


def cited(letter: str) -> Cited:
    start = FACTS.text.index(letter)
    return Cited("facts", start, start + 1, letter)


def case(statements: list[tuple[str, str]], *, abstained: bool = False, originals: bool = True) -> Case:
    """An answer of statements, each with the letters of the sentences that it cites."""
    text, segments = "", []
    for statement, letters in statements:
        start = len(text) + bool(text)
        text = f"{text} {statement}" if text else statement
        segments.append(Segment(start, len(text), tuple(MARKS.index(letter) for letter in letters)))
    question = Question("q", "Why?", "en", texts=(GoldText("because", "en"),))
    citations = tuple(cited(letter) for letter in MARKS)
    prediction = Prediction("q", text or None, abstained=abstained, citations=citations, segments=tuple(segments))
    return Case(question, prediction, {"facts": FACTS} if originals else {})


def measured(metric: type[Judged], carried: dict[str, list[str]], one: Case) -> object:
    made = metric(Scripted(carried))
    made.prepare([one])
    return made.measure(one)


FIRST, SECOND, THIRD = "It says the first thing.", "It says the second thing.", "It says the third thing."


def test_recall_is_the_share_of_statements_that_their_citations_together_entail() -> None:
    carried = {FIRST: ["AB"], SECOND: ["B"], THIRD: ["C"]}
    one = case([(FIRST, "AB"), (SECOND, "A"), (THIRD, "")])
    assert measured(CitationRecall, carried, one) == pytest.approx(1 / 3)
    assert measured(UnsupportedClaims, carried, one) == (2.0, 3.0)
    assert measured(Support, carried, one) == pytest.approx((0.9 + 0.2 + 0.0) / 3)


@pytest.mark.parametrize(
    ("carried", "letters", "precision"),
    [
        (["A"], "A", 1.0),  # alone and enough
        (["A"], "AD", 0.5),  # D neither entails it nor is missed
        (["AB"], "AB", 1.0),  # neither is enough alone, both are needed
        (["A", "B"], "AB", 1.0),  # each is enough alone: neither is too much
        (["AB"], "ABD", 2 / 3),
        (["C"], "AB", 0.0),  # not entailed at all: no citation of it counts
        (["C"], "", 0.0),  # nothing is cited
    ],
)
def test_precision_counts_the_citations_that_are_needed(carried: list[str], letters: str, precision: float) -> None:
    assert measured(CitationPrecision, {FIRST: carried}, case([(FIRST, letters)])) == pytest.approx(precision)


def test_precision_is_over_all_citations_of_an_answer() -> None:
    one = case([(FIRST, "AD"), (SECOND, "B"), (THIRD, "D")])
    carried = {FIRST: ["A"], SECOND: ["B"], THIRD: ["C"]}
    assert measured(CitationPrecision, carried, one) == pytest.approx(2 / 4)


def test_everything_is_judged_in_two_batches_before_it_is_measured() -> None:
    judge = Scripted({FIRST: ["AB"]})
    metric = CitationPrecision(judge)
    cases = [case([(FIRST, "AB")]), case([(SECOND, "AB")])]
    metric.prepare(cases)
    whole = [pair for pair in judge.asked if len(pair.premise) == 2]
    assert len(whole) >= 2
    assert {pair.hypothesis for pair in judge.asked if len(pair.premise) == 1} == {FIRST}, "failed ones need no more"


def test_an_abstention_has_no_part_and_a_mean_leaves_it_out() -> None:
    silent, spoken = case([], abstained=True), case([(FIRST, "A")])
    for metric in (CitationRecall, CitationPrecision, AutoAIS, Support, UnsupportedClaims):
        assert measured(metric, {FIRST: ["A"]}, silent) is None
    metric = CitationRecall(Scripted({FIRST: ["A"]}))
    assert metric.aggregate([metric.measure(silent), metric.measure(spoken)]) == 1.0


def test_auto_ais_asks_once_for_the_whole_answer_after_its_question() -> None:
    judge = Scripted({f"{FIRST} {SECOND}": ["ABCD"]})
    metric, one = AutoAIS(judge), case([(FIRST, "A"), (SECOND, "B")])
    metric.prepare([one])
    assert metric.measure(one) == 1.0
    assert {(pair.hypothesis, pair.question) for pair in judge.asked} == {(f"{FIRST} {SECOND}", "Why?")}


def test_the_premise_is_the_whole_sentence_and_a_short_answer_comes_with_its_question() -> None:
    text = "Router R-310. Der Speicher wiegt 58 kg. Er lädt schnell."
    originals = {"de": Original("de", text, language="de")}
    start = text.index("58 kg")
    question = Question("q", "यह कितना भारी है?", "hi", texts=(GoldText("58 kg", "de"),))
    citation = Cited("de", start, start + 5, "58 kg")
    judge = Scripted({})
    metric = CitationRecall(judge)
    metric.prepare([Case(question, Prediction("q", "58 kg", citations=(citation,), language="de"), originals)])
    assert judge.asked == [
        Pair((("Der Speicher wiegt 58 kg.", "de"),), "58 kg", "de", "यह कितना भारी है?")
    ]  # fmt: skip


def test_a_citation_that_points_nowhere_supports_nothing() -> None:
    question = Question("q", "Why?", "en", texts=(GoldText("because", "en"),))
    nowhere = (Cited("gone", 0, 1, "A"), Cited("facts", 900, 901, "A"))
    for citation in nowhere:
        one = Case(question, Prediction("q", FIRST, citations=(citation,)), {"facts": FACTS})
        assert measured(CitationRecall, {FIRST: ["A"]}, one) == 0.0
        assert measured(AutoAIS, {FIRST: ["A"]}, one) == 0.0
    unknown = Case(question, Prediction("q", FIRST, citations=(nowhere[0],)))
    assert measured(CitationRecall, {FIRST: ["A"]}, unknown) == 1.0, "without originals the quote is believed"


def test_metrics_are_made_by_name_with_the_model_after_the_at_sign() -> None:
    assert str(parse_metric("citation recall@my/nli")) == "citation recall@my/nli"
    assert str(parse_metric("citation precision")) == "citation precision"
    assert str(parse_metric("unsupported claims")) == "unsupported claims"
    assert str(parse_metric("support@my/embedder")) == "support@my/embedder"
    with pytest.raises(SettingsError, match="AutoAIS@MODEL"):
        parse_metric("AutoAIS")


def test_a_model_that_cannot_be_loaded_is_named() -> None:
    with pytest.raises(ModelError, match="/nowhere/nli"):
        parse_metric("citation recall@/nowhere/nli").prepare([case([(FIRST, "A")])])
