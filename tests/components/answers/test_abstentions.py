"""Every supported language has its own words for "no evidence", in its own script."""

import unicodedata
from collections.abc import Callable

import pytest

from polycite.components.answers.abstentions import SENTENCES, abstention, related
from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.text.scripts import FOREIGN_HAN, SCRIPTS_OF, script_runs


def test_every_supported_language_has_both() -> None:
    assert set(SENTENCES) == set(SUPPORTED)
    assert all(len(sentence.strip()) > 8 for pair in SENTENCES.values() for sentence in pair)


@pytest.mark.parametrize("sentence_of", [abstention, related])
def test_no_two_languages_say_the_same(sentence_of: Callable[[str], str]) -> None:
    assert len({sentence_of(code) for code in SUPPORTED}) == len(SUPPORTED)


@pytest.mark.parametrize("code", SUPPORTED)
def test_each_is_written_in_the_script_of_its_language(code: str) -> None:
    for sentence in (abstention(code), related(code)):
        used = {script for _, _, script in script_runs(sentence)}
        assert used
        assert used <= SCRIPTS_OF[code]
        assert not FOREIGN_HAN.get(code, frozenset()) & set(sentence)
        assert sentence == unicodedata.normalize("NFC", sentence).strip()


@pytest.mark.parametrize(
    ("asked", "used"),
    [
        ("nn", "nb"), ("no", "nb"), ("pt-BR", "pt"), ("de_AT", "de"), ("zh-TW", "zh-hant"), ("zh-CN", "zh"),
        ("bs", "hr"), ("bs-Latn", "hr"), ("LB", "de"), ("iw", "he"), ("tlh", "en"), ("", "en"), ("nonsense!", "en"),
    ],
)  # fmt: skip
def test_other_codes_get_a_close_language_or_english(asked: str, used: str) -> None:
    assert abstention(asked) == abstention(used)
    assert related(asked) == related(used)


def test_most_are_detected_as_their_language() -> None:
    detector = pytest.importorskip("polycite.components.language").LanguageDetector()
    wrong = {code for code in SUPPORTED if detector.detect(abstention(code)).language != code}
    assert len(wrong) <= len(SUPPORTED) // 10, sorted(wrong)
