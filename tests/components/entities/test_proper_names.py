"""Names are the same whatever the script writes of them."""

from __future__ import annotations

import pytest

from polycite.components.entities.name_sounds import Text
from polycite.components.entities.proper_names import NameReader, names

READER = NameReader()


def missing(source: str, language: str, target: str, target_language: str) -> list[str]:
    found = READER.missing(names(source, language), language, Text(target, target_language))
    return [one.name.text for one in found if one.certain]


@pytest.mark.parametrize(
    ("source", "language", "target", "target_language"),
    [
        ("Our office is in Moscow.", "en", "Наш офис находится в Москве.", "ru"),
        ("Our office is in Munich.", "en", "Unser Büro ist in München.", "de"),
        ("Our office is in Athens.", "en", "Το γραφείο μας βρίσκεται στην Αθήνα.", "el"),
        ("Our office is in Germany.", "en", "Unser Büro ist in Deutschland.", "de"),
        ("Our office is in Beijing.", "en", "我们的办公室在北京。", "zh"),
        ("Наш офис в Москве.", "ru", "Büromuz Moskova'da.", "tr"),
        ("Please ask Anna Kuznetsova.", "en", "Спросите Анну Кузнецову.", "ru"),
        ("Please ask Samir Haddad.", "en", "اسأل سمير حداد.", "ar"),
        ("Please ask Priya Nair.", "en", "प्रिया नायर से पूछें।", "hi"),
        ("Please ask Elena Rossi.", "en", "엘레나 로시에게 물어보세요.", "ko"),
        ("Please ask Maria Schmidt.", "en", "マリア・シュミットに聞いてください。", "ja"),
        ("The hub runs Firefox.", "en", "集线器运行Firefox。", "zh"),
    ],
)  # fmt: skip
def test_a_name_is_known_again(source: str, language: str, target: str, target_language: str) -> None:
    assert missing(source, language, target, target_language) == []


@pytest.mark.parametrize(
    ("source", "target", "language", "lost"),
    [
        ("Our office is in Moscow.", "Наш офис находится в Минске.", "ru", ["Moscow"]),
        ("Our office is in Munich.", "Unser Büro ist in Stuttgart.", "de", ["Munich"]),
        ("Our office is in Berlin.", "我们的办公室在巴黎。", "zh", ["Berlin"]),
        ("Please ask Samir Haddad.", "اسأل كريم حداد.", "ar", ["Samir"]),
        ("Please ask Julien Moreau.", "Demandez à Julien Lambert.", "fr", ["Moreau"]),
    ],
)
def test_another_name_is_noticed(source: str, target: str, language: str, lost: list[str]) -> None:
    assert missing(source, "en", target, language) == lost


@pytest.mark.parametrize(
    ("source", "language", "target", "target_language"),
    [
        ("Click Save in the Settings menu.", "en", "Klicken Sie im Menü auf Sichern.", "de"),
        ("Die Verkabelung ist in der Anleitung beschrieben.", "de", "The manual says how to wire it.", "en"),
        ("Open The Advanced Network Configuration Dialog", "en", "打开高级网络配置对话框", "zh"),
    ],
)
def test_capitals_alone_make_no_name(source: str, language: str, target: str, target_language: str) -> None:
    assert missing(source, language, target, target_language) == []
