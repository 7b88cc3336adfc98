from __future__ import annotations

from polycite.components.chat.chat_phrases import PHRASES, SENTENCES, chat_phrase
from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.languages.language_identification import LanguageIdentifier


def test_every_language_has_every_phrase_in_that_language() -> None:
    identifier = LanguageIdentifier()
    assert set(SENTENCES) == set(SUPPORTED)
    for code, row in SENTENCES.items():
        assert len(row) == len(PHRASES)
        assert all(sentence and sentence == sentence.strip() for sentence in row)
        assert identifier.detect(" ".join(row)).language == code


def test_codes_are_read_as_people_write_them() -> None:
    assert chat_phrase("thanks", "pt-BR") == chat_phrase("thanks", "pt")
    assert chat_phrase("goodbye", "tlh") == "Goodbye!"
