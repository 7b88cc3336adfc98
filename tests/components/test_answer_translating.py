"""An answer in the asker's language never loses its evidence, and never hides that it is not one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.answer_translating import AnswerTranslator, is_neutral
from polycite.components.citing import cite
from polycite.components.evidence import Answer, Original, Segment, Span
from polycite.components.stores.connection import StoreConnection
from polycite.components.translating import Translator
from polycite.components.translators.engine import TranslationError

SPANISH = "La batería dura hasta diez horas. La garantía es de 36 meses desde la compra."
ENGLISH = {
    "La batería dura hasta diez horas.": "The battery lasts up to ten hours.",
    "La garantía es de 36 meses desde la compra.": "The warranty is 36 months from the purchase.",
}
ORIGINAL = Original("es/manual", SPANISH, language="es")
AT_HOME = Original("en/manual", "It lasts ten hours.", language="en")


class Scripted:
    """An engine from Spanish to English that says what it was told to."""

    name = "scripted"

    def __init__(self, act: Callable[[str], str] = ENGLISH.__getitem__) -> None:
        self._act = act

    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset({("es", "en")})

    def missing(self) -> str:
        return ""

    def version(self, source: str, target: str) -> str:
        return ""

    def translate_sentences(self, sentences: Sequence[str], source: str, target: str) -> list[str]:
        return [self._act(sentence) for sentence in sentences]


def component(engine: Scripted | None = None) -> AnswerTranslator:
    originals = {original.id: original for original in (ORIGINAL, AT_HOME)}
    connection = cast("StoreConnection", SimpleNamespace(store=SimpleNamespace(original=originals.__getitem__)))
    return AnswerTranslator(connection, Translator([engine or Scripted()], cache=None))


def answer(*quotes: str, **fields: Any) -> Answer:
    segments, text = [], ""
    for quote in quotes:
        start = SPANISH.index(quote)
        segments.append(Segment(len(text), len(text) + len(quote), (cite(ORIGINAL, Span(start, start + len(quote))),)))
        text += quote + " "
    return Answer("How long?", text.rstrip(), "es", "en", tuple(segments), **fields)


def test_the_words_of_the_quote_are_found_in_the_translation_of_its_sentence() -> None:
    found = component().run(answer("diez horas"))["answer"]
    assert (found.text, found.language) == ("ten hours", "en")
    (citation,) = found.citations
    assert SPANISH[citation.start : citation.end] == citation.quote == "diez horas"
    made = citation.translation
    assert made is not None
    assert made.sentence[made.start : made.end] == made.text == "ten hours"
    assert made.sentence == ENGLISH[SPANISH[made.source_start : made.source_end]]
    assert (made.engine, made.route) == ("scripted", ("es", "en"))
    assert any("translated by scripted" in note for note in found.notes)


def test_segments_keep_to_their_own_citations() -> None:
    found = component().run(answer("diez horas", "36 meses"))["answer"]
    assert found.text == "ten hours 36 months"
    said = {found.text[s.start : s.end]: s.citations[0].quote for s in found.segments}
    assert said == {"ten hours": "diez horas", "36 months": "36 meses"}


def test_a_number_that_changed_falls_back_to_the_original_quote() -> None:
    found = component(Scripted(lambda s: ENGLISH[s].replace("36", "63"))).run(answer("36 meses"))["answer"]
    assert (found.text, found.language) == ("36 meses", "es")
    (citation,) = found.citations
    assert citation.translation is not None
    assert citation.translation.violations
    assert any("original language (es): the translation cannot be relied on" in note for note in found.notes)


@pytest.mark.parametrize("said", ["", "La garantía es de 36 meses desde la compra."])
def test_an_engine_that_says_nothing_or_the_same_leaves_the_quote(said: str) -> None:
    found = component(Scripted(lambda _: said)).run(answer("36 meses desde la compra"))["answer"]
    assert (found.text, found.language) == ("36 meses desde la compra", "es")
    assert any("original language" in note for note in found.notes)


def test_an_engine_that_fails_leaves_the_quote() -> None:
    def fail(_: str) -> str:
        raise TranslationError("It broke.", "")

    found = component(Scripted(fail)).run(answer("diez horas"))["answer"]
    assert (found.text, found.language) == ("diez horas", "es")


def test_without_a_translator_for_the_pair_the_quote_is_marked() -> None:
    found = component().run(answer("diez horas"), "vi")["answer"]
    assert (found.text, found.language) == ("diez horas", "es")
    assert found.notes == ("quoted in the original language (es): no translator to vi",)


def test_evidence_in_the_askers_own_language_is_quoted_before_anything_is_translated() -> None:
    given = answer("diez horas")
    own = cite(AT_HOME, Span(9, 18))
    both = Answer("How long?", "diez horas", "es", "en", (Segment(0, 10, (*given.citations, own)),))
    found = component().run(both)["answer"]
    assert (found.text, found.language) == ("ten hours", "en")
    assert own in found.citations


def test_numbers_and_codes_are_in_every_language() -> None:
    assert all(map(is_neutral, ("36", "0 – 45 °C", "E-16", "https://example.com/a", "5 GHz", "IP68")))
    assert not any(map(is_neutral, ("36 meses", "diez", "二十四か月")))


def test_a_number_needs_no_translator() -> None:
    found = component().run(answer("36"), "vi")["answer"]
    assert (found.text, found.language, found.notes) == ("36", "vi", ())


def test_an_abstention_stays_as_it_is() -> None:
    given = Answer("?", "I found no evidence.", "en", "en", abstained=True)
    assert component().run(given)["answer"] is given


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(SPANISH) - 1), st.integers(1, 40), st.text(max_size=60))
def test_whatever_an_engine_says_the_evidence_holds(start: int, length: int, said: str) -> None:
    quote = SPANISH[start : start + length].strip()
    if not quote or SPANISH.count(quote) > 1:
        return
    found = component(Scripted(lambda _: said)).run(answer(quote))["answer"]
    for segment in found.segments:
        assert found.text[segment.start : segment.end]
    for citation in found.citations:
        assert SPANISH[citation.start : citation.end] == citation.quote
        made = citation.translation
        if made:
            assert made.sentence[made.start : made.end] == made.text != ""
