"""Names match across scripts by sound."""

from __future__ import annotations

import pytest

from polycite.components.sounds import encode_passage, encode_query, skeleton


@pytest.mark.parametrize(
    ("one", "other"), [("Москва", "Moskva"), ("Αθήνα", "Athina"), ("تيسيفولت", "Tessivolt"), ("Тессиволт", "Tessivolt")]
)
def test_a_name_shares_sounds_with_itself_in_another_script(one: str, other: str) -> None:
    assert encode_query(one).dot(encode_passage(other)) > 0


def test_spellings_of_one_sound_have_one_skeleton() -> None:
    assert skeleton("moskva") == skeleton("moskwa") == skeleton("mozkva")


def test_text_without_letters_is_empty_not_an_error() -> None:
    assert len(encode_query("!?… 🙂")) == 0 or encode_query("🙂").dot(encode_passage("router")) == 0
