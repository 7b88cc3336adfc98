"""The sentences that a citation stands in."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldText, Question
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.prediction_parts import Cited
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.cited_text import cited_text, cited_texts, in_sentences, sentence_span

TEXTS = {
    "ar": ("الضمان ٢٤ شهرًا.", "الوزن ٥٨ كغ."),
    "hi": ("वारंटी 24 महीने है।", "वज़न 58 किलो है।"),
    "th": ("รับประกันสองปี", "หนัก 58 กิโลกรัม"),
    "zh": ("保修期为24个月。", "重量为58公斤。"),
}


@pytest.mark.parametrize("language", TEXTS)
def test_the_fewest_whole_sentences_hold_the_citation(language: str) -> None:
    first, second = TEXTS[language]
    text = f"{first}\n{second}"
    at = text.index("58" if language != "ar" else "٥٨")
    assert in_sentences(text, at, at + 2, language) == second
    assert in_sentences(text, 2, at + 2, language) == text
    assert in_sentences(text, len(text), len(text) + 1, language) == ""


def test_what_stands_there_counts_and_not_the_quote_unless_nothing_is_known() -> None:
    text = "It weighs 58 kg. It is red."
    question, originals = (
        Question("q", "?", "en", texts=(GoldText("x", "en"),)),
        {"o": Original("o", text, language="en")},
    )
    lying = Cited("o", 10, 15, "99 kg", language="en")
    nowhere, unknown = Cited("o", 90, 95, "58 kg"), Cited("gone", 0, 5, "58 kg")
    case = Case(question, Prediction("q", "!", citations=(lying, nowhere, unknown, lying)), originals)
    assert cited_text(lying, case) == ("It weighs 58 kg.", "en")
    assert cited_text(nowhere, case) is None
    assert cited_text(unknown, case) is None
    assert cited_texts(range(4), case) == (("It weighs 58 kg.", "en"),)
    assert cited_text(lying, Case(question, case.prediction)) == ("99 kg", "en")


@settings(deadline=None)
@given(st.text("ab. !\n।。ก58é", min_size=1, max_size=40), st.data())
def test_every_visible_character_of_a_citation_is_in_its_sentences(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = sentence_span(text, start, end, "en")
    visible = [place for place in range(start, end) if not text[place].isspace()]
    assert span is not None or not visible
    if span is not None:
        assert all(span.start <= place < span.end for place in visible)
