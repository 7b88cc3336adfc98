from __future__ import annotations

import pytest

from polycite.components.text.words import word_spans
from polycite.pipeline.training.spelled_entries import spelled_entries


@pytest.mark.parametrize(
    ("language", "english", "foreign"),
    [
        ("de", "twelve", "zwölf"),
        ("de", "twenty one", "einundzwanzig"),
        ("ru", "twenty", "двадцать"),
        ("ru", "twenty", "двадцати"),
        ("ru", "kilometers", "километров"),
        ("hi", "hundred", "सौ"),
        ("el", "third", "τρίτη"),
        ("ko", "twelve", "열두"),
        ("tr", "fifty", "elli"),
        ("hu", "Hungarian forints", "magyar forint"),
        ("ar", "minutes", "دقيقتان"),
        ("uk", "December", "грудня"),
        ("zh", "Monday", "星期一"),
    ],
)
def test_what_people_count_by_has_names(language: str, english: str, foreign: str) -> None:
    found = foreign in dict.fromkeys(f for e, f in spelled_entries(language) if e == english)
    assert found == (len(word_spans(foreign, language)) == 1)


@pytest.mark.parametrize("language", ["de", "bn", "ko", "yo", "zh-hant", "xx"])
def test_no_figures_and_no_english_where_a_language_lacks_a_name(language: str) -> None:
    entries = spelled_entries(language)
    assert len(entries) == len(set(entries))
    for english, foreign in entries:
        assert english
        assert foreign
        assert foreign.casefold() != english.casefold()
        assert not any(c.isdigit() for c in foreign)
