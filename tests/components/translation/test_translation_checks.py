"""What an engine gave back is looked at before it is believed."""

from __future__ import annotations

import pytest

from polycite.components.translation.translation_checks import fault

GERMAN = "Die Garantie auf den Heimspeicher gilt zehn Jahre ab dem Tag der Inbetriebnahme."
ENGLISH = "The warranty on the home battery is valid for ten years from the day of commissioning."


@pytest.mark.parametrize(
    ("sentence", "translation", "source", "target", "found"),
    [
        (GERMAN, ENGLISH, "de", "en", None),
        (GERMAN, "", "de", "en", "empty"),
        (GERMAN, " \n", "de", "en", "empty"),
        (GERMAN, GERMAN, "de", "en", "copy"),
        (GERMAN, "La garantía de la batería doméstica es válida durante diez años.", "de", "en", "language"),
        (GERMAN, "家用电池的保修期为十年，自调试之日起计算。", "de", "en", "language"),
        (ENGLISH, "Гарантия на домашний накопитель действует десять лет.", "en", "sr", "language"),
        ("Der R-310", "Der R-310", "de", "en", None),
        ("Restaurant", "Restaurant", "de", "en", None),
        ("Home Cloud", "Home Cloud", "en", "ru", None),
        ("Garantien gælder i tre år fra købsdatoen.", "Garantien gælder i tre år fra købsdatoen.", "da", "nb", None),
        ("La batería del Zxcvbn dura ocho horas.", "The battery of the Zxcvbn hard eight hours.", "es", "en", None),
    ],
)
def test_only_what_is_surely_no_translation_is_refused(
    sentence: str, translation: str, source: str, target: str, found: str | None
) -> None:
    assert fault(sentence, translation, source, target) == found
