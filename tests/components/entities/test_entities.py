"""The entity guard: what is violated, what is not, and that masks come back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.entities.entities import EntityGuard, Violation, trust
from polycite.components.entities.entity_kinds import entities
from polycite.components.languages.language_codes import SUPPORTED
from polycite.components.translating import Translator
from polycite.components.translators.apertium import ApertiumEngine

GUARD = EntityGuard()  # one for all, so that a table is read once
PIECES = st.sampled_from(
    ["{name}", "%s", "%1$d", "`reset --all`", "https://a.example/b?c=1", "www.a.example", "x@y.example", "/etc/hosts",
     "E-16", "0x80070057", "3.14.2", "report.pdf", "XQ1Z", "xq", "X Q 0", "XQ0", "Z", "QX", "30", "三十", " ", "\n",
     "é"]
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join))


def kinds(source: str, target: str, language: str, target_language: str) -> set[str]:
    return {violation.kind for violation in GUARD.violations(source, target, language, target_language)}


@pytest.mark.parametrize(
    ("kind", "source", "target", "language"),
    [
        ("number", "It supports up to 64 devices.", "Es unterstützt bis zu 46 Geräte.", "de"),
        ("number", "Press it three times.", "Appuyez cinq fois.", "fr"),
        ("number", "The cable is 2.5 m long.", "Кабель длиной 25 м.", "ru"),
        ("number", "Use it down to -5 °C.", "Verwenden Sie es bis 5 °C.", "de"),
        ("unit", "It needs 5 GB of space.", "Necesita 5 MB de espacio.", "es"),
        ("unit", "Wait 30 seconds.", "请等待30分钟。", "zh"),
        ("unit", "It weighs 25 kg.", "Es wiegt 25.", "de"),
        ("date", "It ends on March 5, 2024.", "2024年5月3日に終わります。", "ja"),
        ("time", "Call before 6:30 p.m.", "Appelez avant 19 h 30.", "fr"),
        ("url", "See www.tessivolt.example/faq.", "Xem www.tessivolt.example/hoi.", "vi"),
        ("email", "Write to help@a.example.", "help@b.exampleに書いてください。", "ja"),
        ("code", "Error E-16 means no signal.", "Ошибка E-61 означает, что сигнала нет.", "ru"),
        ("snippet", "Run `tvctl reset`.", "`tvctl rest` चलाएँ।", "hi"),
        ("path", "Open /etc/hosts first.", "/etc/host dosyasını açın.", "tr"),
        ("placeholder", "Hello {name}, %d new.", "مرحبًا، %d جديدة.", "ar"),
        ("placeholder", "%s of %s", "%s", "de"),
        ("name", "Ask Katrin Vogel in Munich.", "Fragen Sie Katrin Vogel in Stuttgart.", "de"),
    ],
)  # fmt: skip
def test_each_kind_of_corruption_is_found(kind: str, source: str, target: str, language: str) -> None:
    assert kinds(source, target, "en", language) == {kind}
    assert kinds(target, source, language, "en") == {kind}


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("Press it 3 times.", "Drücken Sie dreimal.", "de"),
        ("1,234.5 km on March 5, 2024 at 2:30 pm", "1.234,5 km am 5.3.2024 um 14:30 Uhr", "de"),
        ("Up to 30 sensors for 24 hours at 20 °C", "ما يصل إلى ٣٠ مستشعرًا لمدة ٢٤ ساعة عند ٢٠ درجة مئوية", "ar"),
        ("More than 30,000 customers pay $5.", "超过3万名客户支付5美元。", "zh"),
        ("Within an hour, in July", "1時間以内、7月に", "ja"),
        ("R-330 shows error 0x80070057.", "Р-330: ошибка 0x80070057.", "ru"),
        ("Duplicate %d items in '%s'", "'%2$s' में %1$d दोहराए गए", "hi"),
        ("Released in the 1980s", "Erschienen in den 80er-Jahren", "de"),
        ("Call 0800 123 456.", "Rufen Sie 0800-123-456 an.", "de"),
        ("See https://A.example/b/.", "详情见https://a.example/b。", "zh"),
    ],
)
def test_what_a_translator_may_write_otherwise_is_no_violation(source: str, target: str, language: str) -> None:
    assert GUARD.violations(source, target, "en", language) == ()
    assert GUARD.violations(target, source, language, "en") == ()


def test_a_violation_says_where_and_what_instead() -> None:
    source = "Der Akku lädt in 2,5 Stunden."
    (found,) = GUARD.violations(source, "The battery charges in 25 hours.", "de", "en")
    assert found == Violation("number", 17, 28, "2,5 Stunden", "25 hours")
    assert source[found.start : found.end] == found.text


def test_what_only_the_translation_has_is_a_violation_without_a_place() -> None:
    found = GUARD.violations("The router is new.", "Der Router R-330 ist neu.", "en", "de")
    assert found == (Violation("code", -1, -1, "", "R-330"),)


def test_a_glossary_term_must_become_what_it_says_in_any_form() -> None:
    guard = EntityGuard({"pairing button": "Kopplungstaste"})
    source = "Hold the Pairing Button."
    assert guard.violations(source, "Halten Sie die Kopplungstasten gedrückt.", "en", "de") == ()
    (found,) = guard.violations(source, "Halten Sie den Knopf gedrückt.", "en", "de")
    assert found == Violation("term", 9, 23, "Pairing Button", None)


def test_confidence_falls_with_every_violation_and_most_with_numbers() -> None:
    number = Violation("number", 0, 1, "5", "6")
    name = Violation("name", 0, 4, "Anna", None)
    assert trust([]) == 1
    assert 0 < trust([number, number]) < trust([number]) < trust([name]) < 1


def test_masks_stand_for_what_must_stay_and_a_term_for_its_translation() -> None:
    protected = EntityGuard({"Akku": "battery"}).protect("Fehler E-16: Akku laut www.a.example {n} prüfen", "de")
    assert protected.text == "Fehler XQ0Z: XQ1Z laut XQ2Z XQ3Z prüfen"
    assert (
        protected.restore("Error xq0z: check the XQ 1 Z per XQ２Z") == "Error E-16: check the battery per www.a.example"
    )
    assert protected.lost("Error XQ0Z: check XQ1Z, XQ2Z") == (Violation("placeholder", 37, 40, "{n}", None),)


@pytest.mark.skipif(
    ("en", "es") not in ApertiumEngine().pairs(),
    reason="apertium-eng-spa is not installed: apt install apertium-eng-spa",
)
def test_masks_survive_a_translator() -> None:
    source = "Error E-16: open https://a.example/b?c=1, write to x@y.example. Run `reset --all` with {name}."
    protected = GUARD.protect(source, "en")
    (found,) = Translator("apertium", cache=None).translate([protected.text], "en", "es")
    assert found
    assert protected.lost(found.text) == ()
    assert {v.kind for v in GUARD.violations(source, protected.restore(found.text), "en", "es")} <= {"name"}


@settings(deadline=None)  # a table is read when first needed
@given(TEXTS)
def test_masks_come_back(text: str) -> None:
    protected = GUARD.protect(text, "en")
    assert protected.restore(protected.text) == text
    assert protected.lost(protected.text) == ()


@settings(deadline=None)  # a table is read when first needed
@given(TEXTS)
def test_masks_take_the_place_of_the_hidden_and_nothing_else(text: str) -> None:
    protected = GUARD.protect(text, "en")
    end = 0
    for hidden in protected.hidden:
        assert end <= hidden.start < hidden.end <= len(text)
        assert text[hidden.start : hidden.end] == hidden.text == hidden.restored
        end = hidden.end


@settings(deadline=None)  # a table is read when first needed
@given(TEXTS, st.sampled_from([None, *SUPPORTED]))
def test_entities_lie_in_the_text_in_order_and_apart(text: str, language: str | None) -> None:
    end = 0
    for entity in entities(text, language):
        assert end <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
        end = entity.end


@settings(deadline=None)  # a table is read when first needed
@given(TEXTS, TEXTS, st.sampled_from(["en", "de", "zh", "ar", None]))
def test_violations_lie_in_the_source(source: str, target: str, language: str | None) -> None:
    for violation in GUARD.violations(source, target, language, "en"):
        if violation.start >= 0:
            assert 0 <= violation.start < violation.end <= len(source)
            assert source[violation.start : violation.end] == violation.text
        else:
            assert (violation.start, violation.end, violation.text) == (-1, -1, "")
            assert violation.found


@settings(deadline=None)  # a table is read when first needed
@given(TEXTS)
def test_a_text_does_not_violate_itself(text: str) -> None:
    assert [v for v in GUARD.violations(text, text + " ", "en", "en") if v.kind != "name"] == []
