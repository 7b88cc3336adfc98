"""Stored citations against originals that went on."""

from dataclasses import replace

import pytest

from polycite.components.citations.rechecking import recheck
from polycite.components.citing import cite, verify
from polycite.components.errors import EvidenceError
from polycite.components.evidence import Original, QuoteTranslation, Span

TEXT = "Drücken Sie RESET. Halten Sie die Taste zehn Sekunden gedrückt. Danach startet das Gerät neu und ist bereit."
ENGLISH = "Hold it for ten seconds."
TRANSLATION = QuoteTranslation(ENGLISH, "en", ENGLISH, 0, 24, 19, 64, "engine", ("de", "en"))
CITATION = replace(cite(Original("a", TEXT), Span(19, 63), confidence=0.8), translation=TRANSLATION)


def one(text: str | None) -> tuple[str, str | None]:
    original = None if text is None else Original("a", text)
    (result,) = recheck([CITATION], lambda _: original)
    if result.renewed is not None:
        assert original is not None
        verify(result.renewed, original)
    return result.status, result.renewed.quote if result.renewed else None


def test_each_fate_has_its_name() -> None:
    assert one(TEXT) == ("valid", None)
    assert one("Neu. " + TEXT) == ("moved", CITATION.quote)
    assert one(TEXT + " Ende.") == ("moved", CITATION.quote)
    assert one(TEXT.replace("zehn", "15")) == ("changed", CITATION.quote.replace("zehn", "15"))
    assert one("Etwas ganz anderes.") == ("lost", None)
    assert one(None) == ("original missing", None)


def test_wrong_offsets_are_put_right() -> None:
    citation = replace(CITATION, translation=None)
    (result,) = recheck([replace(citation, start=20, end=64)], lambda _: Original("a", TEXT))
    assert result.status == "moved"
    assert result.renewed == citation


def test_a_moved_citation_keeps_its_translation_and_a_changed_one_does_not() -> None:
    (moved,) = recheck([CITATION], lambda _: Original("a", "Neu. " + TEXT))
    assert moved.renewed is not None
    assert moved.renewed.translation == replace(TRANSLATION, source_start=24, source_end=69)
    assert moved.renewed.confidence == CITATION.confidence
    (changed,) = recheck([CITATION], lambda _: Original("a", TEXT.replace("zehn", "15")))
    assert changed.renewed is not None
    assert changed.renewed.translation is None
    assert changed.renewed.confidence < CITATION.confidence


def test_a_damaged_store_is_not_taken_for_a_changed_original() -> None:
    damaged = replace(Original("a", TEXT), text=TEXT.upper())
    with pytest.raises(EvidenceError, match="SHA-256"):
        recheck([CITATION], lambda _: damaged)
