"""Values that a claim has and its evidence does not."""

from __future__ import annotations

import pytest

from polycite.components.entities.invented import invented

EVIDENCE = [("Die Garantie auf den R-330 beträgt 24 Monate ab dem 3. Mai 2025, siehe help.example.com.", "de")]


@pytest.mark.parametrize(
    ("language", "claim"),
    [
        ("en", "The warranty is twenty-four months from 3 May 2025."),
        ("ar", "الضمان ٢٤ شهرًا."),
        ("hi", "वारंटी २४ महीने है।"),
        ("zh", "R-330 的保修期为二十四个月。"),
        ("en", "See help.example.com about the R330."),
        ("de", "Ein Gerät hat eine Garantie."),
    ],
)
def test_the_same_value_in_any_script_is_found(language: str, claim: str) -> None:
    assert invented(claim, language, EVIDENCE) == ()


@pytest.mark.parametrize(
    ("claim", "parts"),
    [
        ("The warranty is 36 months.", ("36 months",)),
        ("The warranty is 24 weeks.", ("24 weeks",)),
        ("It lasts until 4 May 2025.", ("4 May 2025",)),
        ("Write to a@example.com about the R-310.", ("a@example.com", "R-310")),
        ("See evil.example.com.", ("evil.example.com",)),
    ],
)
def test_another_value_is_named(claim: str, parts: tuple[str, ...]) -> None:
    assert invented(claim, "en", EVIDENCE) == parts


def test_a_code_of_the_title_counts_only_where_the_sentence_names_no_other() -> None:
    claim = "The R-330 has four antennas."
    assert invented(claim, "en", [("It has four antennas.", "en")], ["Router R-330"]) == ()
    assert invented(claim, "en", [("The R-310 has four antennas.", "en")], ["R-310 and R-330"]) == ("R-330",)


def test_all_sentences_named_count_together() -> None:
    assert invented("24 and 36 months", "en", [("24 months", "en"), ("36 months", "en")]) == ()
