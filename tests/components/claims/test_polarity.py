"""Denial and contraries by words."""

from __future__ import annotations

import pytest

from polycite.components.claims.negation_words import NEGATIONS
from polycite.components.claims.polarity import contraries, denials
from polycite.components.languages.language_codes import SUPPORTED

AFFIRMED_AND_DENIED = {
    "en": ("The battery may be charged.", "The battery mustn't be charged."),
    "de": ("Der Akku darf geladen werden.", "Der Akku darf nicht geladen werden."),
    "fr": ("La batterie peut être chargée.", "La batterie n'est jamais chargée."),
    "ru": ("Аккумулятор можно заряжать.", "Аккумулятор нельзя заряжать."),
    "tr": ("Havuz temizlenir.", "Havuz temizlenmez."),
    "ar": ("يمكن الإلغاء.", "لا يمكن الإلغاء."),
    "hi": ("बैटरी चार्ज करें।", "बैटरी चार्ज न करें।"),
    "zh": ("电池可以充电，路由器支持无线网络。", "电池不可以充电。"),
    "ja": ("充電しなければなりません。", "充電してはいけません。"),
    "ko": ("충전해야 합니다.", "충전하지 마세요."),
    "th": ("อย่างน้อยแปดตัวอักษร", "อย่าปิดเครื่อง"),
    "vi": ("Không khí sạch.", "Không được tắt máy."),
    "fi": ("Kirjasto on auki.", "Kirjasto ei ole auki."),
    "cs": ("Členové mohou hlasovat v neděli.", "Členové nemohou hlasovat."),
}


@pytest.mark.parametrize("language", AFFIRMED_AND_DENIED)
def test_a_denial_is_told_from_what_only_looks_like_one(language: str) -> None:
    affirmed, denied = AFFIRMED_AND_DENIED[language]
    assert denials(affirmed, language) == 0
    assert denials(denied, language) == 1


def test_a_second_turn_is_counted_and_double_words_are_not() -> None:
    assert denials("Nobody enters without a card.", "en") == denials("Personne n'entre sans carte.", "fr") == 2
    assert denials("Nie ma nikogo.", "pl") == 1


def test_every_language_has_words_of_denial() -> None:
    assert set(NEGATIONS) == set(SUPPORTED)


def test_a_side_of_an_axis_that_the_evidence_lacks_is_a_contrary() -> None:
    below, above, both = [{"below": 1.0}], [{"above": 0.8}], [{"below": 0.6}, {"above": 0.6}]
    assert contraries(below, above) == 1
    assert contraries(below, below) == contraries(below, both) == contraries(below, [{"door": 1.0}]) == 0
