"""A projected span is a place in the target, says what the source's span says, and knows how sure it is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.projecting import Projection, SpanProjector
from polycite.components.text.graphemes import is_boundary
from polycite.components.translation.translation import SentencePair

PROJECTOR = SpanProjector()  # one for all, so that models and tables are read once
WITHOUT_ENCODER = SpanProjector(encoder=None)

TEXTS = {
    "en": "The battery of the R-330 lasts ten hours. The charger costs 49.90 euros. Restart the router first.",
    "de": "Der Akku des R-330 hält zehn Stunden. Das Ladegerät kostet 49,90 Euro. Starten Sie zuerst den Router neu.",
    "ru": "Аккумулятор R-330 работает десять часов. Зарядное устройство стоит 49,90 евро. Сперва перезапустите роутер.",
    "ar": "تدوم بطارية R-330 عشر ساعات. سعر الشاحن ٤٩٫٩٠ يورو. أعد تشغيل جهاز التوجيه أولاً.",
    "hi": "R-330 की बैटरी दस घंटे चलती है। चार्जर की कीमत 49.90 यूरो है। पहले राउटर को फिर से चालू करें।",
    "zh": "R-330的电池可以使用十个小时。充电器的价格是49.90欧元。请先重启路由器。",
    "ja": "R-330のバッテリーは十時間持ちます。充電器の価格は49.90ユーロです。まずルーターを再起動してください。",
    "th": "แบตเตอรี่ของ R-330 ใช้งานได้สิบชั่วโมง ที่ชาร์จราคา 49.90 ยูโร รีสตาร์ทเราเตอร์ก่อน",
    "tr": "R-330'un bataryası on saat dayanır. Şarj cihazı 49,90 avrodur. Önce yönlendiriciyi yeniden başlatın.",
}
HOURS = {
    "en": "ten hours", "de": "zehn Stunden", "ru": "десять часов", "ar": "عشر ساعات", "hi": "दस घंटे",
    "zh": "十个小时", "ja": "十時間", "th": "สิบชั่วโมง", "tr": "on saat",
}  # fmt: skip
ROUTER = {
    "en": "the router", "de": "den Router", "ru": "роутер", "ar": "جهاز التوجيه", "hi": "राउटर",
    "zh": "路由器", "ja": "ルーター", "th": "เราเตอร์", "tr": "yönlendiriciyi",
}  # fmt: skip


def project(source: str, target: str, quote: str, **more: object) -> tuple[Projection, str]:
    start = source.index(quote)
    found = PROJECTOR.project(source, target, start, start + len(quote), **more)  # type: ignore[arg-type]
    return found, target[found.start : found.end]


@pytest.mark.parametrize("other", [language for language in TEXTS if language != "en"])
def test_a_phrase_is_found_in_every_script_and_carried_back(other: str) -> None:
    for source, target in (("en", other), (other, "en")):
        found, quote = project(
            TEXTS[source], TEXTS[target], HOURS[source], source_language=source, target_language=target
        )
        assert quote == HOURS[target]
        assert found.method == "projected"
        assert found.confidence > 0.8


@pytest.mark.parametrize(("source", "target"), [("de", "ru"), ("ru", "zh"), ("zh", "ar"), ("tr", "ja"), ("hi", "de")])
def test_languages_meet_without_english_and_are_detected(source: str, target: str) -> None:
    _, quote = project(TEXTS[source], TEXTS[target], HOURS[source])
    assert quote == HOURS[target]
    _, quote = project(TEXTS[source], TEXTS[target], ROUTER[source])
    assert ROUTER[target].split()[-1] in quote
    assert len(quote) <= len(ROUTER[target]) + 1


@pytest.mark.parametrize("target", [language for language in TEXTS if language != "en"])
def test_a_code_that_stands_once_is_found_verbatim(target: str) -> None:
    found, quote = project(TEXTS["en"], TEXTS[target], "R-330")
    assert (quote, found.method) == ("R-330", "verbatim")  # without the suffix that Turkish writes onto it
    assert found.confidence > 0.9


@pytest.mark.parametrize("target", ["de", "ar", "zh", "th"])
def test_a_number_is_found_by_its_value(target: str) -> None:
    found, quote = project(TEXTS["en"], TEXTS[target], "49.90", source_language="en", target_language=target)
    assert quote in ("49.90", "49,90", "٤٩٫٩٠")
    assert found.method == "verbatim"


def test_a_number_that_stands_twice_is_told_apart_by_its_sentence() -> None:
    german = "Das Laden dauert 2 Stunden. Im Karton liegen 2 Kabel."
    english = "Charging takes 2 hours. There are 2 cables in the box."
    start = german.rindex("2")
    found = PROJECTOR.project(german, english, start, start + 1, "de", "en")
    assert (found.start, found.method) == (english.rindex("2"), "projected")


def test_marks_of_a_number_come_along_unless_the_number_alone_is_asked_for() -> None:
    german, english = "Im Angebot sparen Sie 20 % auf alles.", "You save 20% on everything in the sale."
    assert project(german, english, "20 %")[1] == "20%"
    assert project(german, english, "20")[1] == "20"


def test_sentence_pairs_say_where_to_look() -> None:
    german = "Der Akku hält lange. Der Akku ist neu."
    english = "The battery is new. The battery lasts long."  # not in the order of the source
    pairs = [SentencePair(0, 20, 20, 43), SentencePair(21, 38, 0, 19)]
    start = german.rindex("Akku")
    found = PROJECTOR.project(german, english, start, start + 4, "de", "en", pairs)
    assert english[found.start : found.end].endswith("battery")
    assert found.end <= 19


@pytest.mark.parametrize("encoder", ["shipped/retriever", None])
def test_what_the_target_does_not_say_is_doubted_and_weak_links_give_the_sentence(encoder: str | None) -> None:
    english = "Please read the manual. Quantum chromodynamics explains the strong force."
    german = "Bitte lesen Sie die Anleitung. Guten Appetit und schöne Ferien!"
    start = english.index("chromodynamics")
    assert SpanProjector(encoder=encoder).project(english, german, start, start + 23, "en", "de").confidence < 0.4
    found = SpanProjector(encoder=encoder, threshold=0.5).project(english, german, start, start + 23, "en", "de")
    assert found.method == "sentence"
    assert german[found.start : found.end] == "Guten Appetit und schöne Ferien!"
    assert found.confidence < 0.4  # it holds the place, and is seldom the right span itself


def test_a_sentence_is_no_sure_answer_for_a_word_of_it() -> None:
    found = SpanProjector(threshold=1.0).project(TEXTS["en"], TEXTS["de"], 4, 11, "en", "de")
    assert (found.method, TEXTS["de"][found.start : found.end]) == ("sentence", TEXTS["de"].split(". ")[0] + ".")
    assert found.confidence < 0.1


@pytest.mark.parametrize("projector", [PROJECTOR, WITHOUT_ENCODER], ids=["encoder", "lexicon alone"])
def test_a_language_without_a_table_still_gets_a_place(projector: SpanProjector) -> None:
    irish, english = (
        "Maireann an ceallraí deich n-uaire. Cosnaíonn sé 49 euro.",
        "The battery lasts ten hours. It costs 49 euros.",
    )
    found = projector.project(irish, english, 0, len("Maireann an ceallraí deich n-uaire."), "ga", "en")
    assert found.end <= len("The battery lasts ten hours.")
    start = irish.index("49")
    found = projector.project(irish, english, start, start + 2, "ga", "en")
    assert english[found.start : found.end] == "49"


def test_the_lexicon_alone_finds_plain_words() -> None:
    start = TEXTS["de"].index("zehn Stunden")
    found = WITHOUT_ENCODER.project(TEXTS["de"], TEXTS["en"], start, start + 12, "de", "en")
    assert TEXTS["en"][found.start : found.end] == "ten hours"


def test_a_span_deep_in_a_long_document_is_found_near_its_place() -> None:
    filler = [(f"Absatz {n}: Das Gerät ist bereit.", f"Paragraph {n}: The device is ready.") for n in range(700)]
    filler[500] = ("Der rote Knopf startet die Messung.", "The red button starts the measurement.")
    german, english = (" ".join(pair[side] for pair in filler) for side in (0, 1))
    _, quote = project(german, english, "rote Knopf", source_language="de", target_language="en")
    assert quote.endswith("red button")


@pytest.mark.parametrize(
    ("source", "target", "start", "end"),
    [
        ("abc", "x", 2, 2),
        ("abc", "x", -1, 2),
        ("abc", "x", 0, 4),
        ("abc", "x", 3, 1),
        ("", "x", 0, 0),
        ("a", " \n", 0, 1),
    ],
)
def test_bad_offsets_and_an_empty_target_are_told(source: str, target: str, start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"no span of a source|target is empty"):
        PROJECTOR.project(source, target, start, end, "en", "de")


TRICKY = 'aé\u0301क्षिनमस्तेกำลังกี่각👩\u200d👩\u200d👧🇷🇴\r\nİ\u200b中文。 .5٣%€"“(«R-330'
tricky = st.text(alphabet=st.one_of(st.sampled_from(TRICKY), st.characters()), max_size=40)
any_text = st.one_of(tricky, st.sampled_from(sorted(TEXTS.values())))


@settings(max_examples=150, deadline=None)
@given(any_text, any_text, st.sampled_from(["en", "de", "zh", "th", "ar", "xx"]), st.data())
def test_any_span_of_any_text_is_a_whole_place_in_the_target(
    source: str, target: str, language: str, data: st.DataObject
) -> None:
    if not source or not target.strip():
        return
    start = data.draw(st.integers(0, len(source) - 1))
    end = data.draw(st.integers(start + 1, len(source)))
    projector = data.draw(st.sampled_from([PROJECTOR, WITHOUT_ENCODER]))
    found = projector.project(source, target, start, end, language, "de")
    assert 0 <= found.start < found.end <= len(target)
    assert is_boundary(target, found.start)
    assert is_boundary(target, found.end)
    assert 0 <= found.confidence <= 1
