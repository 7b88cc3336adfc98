"""Ranking metrics against ir-measures called directly, on TREC-style judgements and runs."""

from __future__ import annotations

import random

import ir_measures
import pytest

from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.metrics.catalogue import parse_metric
from polycite.eval.metrics.metric import Case
from polycite.eval.metrics.ranking import NDCG, Recall, ReciprocalRank, is_right, ranked
from polycite.eval.predictions.prediction_parts import Place
from polycite.eval.predictions.predictions import Prediction

NAMES = ["doc/ar/عقد", "doc/hi/बैटरी", "doc/th/แบต", "doc/zh/电池", *(f"d{i}" for i in range(40))]
MEASURES = ["nDCG@1", "nDCG@10", "nDCG@20", "R@1", "R@5", "R@20", "MRR"]


def trec(seed: int) -> tuple[dict[str, int], list[str]]:
    draw = random.Random(seed)
    judged = {name: draw.choice([0, 0, 1, 1, 2, 3]) for name in draw.sample(NAMES, draw.randint(1, 25))}
    return judged, draw.sample(NAMES, draw.randint(0, len(NAMES)))


@pytest.mark.parametrize("name", MEASURES)
def test_judged_originals_as_ir_measures(name: str) -> None:
    measure = ir_measures.parse_measure(name.replace("MRR", "RR"))
    topics = {str(seed): trec(seed) for seed in range(300)}
    topics = {topic: pair for topic, pair in topics.items() if any(pair[0].values())}
    qrels = [ir_measures.Qrel(topic, d, grade) for topic, (judged, _) in topics.items() for d, grade in judged.items()]
    run = [
        ir_measures.ScoredDoc(topic, d, 1 / rank)
        for topic, (_, found) in topics.items()
        for rank, d in enumerate(found, start=1)
    ]
    theirs = {row.query_id: row.value for row in ir_measures.iter_calc([measure], qrels, run)}
    ours = parse_metric(name)
    values = []
    for topic, (judged, found) in topics.items():
        question = Question(topic, "?", "ar", relevant=judged)
        values.append(ours.measure(Case(question, Prediction(topic, passages=tuple(map(Place, found))))))
        assert values[-1] == theirs[topic]
    assert ours.aggregate(values) == pytest.approx(
        ir_measures.calc_aggregate([measure], qrels, run)[measure], abs=1e-15
    )


def gold(original: str, start: int, end: int, answer: int = 0) -> GoldSpan:
    return GoldSpan(original, start, end, "x" * (end - start), "th", answer)


def case(question: Question, *passages: Place) -> Case:
    return Case(question, Prediction(question.id, passages=passages))


TWO = Question("q", "?", "th", answers=(gold("o", 10, 20), gold("o", 30, 40)))


def test_one_passage_may_hold_all_of_an_answer() -> None:
    both, first, second, none = Place("o", 0, 50), Place("o", 5, 20), Place("o", 25, 45), Place("o", 50, 90)
    assert Recall(1).measure(case(TWO, both)) == 1.0
    assert Recall(1).measure(case(TWO, first, second)) == 0.5
    assert Recall(2).measure(case(TWO, first, second)) == 1.0
    # Found again is no second find: the ideal is reached by both, not by first, first.
    assert NDCG(10).measure(case(TWO, both, first, second)) == 1.0
    assert NDCG(10).measure(case(TWO, first, first)) == pytest.approx(1 / (1 + 1 / 1.584962500721156))
    assert ReciprocalRank().measure(case(TWO, none, first, second)) == 0.5


def test_recall_counts_passages_not_the_spans_in_them() -> None:
    three = Question("q", "?", "zh", answers=(gold("o", 0, 10), gold("o", 10, 20), gold("p", 0, 10)))
    # The second passage is within the top 2 although the first one holds two spans.
    assert Recall(2).measure(case(three, Place("o", 0, 30), Place("p", 0, 20))) == 1.0


def test_an_alternative_is_as_good_and_counts_once() -> None:
    question = Question("q", "?", "ar", answers=(gold("o", 10, 20),), alternatives=(gold("p", 0, 5),))
    assert Recall(1).measure(case(question, Place("p"))) == 1.0
    assert NDCG(10).measure(case(question, Place("p"), Place("o"))) == 1.0
    assert ranked(question, [Place("p"), Place("o")])[0] == "0"


def test_an_id_alone_finds_what_stands_in_the_original_and_offsets_need_half_of_the_span() -> None:
    assert Recall(1).measure(case(TWO, Place("o"))) == 1.0
    assert Recall(1).measure(case(TWO, Place("o", 0, 15))) == 0.5
    assert Recall(1).measure(case(TWO, Place("o", 0, 14))) == 0.0
    assert is_right(TWO, Place("o", 0, 15))
    assert not is_right(TWO, Place("o", 0, 14))


def test_no_part_without_search_or_without_anything_relevant() -> None:
    unjudged = Question("q", "?", "hi", answerable=False, relevant={"d1": 0, "d2": -1})
    for metric in (NDCG(), Recall(), ReciprocalRank()):
        assert metric.measure(Case(TWO, Prediction("q", answer="x"))) is None
        assert metric.measure(case(unjudged, Place("d1"))) is None
        assert metric.measure(case(TWO)) == 0.0
    assert not is_right(unjudged, Place("d1"))


def test_an_original_cannot_be_taken_for_another_by_its_name() -> None:
    question = Question("q", "?", "en", relevant={"other 1": 1, "0": 1})
    assert Recall(5).measure(case(question, Place("a"), Place("b"), Place("c"))) == 0.0
