import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.eval.metrics.answers import best, exact_match, f1


def test_english_as_in_squad() -> None:
    # "the cat sat" -> cat sat; "a cat sat down" -> cat sat down: 2 * 2 / (2 + 3)
    assert f1("the cat sat", "a cat sat down", "en") == pytest.approx(0.8)
    assert exact_match("The Cat.", "cat", "en") == 1.0
    assert exact_match("cats", "cat", "en") == 0.0


def test_repeated_tokens_count_as_often_as_they_occur() -> None:
    # common: one "ha"; 2 * 1 / (3 + 1)
    assert f1("ha ha ha", "ha", "en") == 0.5


def test_arabic() -> None:
    # في القاهرة / القاهرة الكبرى share one word of two and two.
    assert f1("في القاهرة", "القاهرة الكبرى", "ar") == 0.5
    assert f1("طا م", "مالطا", "ar") == 0.0
    assert exact_match("24 ساعة،", "24 ساعة", "ar") == 1.0


def test_hindi() -> None:
    assert f1("लगभग 12 घंटे", "12 घंटे", "hi") == pytest.approx(0.8)
    assert exact_match("12 घंटे।", "12 घंटे", "hi") == 1.0


def test_thai_by_characters() -> None:
    # 5 characters of 5 and 10: นาที is 4 characters and the number one token; ประมาณ adds six.
    assert f1("30 นาที", "ประมาณ 30 นาที", "th") == pytest.approx(2 * 5 / (5 + 11))
    assert exact_match("30 นาที", "30นาที", "th") == 1.0


def test_chinese_by_characters() -> None:
    # 8 分 钟 against 约 8 分 钟: 2 * 3 / (3 + 4)
    assert f1("8 分钟", "约8分钟", "zh") == pytest.approx(6 / 7)
    assert exact_match("约 8 分钟。", "约8分钟", "zh") == 1.0


def test_nothing_left_matches_nothing_only() -> None:
    assert f1("the", "", "en") == 1.0
    assert f1("", "cat", "en") == 0.0
    assert f1("...", "cat", "en") == 0.0


def test_best_takes_each_gold_by_its_own_language() -> None:
    golds = [("die Karte", "de"), ("the card", "en")]
    assert best(exact_match, "card", golds) == 1.0
    assert best(exact_match, "Karte", golds) == 1.0
    assert best(f1, "card", []) == 0.0


@given(st.text(), st.text(), st.sampled_from(["en", "ar", "hi", "th", "zh"]))
def test_f1_is_symmetric_and_one_exactly_for_equal_multisets(one: str, other: str, language: str) -> None:
    value = f1(one, other, language)
    assert value == f1(other, one, language)
    assert 0 <= value <= 1
    assert f1(one, one, language) == 1.0
    if exact_match(one, other, language):
        assert value == 1.0
