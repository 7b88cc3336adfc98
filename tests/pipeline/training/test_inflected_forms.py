from __future__ import annotations

import pytest

from polycite.components.text.words import normalise
from polycite.pipeline.training.inflected_forms import frequent_forms, lemma


@pytest.mark.parametrize(("language", "form", "word"), [("de", "stieg", "steigen"), ("cs", "jel", "jet")])
def test_a_form_that_shares_no_stem_with_its_word_has_its_lemma(language: str, form: str, word: str) -> None:
    assert form in frequent_forms(language)
    assert lemma(form, language) == word


@pytest.mark.parametrize("language", ["th", "ko", "yo", "zh"])
def test_a_language_without_lemmas_has_no_forms(language: str) -> None:
    assert frequent_forms(language) == []


def test_forms_are_normalised_and_each_there_once() -> None:
    forms = frequent_forms("fa")
    assert len(forms) == len(set(forms)) > 1000
    assert all(form and form == normalise(form) for form in forms)
