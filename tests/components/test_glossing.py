"""A gloss knows, for each of its words, the characters it stands for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.evidence import Span
from polycite.components.glossing import Glosser

TEXTS = {
    "de": "Der Akku B-5 hält 10 Stunden; „Straßenbahnhaltestelle“ kostet 4,99 €.",
    "ru": "Москва: роутер R-310 поддерживает до 64 устройств.",
    "zh": "路由器R-310最多支持64台设备。",
    "th": "เราเตอร์รองรับอุปกรณ์ได้ 64 เครื่อง",
    "ar": "يدعم الراوتر حتى ٦٤ جهازًا.",
    "hi": "राउटर 64 डिवाइस तक चलाता है।",
    "vi": "Bộ định tuyến hỗ trợ tối đa 64 thiết bị.",
}


GLOSSER = Glosser()  # one for all, so that a table is read once


@pytest.fixture(scope="module")
def glosser() -> Glosser:
    return GLOSSER


@pytest.mark.parametrize("language", TEXTS)
def test_every_gloss_word_stands_for_its_own_characters(glosser: Glosser, language: str) -> None:
    text = TEXTS[language]
    gloss = glosser.gloss(text, language)
    end = original_end = 0
    for a, b, c, d in gloss.words:
        assert end <= a < b <= len(gloss.text)
        assert original_end <= c < d <= len(text)
        end, original_end = b, d
    position = gloss.text.find("64")
    if position >= 0 and "64" in text:
        span = gloss.to_original(Span(position, position + 2))
        assert span is not None
        assert "64" in span.of(text)


def test_words_become_english_and_names_stay(glosser: Glosser) -> None:
    gloss = glosser.gloss("Wie lange hält der Akku des R-310?", "de").text.lower()
    assert "long" in gloss
    assert "battery" in gloss
    assert "r-310" in gloss


def test_a_name_in_another_script_is_romanised(glosser: Glosser) -> None:
    assert "Tessivolt" in glosser.gloss("Компания Тессиволт", "ru").text


def test_english_and_unknown_languages_stay_as_they_are(glosser: Glosser) -> None:
    for language in ("en", None, "xx"):
        assert glosser.gloss("Hello R-310, 你好!", language).text == "Hello R-310, 你好!"


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(TEXTS)), st.text(max_size=40), st.data())
def test_spans_carried_to_the_gloss_and_back_hold_the_original_words(
    language: str, extra: str, data: st.DataObject
) -> None:
    text = TEXTS[language] + extra
    gloss = GLOSSER.gloss(text, language)
    if not gloss.words:
        return
    _, _, start, end = data.draw(st.sampled_from(gloss.words))
    there = gloss.from_original(Span(start, end))
    assert there is not None
    back = gloss.to_original(there)
    assert back is not None
    assert back.start <= start
    assert back.end >= end
