import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.eval.metrics.normalisation import ARTICLES, CHARACTER_LANGUAGES, normalise, tokens


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The 2.5 kW battery!", ["25", "kw", "battery"]),
        ("en", "A theatre, an anthem", ["theatre", "anthem"]),
        ("de", "Die Garantie des Geräts", ["garantie", "geräts"]),
        ("de", "Dienstag", ["dienstag"]),
        ("es", "¿Las 3 de la tarde?", ["3", "de", "tarde"]),
        ("fr", "le 24 mai", ["24", "mai"]),
        ("vi", "chiếc xe của tôi", ["xe", "tôi"]),
        ("el", "η Αθήνα", ["αθήνα"]),
        ("ru", "«Штормовой заряд»", ["штормовой", "заряд"]),
        ("hi", "30 मिनट बाद।", ["30", "मिनट", "बाद"]),
        ("hi", "the", ["the"]),
        ("tr", "İstanbul'da", ["i̇stanbulda"]),
        ("ko", "최대 40분", ["최대", "40분"]),
    ],
)
def test_words(language: str, text: str, expected: list[str]) -> None:
    assert tokens(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "约 8 分钟。", ["约", "8", "分", "钟"]),
        ("zh", "使用Wi-Fi 6E网络", ["使", "用", "wifi", "6e", "网", "络"]),
        ("ja", "約30分(Wi-Fi)", ["約", "30", "分", "wifi"]),
        ("ja", "ルーター", ["ル", "ー", "タ", "ー"]),
        ("th", "30 นาที", ["30", "น", "า", "ท", "ี"]),
        ("th", "แค่ 5G", ["แ", "ค", "่", "5g"]),
        ("km", "ពីរ", list("ពីរ")),
    ],
)
def test_characters_and_words_mixed(language: str, text: str, expected: list[str]) -> None:
    assert tokens(text, language) == expected


def test_arabic_words_keep_their_letters() -> None:
    # MLQA's own script turns "Malta" into "م طا".
    assert tokens("مالطا", "ar") == ["مالطا"]
    assert tokens("في القاهرة، مصر؟", "ar") == ["في", "القاهرة", "مصر"]


def test_full_width_and_decomposed_forms_are_equal() -> None:
    assert normalise("Ｒ－３３０", "ja") == normalise("R-330", "ja")
    assert normalise("Cafe\u0301", "fr") == normalise("Café", "fr")


def test_every_unicode_punctuation_goes() -> None:
    marks = "".join(c for c in map(chr, range(0x3000)) if unicodedata.category(c).startswith("P")) + string.punctuation
    assert tokens(marks, "en") == []


@given(st.text(), st.sampled_from([*ARTICLES, *CHARACTER_LANGUAGES, "ar", "hi", "ru"]))
def test_no_token_is_empty_or_holds_space_or_punctuation(text: str, language: str) -> None:
    for token in tokens(text, language):
        assert token
        assert not any(c.isspace() or unicodedata.category(c).startswith("P") for c in token)
