from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.answers.numeral_modifiers import MODIFIERS, with_modifiers


@pytest.mark.parametrize(
    ("text", "number", "language", "whole"),
    [
        ("It lasts up to 10 hours.", "10 hours", "en", "up to 10 hours"),
        ("Up to about 5 km or more.", "5 km", "en", "Up to about 5 km or more"),
        ("Hält höchstens 3 Tage", "3 Tage", "de-CH", "höchstens 3 Tage"),
        ("Entre 1 m et 2 m", "1 m et 2 m", "fr", "Entre 1 m et 2 m"),
        ("최대 2시간까지", "2시간", "ko", "최대 2시간까지"),
        ("265 V से ऊपर", "265 V", "hi", "265 V से ऊपर"),
        ("不超过8 GB", "8 GB", "zh", "不超过8 GB"),
        ("כ-20 דקות לפחות", "20 דקות", "he", "כ-20 דקות לפחות"),
        ("en az 3.9", "3.9", "tr", "en az 3.9"),
    ],
)
def test_a_number_keeps_what_bounds_it(text: str, number: str, language: str, whole: str) -> None:
    at = text.index(number)
    start, end = with_modifiers(text, at, at + len(number), language)
    assert text[start:end] == whole


@pytest.mark.parametrize(
    ("text", "span", "language"),
    [
        ("rediscover 5 km", "5 km", "en"),  # only the end of a word
        ("over the hill", "the hill", "en"),  # no number
        ("about\n5 km", "5 km", "en"),  # on another line
        ("预约 3 次", "3 次", "zh"),  # "book", not "about"
        ("예약 3건", "3건", "ko"),
        ("up to 5 km", "5 km", "xx"),
        ("5 km and more", "5 km", "en"),
        ("từ 8 đến 10 giờ", "10 giờ", "vi"),  # half of a range
    ],
)
def test_other_words_are_left_alone(text: str, span: str, language: str) -> None:
    at = text.index(span)
    assert with_modifiers(text, at, at + len(span), language) == (at, at + len(span))


@given(st.data())
def test_the_span_only_grows_within_the_text(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(MODIFIERS)))
    words = [word.strip() for side in MODIFIERS[language] for word in side.split(",")]
    text = " ".join(data.draw(st.lists(st.sampled_from([*words, "5", "12 km", "so", "\n"]), min_size=1)))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = with_modifiers(text, start, end, language)
    assert 0 <= first <= start <= end <= last <= len(text)


def test_no_list_has_an_empty_word() -> None:
    assert all(word.strip() for sides in MODIFIERS.values() for side in sides for word in side.split(","))
