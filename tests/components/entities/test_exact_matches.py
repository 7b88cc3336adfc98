"""Codes, names and numbers are found as they stand, whatever a language writes onto them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.alignment.word_views import WordView, WordViewer
from polycite.components.entities.exact_matches import exact_match, stands_alone
from polycite.components.evidence import Span

VIEWER = WordViewer("shipped/lexicon", None)
ENGLISH = "The R-330 is new."


def found(source: str, quote: str, target: str, language: str, source_language: str = "en") -> str | None:
    views: list[WordView] = [VIEWER.view(source, source_language), VIEWER.view(target, language)]
    span = exact_match(views[0], views[1], Span(source.index(quote), source.index(quote) + len(quote)))
    return span and span.of(target)


@pytest.mark.parametrize(
    ("language", "target"),
    [
        ("tr", "R-330'un bataryası yenidir."),
        ("tr", "Yeni R-330’dan memnunuz."),
        ("ja", "「R-330の電源」は新しい。"),
        ("zh", "请重启R-330路由器。"),
        ("ko", "R-330은 새것입니다."),
        ("ar", "هذا وR-330 جديدان."),
        ("fa", "R-330\u200cها نو هستند."),
        ("ru", "Новый R-330-й уже здесь."),
        ("de", "Der R-330-Akku ist neu."),
        ("th", "แบตเตอรี่R-330ใหม่"),
    ],
)
def test_a_code_is_found_without_what_is_written_onto_it(language: str, target: str) -> None:
    assert found(ENGLISH, "R-330", target, language) == "R-330"


@pytest.mark.parametrize(
    "target",
    [
        "Der R-3300 ist neu.",
        "Der R-330x ist neu.",
        "Der AR-330 ist neu.",
        "Der R-330\u0301 ist neu.",
        "Der R-330\u00adB ist neu.",
        "Der A\u0301\u200dR-330 ist neu.",
        "Der R-330 und noch ein R-330.",
        "Der R-340 ist neu.",
    ],
)
def test_another_code_or_two_of_them_are_no_match(target: str) -> None:
    assert found(ENGLISH, "R-330", target, "de") is None


def test_what_stands_twice_in_the_source_is_no_match() -> None:
    assert found("The R-330 and another R-330.", "R-330", "Der R-330.", "de") is None


def test_a_number_is_compared_by_value_not_by_its_digits() -> None:
    assert found("It costs 30 euros.", "30", "価格は30ユーロです。", "ja") == "30"
    assert found("It costs 30 euros.", "30", "السعر ٣٠ يورو.", "ar") == "٣٠"
    assert found("It costs 30 euros.", "30", "Der B30 ist neu.", "de") is None
    assert found("Version 1.2.3 is here.", "1.2.3", "已发布1.2.3版。", "zh") == "1.2.3"


CODE = "R-330"
around = st.text(
    alphabet=st.one_of(st.sampled_from("aÄ0٣'’-の路은и\u0301\u200d\u00ad 。"), st.characters()), max_size=6
)


@given(around, around)
def test_a_match_is_the_same_characters_and_no_part_of_a_longer_code(before: str, after: str) -> None:
    target = before + CODE + after
    span = exact_match(VIEWER.view(ENGLISH, "en"), VIEWER.view(target, "ja"), Span(4, 9))
    if span is not None:
        assert span.of(target) == CODE
        assert not after[:1].isdecimal()
        assert not before[-1:].isdecimal()
        assert not (after[:1].isascii() and after[:1].isalpha())
        assert not (before[-1:].isascii() and before[-1:].isalpha())


@given(st.text(alphabet="のはをнапри 、」和的版يوه의는ของ'’", max_size=6))
def test_letters_of_other_scripts_never_hide_a_code(text: str) -> None:
    assert stands_alone(text + CODE + text, Span(len(text), len(text) + len(CODE)))
