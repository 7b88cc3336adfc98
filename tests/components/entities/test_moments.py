"""Dates and times by value."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.entities.moments import Moment, moments
from polycite.components.languages.language_codes import SUPPORTED

DATES = [
    ("2024-03-05", "en"), ("March 5, 2024", "en"), ("5th of March 2024", "en"), ("5. März 2024", "de"),
    ("5.3.2024", "de"), ("le 5 mars 2024", "fr"), ("5 de marzo de 2024", "es"), ("5 de março de 2024", "pt"),
    ("5 марта 2024 года", "ru"), ("٥ مارس ٢٠٢٤", "ar"), ("5 मार्च 2024", "hi"), ("2024年3月5日", "zh"),
    ("2024年３月５日", "ja"), ("2024년 3월 5일", "ko"), ("5 Mart 2024", "tr"), ("ngày 5 tháng 3 năm 2024", "vi"),
    ("2024. március 5.", "hu"), ("5. maaliskuuta 2024", "fi"), ("2024 m. kovo 5 d.", "lt"), ("5 มีนาคม 2567", "th"),
    ("5 martā 2024", "lv"), ("05/03/24", "en"),
]  # fmt: skip
TIMES = [
    ("14:30", "en"), ("2:30 p.m.", "en"), ("14.30 Uhr", "de"), ("14 h 30", "fr"), ("下午2点30分", "zh"),
    ("午後2時半", "ja"),     ("오후 2시 30분", "ko"), ("14 giờ 30", "vi"), ("٢:٣٠ مساءً", "ar"), ("शाम 2:30", "hi"),
]  # fmt: skip


def only(text: str, language: str) -> Moment:
    (found,) = moments(text, language)
    return found


@pytest.mark.parametrize(("text", "language"), DATES)
def test_one_day_however_it_is_written(text: str, language: str) -> None:
    found = only(text, language)
    assert found.agrees(only("2024-03-05", "en"))
    assert not found.agrees(only("6 March 2024", "en"))
    assert not found.agrees(only("5 April 2024", "en"))
    assert not found.agrees(only("5 March 2023", "en"))


@pytest.mark.parametrize(("text", "language"), TIMES)
def test_one_time_however_it_is_written(text: str, language: str) -> None:
    assert only(text, language).agrees(only("14:30", "en"))
    assert not only(text, language).agrees(only("14:40", "en"))


def test_a_time_without_its_half_of_the_day_agrees_with_both() -> None:
    assert only("2:30", "en").agrees(only("14:30", "en"))
    assert not only("2:30 am", "en").agrees(only("14:30", "en"))


@pytest.mark.parametrize("text", ["you may try 500 times", "16:9:4:3", "version 1.2.10", "3 months", "3か月"])
def test_other_numbers_are_no_dates(text: str) -> None:
    assert moments(text, "en") == []


@settings(deadline=None)  # a table is read when first needed
@given(st.text(), st.sampled_from([None, *SUPPORTED]))
def test_moments_lie_in_the_text_in_order_and_apart(text: str, language: str | None) -> None:
    end = 0
    for moment in moments(text, language):
        assert end <= moment.start < moment.end <= len(text)
        end = moment.end
