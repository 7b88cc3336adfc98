from __future__ import annotations

import pytest

from polycite.components.chat.turn_language import TurnLanguages
from polycite.components.errors import SettingsError

LANGUAGES = TurnLanguages()


@pytest.mark.parametrize(
    ("previous", "message", "language", "reason"),
    [
        ("de", "ok", "de", "too little to switch"),
        ("en", "sí", "en", "too little to switch"),
        ("de", "gracias", "de", "too little to switch"),
        ("fr", "ok merci", "fr", "too little to switch"),
        ("de", "How long is the warranty?", "en", "switched"),
        ("en", "merci beaucoup", "fr", "switched"),
        ("es", "Quanto tempo dura a bateria do carro?", "pt", "switched"),
        ("nb", "Hvor længe holder batteriet?", "da", "switched"),
        ("en", "谢谢", "zh", "switched"),
        ("en", "好", "en", "too little to switch"),
        ("ja", "保修期多久？", "zh", "switched"),
        ("zh", "これはどうですか", "ja", "switched"),
        ("en", "وماذا عن X-200؟", "ar", "switched"),
        ("en", "और X-200 के लिए?", "hi", "switched"),
        ("th", "What about the price?", "en", "switched"),
        ("de", "E-16", "de", "no words"),
        ("de", "12 😀", "de", "no words"),
        ("ru", "А для X-200?", "ru", "same"),
    ],
)
def test_one_turn(previous: str, message: str, language: str, reason: str) -> None:
    found = LANGUAGES.decide(message, previous)
    assert (found.language, found.reason) == (language, reason)
    assert 0 <= found.confidence <= 1


def test_a_conversation_changes_its_language_with_a_sentence_and_keeps_it() -> None:
    said = ["Wie lange hält der Akku?", "ok", "X-200", "How heavy is the inverter?", "ok", "Danke", "电池能用多久？"]
    languages, previous = [], None
    for message in said:
        previous = LANGUAGES.decide(message, previous).language
        languages.append(previous)
    assert languages == ["de", "de", "de", "en", "en", "en", "zh"]


def test_the_first_turn_is_detected_and_nothing_at_all_is_english() -> None:
    assert LANGUAGES.decide("Quanto dura a garantia?").reason == "detected"
    unknown = LANGUAGES.decide("123")
    assert (unknown.language, unknown.reason) == ("en", "unknown")


def test_the_caller_decides_against_everything() -> None:
    found = LANGUAGES.decide("How long is the warranty?", "en", override="pt-BR")
    assert (found.language, found.reason, found.confidence) == ("pt", "asked for", 1.0)
    with pytest.raises(SettingsError):
        LANGUAGES.decide("ok", "en", override="klingon")
