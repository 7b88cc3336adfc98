"""A run of two invented systems over short texts in thirteen languages, written for these tests."""

import random
import re

import pytest

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.metrics.catalogue import defaults
from polycite.eval.metrics.metric import Metric
from polycite.eval.predictions.prediction_parts import Cited, Place
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.report.contents import Contents
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.scoring import score

# language: (question, text in which the answer stands in brackets and a wrong one in braces)
SENTENCES = {
    "en": ("How much does the battery weigh?", "🔋 The battery of the B-5 weighs [58 kg] and holds {10 kWh}."),
    "de": ("Wie viel wiegt der Speicher?", "🔋 Der Speicher B-5 wiegt [58 kg] und fasst {10 kWh}."),
    "el": ("Πόσο ζυγίζει η μπαταρία;", "🔋 Η μπαταρία B-5 ζυγίζει [58 κιλά] και χωράει {10 kWh}."),
    "es": ("¿Cuánto pesa la batería?", "🔋 La batería B-5 pesa [58 kg] y guarda {10 kWh}."),
    "hi": ("बैटरी का वज़न कितना है?", "🔋 बी-5 बैटरी का वज़न [58 किलोग्राम] है और उसमें {10 kWh} आती है।"),
    "ar": ("كم تزن البطارية؟", "🔋 تزن البطارية B-5 نحو [58 كيلوغرامًا] وتخزن {10 كيلوواط ساعة}."),
    "he": ("כמה שוקלת הסוללה?", "🔋 הסוללה B-5 שוקלת [58 קילוגרם] ואוגרת {10 קוט״ש}."),
    "th": ("แบตเตอรี่หนักเท่าไร", "🔋 แบตเตอรี่ B-5 หนัก[58 กิโลกรัม]และเก็บไฟได้ {10 กิโลวัตต์ชั่วโมง}"),
    "zh": ("电池有多重?", "🔋 B-5 电池重[58 公斤],可储存 {10 千瓦时}。"),
    "ja": ("電池の重さはどのくらいですか。", "🔋 B-5 電池の重さは[58キログラム]で、{10キロワット時}を蓄えます。"),
    "ko": ("배터리의 무게는 얼마입니까?", "🔋 B-5 배터리의 무게는 [58킬로그램]이고 {10kWh}를 저장합니다."),
    "ru": ("Сколько весит аккумулятор?", "🔋 Аккумулятор B-5 весит [58 кг] и вмещает {10 кВт·ч}."),
    "ur": ("بیٹری کا وزن کتنا ہے؟", "🔋 بی-5 بیٹری کا وزن [58 کلوگرام] ہے اور اس میں {10 کلوواٹ آور} آتے ہیں۔"),
}  # fmt: skip
HOSTILE = "</script><img src=x onerror=alert(1)><!-- \u2028 & \u202e"
MODES = ("retrieval miss", "reader miss", "projection drift")
SKILL = {"en": 0.9, "de": 0.85, "es": 0.85, "zh": 0.7, "ur": 0.25, "th": 0.4, "hi": 0.55}


def _parts(language: str) -> tuple[str, str, str, str]:
    """Text before the answer, the answer, text after it, the wrong answer in that."""
    before, answer, after, wrong, end = re.split(r"[\[\]{}]", SENTENCES[language][1])
    return before, answer, after + wrong + end, wrong


def originals() -> dict[str, Original]:
    """One of each language; the answer stands far from the beginning, behind an emoji."""
    made = {}
    for language in SENTENCES:
        before, answer, after, _ = _parts(language)
        text = before + answer + after
        filler = (after.strip(" ,") + " ") * 30
        made[f"{language}/battery"] = Original(f"{language}/battery", f"{filler}\n{text}\n{filler}", language=language)
    made["xx/hostile"] = Original("xx/hostile", f"{HOSTILE} weighs 58 kg {HOSTILE}", language="en")
    return made


def rows(
    system: str = "reader A", seed: int = 7, each: int = 16, known: dict[str, Original] | None = None
) -> list[Row]:
    """Questions of every language over every third language's text, answered well, badly or not at all by chance."""
    known = known or originals()
    chance = random.Random(seed)
    languages, questions, predictions, modes = list(SENTENCES), [], {}, {}
    for number, (language, (asked, *_)) in enumerate(SENTENCES.items()):
        for turn in range(each):
            passage = language if turn < 3 else languages[(number + 3 * turn) % len(languages)]
            name = f"{language}-{turn}"
            if turn == each - 1:
                questions.append(Question(name, f"{asked} ({HOSTILE})", language, ("unanswerable",), answerable=False))
                silent = chance.random() < 0.6
                predictions[name] = Prediction(
                    name,
                    "" if silent else HOSTILE,
                    silent,
                    () if silent else (_hostile(known),),
                    passages=(),
                    confidence=None if silent else 0.6,
                    latency_ms=80.0,
                )
                modes[name] = "" if silent else "false answer"
                continue
            original = known[f"{passage}/battery"]
            _, answer, _, wrong = _parts(passage)
            start = original.text.index(answer)
            gold = GoldSpan(original.id, start, start + len(answer), answer, passage)
            kind = "same-language" if passage == language else "cross-language"
            questions.append(Question(name, asked, language, (kind,), answers=(gold,), slices={"domain": "hardware"}))
            right = chance.random() < SKILL.get(language, 0.65)
            quote = answer if right else wrong
            at = original.text.index(quote, 0 if right else start)
            sure = round(chance.uniform(0.4, 0.99) if right else chance.uniform(0.1, 0.8), 3)
            timings = {"retriever": chance.uniform(20, 40), "reader": chance.uniform(100, 400)}
            predictions[name] = Prediction(
                name, quote, confidence=sure, evidence=sure, language=passage, strategy="direct", timings_ms=timings,
                latency_ms=sum(timings.values()) + chance.uniform(1, 9),
                citations=(Cited(original.id, at, at + len(quote), quote, passage, "verbatim", sure),),
                passages=(Place(original.id, start - 20, start + 60), Place("en/battery")),
            )  # fmt: skip
            modes[name] = "" if right else MODES[turn % len(MODES)]
    scored = score(questions, predictions, known, _metrics(), dataset="batteries", system=system)
    return [_with(row, modes[row.id]) for row in scored]


def _hostile(known: dict[str, Original]) -> Cited:
    start = known["xx/hostile"].text.rindex(HOSTILE)
    return Cited("xx/hostile", start, start + len(HOSTILE), HOSTILE)


def _with(row: Row, failure: str) -> Row:
    script = {"ar": "Arab", "ur": "Arab", "he": "Hebr", "th": "Thai", "hi": "Deva"}.get(row.language, "other")
    return Row(row.question, row.prediction, row.values, row.passage_language, row.dataset, row.system,
               {**row.question.slices, "script": script}, failure)  # fmt: skip


def _metrics() -> tuple[Metric, ...]:
    return defaults()


def contents(systems: int = 1, each: int = 16) -> Contents:
    known = originals()
    made = [row for n in range(systems) for row in rows(f"reader {'ABC'[n]}", 7 + n, each, known)]
    manifest = {"name": "batteries nightly", "command": "polycite eval run suite.toml", "python": "3.11",
                "fingerprint": {"data": "9f2c" * 16, "seed": 7}}  # fmt: skip
    return Contents.of(made, _metrics(), {"batteries": known}, manifest, "Batteries, nightly")


@pytest.fixture(scope="session")
def run() -> Contents:
    return contents()


@pytest.fixture(scope="session")
def two_systems() -> Contents:
    return contents(2)
