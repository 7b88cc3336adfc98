"""How many words of a gloss are the right ones."""

import pytest

from polycite.components.evidence import Original
from polycite.eval.experiments.glosses import content_words, gloss_figures


def test_content_words_leave_grammar_and_endings_aside() -> None:
    assert content_words("The bridges are on the old bridge.") == {"bridg": 2, "old": 1}


def test_a_gloss_is_compared_with_the_english_of_the_same_text() -> None:
    german = Original("a", "Die Brücke ist 30 Meter lang.", language="de")
    right, wrong = (Original("b", text, language="en") for text in ("The bridge is 30 metres long.", "No word fits."))
    (row,) = gloss_figures([(german, right)]).values()
    assert row["precision"] and row["precision"] >= 0.5  # noqa: PT018
    assert row["known"] == pytest.approx(1.0)
    (row,) = gloss_figures([(german, wrong)]).values()
    assert row["precision"] == 0.0


def test_a_language_without_a_table_is_left_out() -> None:
    assert gloss_figures([(Original("a", "nuqneH", language="tlh"), Original("b", "Hello.", language="en"))]) == {}
