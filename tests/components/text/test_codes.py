from __future__ import annotations

import pytest

from polycite.components.lexicon import Lexicon
from polycite.components.text.codes import codes


@pytest.mark.parametrize(
    "text",
    ["R-330", "R330", "r330", "r-330", "R 330", "Ｒ－３３０", "der R-330, bitte", "R‑330のルーター", "موجه R-330؟"],
)
def test_a_model_is_the_same_however_it_is_written(text: str) -> None:
    assert codes(text) == ["R330"]


@pytest.mark.parametrize("text", ["5 GHz", "in 2024", "a 5", "10 kWh", "0.5mm²", "802.11", "Raum 12"])
def test_quantities_years_and_words_are_no_codes(text: str) -> None:
    assert codes(text) == []


def test_several_stand_in_order() -> None:
    assert codes("E-16 am P1200 oder EM-3") == ["E16", "P1200", "EM3"]


def test_near_twins_share_words_but_not_the_code() -> None:
    lexicon = Lexicon()
    asked = lexicon.encode_query("Что значит R-330?", "ru")
    right = lexicon.encode_passage("The R330 router has four antennas.", "en")
    wrong = lexicon.encode_passage("The R310 router has four antennas.", "en")
    assert asked.dot(right) > asked.dot(wrong)
