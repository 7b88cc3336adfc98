from __future__ import annotations

import pytest

from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.language_consistency import LanguageConsistency, identified
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.predictions import Prediction

SENTENCES = {
    "en": "The battery weighs about 58 kg without its stand.",
    "de": "Der Speicher wiegt ohne den Sockel ungefähr 58 kg.",
    "ar": "تزن البطارية حوالي 58 كيلوغراما من دون القاعدة.",
    "hi": "बैटरी का वज़न बिना स्टैंड के लगभग 58 किलो है।",
    "th": "แบตเตอรี่หนักประมาณ 58 กิโลกรัมเมื่อไม่รวมฐาน",
    "zh": "电池不含底座时重约58公斤。",
    "tr": "Batarya ayaklık olmadan yaklaşık 58 kg ağırlığındadır.",
}


def measured(said: str, question: str, claimed: str = "", wanted: str = "", abstained: bool = False) -> float | None:
    case = Case(Question("q", "?", question), Prediction("q", said, abstained=abstained, language=claimed))
    return LanguageConsistency(wanted).measure(case)


@pytest.mark.parametrize("asked", SENTENCES)
@pytest.mark.parametrize("said", SENTENCES)
def test_sentences(asked: str, said: str) -> None:
    assert measured(SENTENCES[said], asked) == float(asked == said)


def test_what_the_system_says_is_checked_not_believed() -> None:
    assert measured(SENTENCES["en"], "hi", claimed="hi") == 0.0
    assert measured(SENTENCES["en"], "hi", claimed="hi", wanted="said") == 0.0
    # A quote in the document's language that is marked as such.
    assert measured(SENTENCES["en"], "hi", claimed="en", wanted="said") == 1.0
    assert measured(SENTENCES["en"], "hi", wanted="said") is None


@pytest.mark.parametrize(
    "answer",
    ["58 kg", "R-310", "", "2024-05-31", "Wi-Fi 6", "https://example.com/ar/how-to-reset", "กก.", "分钟", "Kreml",
     "Tesla Electric Light & Manufacturing", "Lothar de Maizière", "Александр Сергеевич Пушкин", "E-16: 0x80070005"],
)  # fmt: skip
def test_numbers_codes_and_names_have_no_part(answer: str) -> None:
    assert identified(answer) is None
    assert measured(answer, "ar") is None


def test_chinese_is_one_language_and_what_cannot_be_identified_has_no_part() -> None:
    assert measured(SENTENCES["zh"], "zh-hant") == 1.0
    assert measured(SENTENCES["en"], "ilo") is None
    assert measured(SENTENCES["en"], "en", abstained=True) is None


def test_the_figure_is_a_share_of_those_that_can_be_told() -> None:
    values = [measured(said, "th") for said in (SENTENCES["th"], SENTENCES["en"], "58 kg", SENTENCES["th"])]
    assert LanguageConsistency().aggregate(values) == pytest.approx(2 / 3)


def test_no_other_parameter() -> None:
    with pytest.raises(ValueError, match="'hi'"):
        LanguageConsistency("hi")
