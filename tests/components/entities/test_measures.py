"""Units and currencies under one name."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.entities.measures import measure, spelled_units
from polycite.components.entities.numerals import numbers
from polycite.components.languages.language_codes import SUPPORTED


def units(text: str, language: str) -> set[str]:
    return {unit for number in numbers(text, language) for unit in measure(text, number, language).units}


@pytest.mark.parametrize(
    ("unit", "texts"),
    [
        ("gigabyte", [("5 GB", "en"), ("5 Go", "fr"), ("5 ГБ", "ru"), ("5GB的", "zh"), ("5 غيغابايت", "ar")]),
        ("hour", [("24 hours", "en"), ("24-hour", "en"), ("24 часа", "ru"), ("24小时", "zh"), ("24時間", "ja"),
                  ("24시간", "ko"), ("24 saat", "tr"), ("24 घंटे", "hi"), ("24 ساعة", "ar"), ("24 giờ", "vi")]),
        ("percent", [("5%", "en"), ("5 %", "de"), ("%5", "tr"), ("百分之五", "zh"), ("٥٪", "ar"),
                     ("5 por ciento", "es")]),
        ("celsius", [("20 °C", "en"), ("20℃", "ja"), ("20摄氏度", "zh"), ("20 درجة مئوية", "ar")]),
        ("EUR", [("€5", "en"), ("5 €", "de"), ("5 EUR", "fr"), ("5 euros", "es"), ("5 евро", "ru"), ("5ユーロ", "ja")]),
        ("dollar", [("$5", "en"), ("US$ 5", "en"), ("5 dollars", "en"), ("5 долларов", "ru"), ("5美元", "zh")]),
        ("kilogram", [("3 kg", "en"), ("3 кг", "ru"), ("3 kilogrammes", "fr"), ("3公斤", "zh")]),
    ],
)  # fmt: skip
def test_a_unit_has_one_name_in_every_language(unit: str, texts: list[tuple[str, str]]) -> None:
    assert [text for text, language in texts if units(text, language) != {unit}] == []


@pytest.mark.parametrize(
    ("text", "language"), [("3 in 4", "en"), ("the 1980s", "en"), ("5 в комнате", "ru"), ("60-l", "et")]
)
def test_small_words_and_endings_are_no_units(text: str, language: str) -> None:
    assert units(text, language) == set()


def test_a_word_that_ends_with_a_unit_is_not_that_unit() -> None:
    assert "liter" not in spelled_units("30 mililitre", "tr")


@settings(deadline=None)  # a table is read when first needed
@given(st.text(), st.sampled_from(SUPPORTED))
def test_a_measure_holds_its_number_and_lies_in_the_text(text: str, language: str) -> None:
    for number in numbers(text, language):
        found = measure(text, number, language)
        assert 0 <= found.start <= number.start < number.end <= found.end <= len(text)
