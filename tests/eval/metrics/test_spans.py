import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.eval.datasets.questions import GoldSpan
from polycite.eval.metrics.spans import score_spans


def at(start: int, end: int, original: str = "o") -> GoldSpan:
    return GoldSpan(original, start, end, "x" * (end - start), "en")


def test_by_hand() -> None:
    # cited [10, 20), right [15, 35): 5 characters in common, 10 cited, 20 right, 25 in all
    score = score_spans([at(10, 20)], [[at(15, 35)]])
    assert (score.precision, score.recall) == (0.5, 0.25)
    assert score.f1 == pytest.approx(1 / 3)
    assert score.iou == pytest.approx(0.2)
    assert not score.hit
    assert score.boundary_error == 5 + 15


def test_right_to_the_character() -> None:
    score = score_spans([at(3, 9)], [[at(3, 9)]])
    assert (score.precision, score.recall, score.f1, score.iou, score.hit, score.boundary_error) == (
        1,
        1,
        1,
        1,
        True,
        0,
    )


def test_the_same_offsets_in_another_original_are_wrong() -> None:
    score = score_spans([at(3, 9, "other")], [[at(3, 9)]])
    assert (score.f1, score.boundary_error) == (0.0, None)


def test_overlapping_citations_count_each_character_once() -> None:
    score = score_spans([at(0, 6), at(3, 10)], [[at(0, 10)]])
    assert (score.precision, score.recall) == (1.0, 1.0)


def test_all_answers_are_needed() -> None:
    score = score_spans([at(0, 10)], [[at(0, 10)], [at(50, 60)]])
    assert (score.precision, score.recall) == (1.0, 0.5)
    assert score.boundary_error is None


def test_an_alternative_will_do_and_citing_both_is_not_wrong() -> None:
    either = [[at(0, 10), at(0, 5, "translation")]]
    assert score_spans([at(0, 5, "translation")], either).f1 == 1.0
    assert score_spans([at(0, 10), at(0, 5, "translation")], either).precision == 1.0
    assert score_spans([at(0, 10), at(70, 80)], either).precision == 0.5


def test_an_abstention_scores_nothing() -> None:
    score = score_spans([], [[at(0, 4)]])
    assert (score.precision, score.recall, score.f1, score.iou) == (0, 0, 0, 0)


def test_without_right_characters_there_is_no_score() -> None:
    with pytest.raises(ValueError, match="no character"):
        score_spans([at(0, 4)], [])
    with pytest.raises(ValueError, match="no character"):
        score_spans([at(0, 4)], [[at(4, 4)]])


spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: at(pair[0], sum(pair)))


@given(st.lists(spans, max_size=4), st.lists(spans, min_size=1, max_size=3))
def test_the_scores_agree_with_their_definitions(cited: list[GoldSpan], gold: list[GoldSpan]) -> None:
    a = {i for span in cited for i in range(span.start, span.end)}
    b = {i for span in gold for i in range(span.start, span.end)}
    score = score_spans(cited, [[span] for span in gold])
    assert score.precision == (len(a & b) / len(a) if a else 0)
    assert score.recall == len(a & b) / len(b)
    assert score.iou == len(a & b) / len(a | b)
    if score.precision + score.recall:
        assert score.f1 == pytest.approx(2 * score.precision * score.recall / (score.precision + score.recall))
