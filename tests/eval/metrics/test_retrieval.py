import pytest

from polycite.components.evidence import Passage
from polycite.eval.datasets.questions import GoldSpan
from polycite.eval.metrics.retrieval import covers, ranks, recall_at


def passage(original: str, start: int, end: int) -> Passage:
    return Passage(original, start, end, "x" * (end - start))


def gold(original: str, start: int, end: int) -> GoldSpan:
    return GoldSpan(original, start, end, "x" * (end - start), "en")


def test_half_of_the_answer_is_enough_less_is_not() -> None:
    assert covers(passage("o", 0, 15), gold("o", 10, 20))
    assert not covers(passage("o", 0, 14), gold("o", 10, 20))
    assert not covers(passage("other", 0, 15), gold("o", 10, 20))


def test_rank_is_that_of_the_first_passage_that_covers() -> None:
    found = [passage("a", 0, 50), passage("o", 100, 200), passage("o", 0, 100), passage("o", 50, 150)]
    assert ranks(found, [[gold("o", 60, 70)]]) == (3,)
    assert ranks(found, [[gold("o", 60, 70), gold("a", 0, 5)]]) == (1,)
    assert ranks(found, [[gold("o", 60, 70)], [gold("z", 0, 5)]]) == (3, None)


def test_recall() -> None:
    assert recall_at(1, [1]) == 1.0
    assert recall_at(5, [1, 6]) == 0.5
    assert recall_at(5, [None, 5]) == 0.5
    with pytest.raises(ValueError, match="undefined"):
        recall_at(5, [])
