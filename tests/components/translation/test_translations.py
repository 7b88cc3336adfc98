from __future__ import annotations

from dataclasses import replace

import pytest

from polycite.components.evidence import Passage
from polycite.components.translation.translations import document_key, grouped

LENGTHS = {"de/returns.md": 1000, "en/returns.md": 800, "en/repair.md": 800, "returns.fr.md": 900}


def passage(original_id: str, start: int, end: int, language: str) -> Passage:
    return Passage(original_id, start, end, "x" * (end - start), language)


@pytest.mark.parametrize(
    ("original_id", "language"),
    [
        ("kb/de/returns.md", "de"),
        ("kb/zh-hant/returns.md", "zh-hant"),
        ("kb/returns.md", "en"),
        ("kb/DE/returns.md", "de"),
    ],
)
def test_a_folder_named_after_the_language_is_no_part_of_the_document(original_id: str, language: str) -> None:
    assert document_key(original_id, language, {}) == "kb/returns.md"


def test_a_suffix_named_after_the_language_is_no_part_of_the_document() -> None:
    assert document_key("returns.fr.md", "fr", {}) == document_key("returns.en.md", "en", {}) == "returns.md"


def test_letters_of_another_word_are_no_language() -> None:
    assert document_key("index/ideas.md", "de", {}) == "index/ideas.md"
    assert document_key("de/ideas.md", "en", {}) == "de/ideas.md"


def test_what_a_team_says_itself_comes_first() -> None:
    assert document_key("17", "de", {"translation_of": "returns"}) == "returns"


def test_the_same_place_of_a_translation_is_kept_once_and_named() -> None:
    best, same, elsewhere = (
        passage("de/returns.md", 0, 200, "de"),
        passage("en/returns.md", 0, 170, "en"),
        passage("en/returns.md", 600, 780, "en"),
    )
    assert grouped([best, same, elsewhere], LENGTHS.__getitem__) == [
        replace(best, translations=("en/returns.md",)),
        elsewhere,
    ]


def test_the_one_in_the_language_of_the_question_stands_for_all() -> None:
    best = replace(passage("de/returns.md", 0, 200, "de"), score=9.0)
    french = replace(passage("returns.fr.md", 0, 180, "fr"), score=5.0)
    (shown,) = grouped([best, passage("en/returns.md", 0, 170, "en"), french], LENGTHS.__getitem__, "fr")
    assert shown == replace(french, score=9.0, translations=("en/returns.md", "de/returns.md"))


@pytest.mark.parametrize(("numbers", "left"), [("٣٠ و ٢٤", 1), ("30,24", 1), ("30 und 48 und 7", 2), ("keine", 2)])
def test_other_numbers_are_another_statement(numbers: str, left: int) -> None:
    german = replace(passage("de/returns.md", 0, 200, "de"), text="30 Tage, 24 Stunden")
    english = replace(passage("en/returns.md", 0, 170, "en"), text=numbers)
    assert len(grouped([german, english], LENGTHS.__getitem__)) == left


def test_passages_of_one_original_or_of_other_documents_stay() -> None:
    ranked = [
        passage("de/returns.md", 0, 200, "de"),
        passage("de/returns.md", 100, 300, "de"),
        passage("en/repair.md", 0, 160, "en"),
    ]
    assert grouped(ranked, LENGTHS.__getitem__) == ranked
