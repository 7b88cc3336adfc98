"""Numbers by value, in every script and convention."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.entities.number_words import han_value, number_words
from polycite.components.entities.numerals import flat, numbers
from polycite.components.languages.language_codes import SUPPORTED


def values(text: str, language: str | None = None) -> list[set[Decimal]]:
    return [set(number.values) for number in numbers(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("30 files", "en"), ("thirty files", "en"), ("٣٠ ملفًا", "ar"), ("۳۰ فایل", "fa"), ("३० फ़ाइलें", "hi"),
        ("तीस फ़ाइलें", "hi"), ("三十个文件", "zh"), ("３０個", "ja"), ("dreißig Dateien", "de"),
        ("тридцать файлов", "ru"),         ("otuz dosya", "tr"), ("ba mươi tệp", "vi"), ("สามสิบไฟล์", "th"),
        ("trente fichiers", "fr"), ("서른 개", "ko"),
        ("ত্রিশ ফাইল", "bn"), ("ثلاثون ملفًا", "ar"), ("تیس فائلیں", "ur"),
    ],
)  # fmt: skip
def test_thirty_is_thirty_in_every_script(text: str, language: str) -> None:
    assert {Decimal(30)} in values(text, language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1,234.5", {"1234.5"}), ("1.234,5", {"1234.5"}), ("1 234,5", {"1234.5"}), ("1'234.5", {"1234.5"}),
        ("1\u202f234,5", {"1234.5"}), ("12,34,567", {"1234567"}), ("1.234.567", {"1234567"}), ("0,25", {"0.25"}),
        ("4,50", {"4.5"}), ("١٬٢٣٤٫٥", {"1234.5"}), ("0.125", {"0.125"}), ("1.234", {"1.234", "1234"}),
    ],
)  # fmt: skip
def test_separators_are_read_by_convention_and_ambiguous_ones_either_way(text: str, expected: set[str]) -> None:
    assert values(text) == [set(map(Decimal, expected))]


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("3 million users", "en", 3_000_000), ("2,5 Mio. Nutzer", "de", 2_500_000), ("5 тыс. раз", "ru", 5_000),
        ("約３万人", "ja", 30_000), ("1万5千円", "ja", 15_000), ("1만 5천 원", "ko", 15_000), ("5 लाख", "hi", 500_000),
        ("3,6 tỷ", "vi", 3_600_000_000), ("dola milioni 5", "sw", 5_000_000), ("£11m", "en", 11_000_000),
        ("5,69 milionu korun", "cs", 5_690_000),
    ],
)  # fmt: skip
def test_a_multiplier_belongs_to_its_number(text: str, language: str, value: int) -> None:
    assert {Decimal(value)} in values(text, language)


def test_what_only_looks_like_a_multiplier_is_left_alone() -> None:
    assert values("5 조이패드", "ko") == [{Decimal(5)}]


def test_lists_are_numbers_of_their_own() -> None:
    assert values("1,2,3", "en") == [{Decimal(1)}, {Decimal(2)}, {Decimal(3)}]


@pytest.mark.parametrize(
    ("run", "value"),
    [("三十", 30), ("二〇二四", 2024), ("三百五十万", 3_500_000), ("一千零五", 1005), ("十二", 12), ("千", None)],
)
def test_han_numerals(run: str, value: int | None) -> None:
    assert han_value(run) == value


@pytest.mark.parametrize("language", SUPPORTED)
def test_every_language_counts_to_twelve(language: str) -> None:
    assert set(range(1, 13)) <= set(number_words(language).values())


@settings(deadline=None)  # a table is read when first needed
@given(st.text(), st.sampled_from([None, *SUPPORTED]))
def test_numbers_lie_in_the_text_in_order_and_apart(text: str, language: str | None) -> None:
    end = 0
    for number in numbers(text, language):
        assert end <= number.start < number.end <= len(text)
        end = number.end


@settings(deadline=None)  # a table is read when first needed
@given(st.text())
def test_flattening_keeps_every_offset(text: str) -> None:
    assert len(flat(text)) == len(text)


@settings(deadline=None)  # a table is read when first needed
@given(st.integers(0, 10**12), st.sampled_from("٠۰०০௦๐０"))
def test_a_number_is_the_same_in_the_digits_of_any_script(number: int, zero: str) -> None:
    written = "".join(chr(ord(zero) + int(digit)) for digit in str(number))
    assert values(written) == [{Decimal(number)}]
