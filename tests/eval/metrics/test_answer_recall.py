from __future__ import annotations

import pytest

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldSpan, GoldText, Question
from polycite.eval.metrics.answer_recall import AnswerRecall
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.prediction_parts import Place
from polycite.eval.predictions.predictions import Prediction

ORIGINALS = {
    original.id: original
    for original in (
        Original("en", "The code is 512. The router resets after 10 seconds of waiting.", language="en"),
        Original("de", "Der Speicher wiegt 58 kg ohne Sockel.", language="de"),
        Original("zh", "使用Wi-Fi网络时，充电约需8分钟。", language="zh"),
        Original("th", "ชาร์จประมาณ 30 นาที ก็พอ", language="th"),
        Original("ar", "تزن البطارية 58 كغ، من دون القاعدة.", language="ar"),
        Original("hi", "बैटरी का वज़न लगभग 58 किलो है।", language="hi"),
        Original("unknown", "电池重58公斤"),
    )
}


def recall(
    k: int, texts: str | tuple[str, ...], language: str, *passages: str | Place, known: bool = True
) -> float | None:
    given = (texts,) if isinstance(texts, str) else texts
    question = Question("q", "?", "en", texts=tuple(GoldText(text, language) for text in given))
    places = tuple(Place(one) if isinstance(one, str) else one for one in passages)
    return AnswerRecall(k).measure(Case(question, Prediction("q", passages=places), ORIGINALS if known else {}))


@pytest.mark.parametrize(
    ("text", "language", "original"),
    [
        ("10 seconds", "en", "en"),
        ("a 10 seconds", "en", "en"),
        ("58 kg", "de", "de"),
        ("约需 8 分钟", "zh", "zh"),
        ("30นาที", "th", "th"),
        ("البطارية ٥٨ كغ".replace("٥٨", "58"), "ar", "ar"),
        ("58 किलो", "hi", "hi"),
        ("58 公斤", "zh", "unknown"),
    ],
)
def test_the_words_stand_in_what_was_found(text: str, language: str, original: str) -> None:
    assert recall(2000, text, language, "de", "en", original) == 1.0
    assert recall(2000, text, language) == 0.0


def test_whole_tokens_in_one_passage_in_order() -> None:
    assert recall(2000, "12", "en", "en") == 0.0  # not in 512
    assert recall(2000, "seconds 10", "en", "en") == 0.0
    assert recall(2000, "seconds of waiting Der Speicher", "en", "en", "de") == 0.0
    assert recall(2000, "分钟8", "zh", "zh") == 0.0


def test_the_first_k_tokens_by_hand() -> None:
    # Without "The": code is 512 router resets after 10 seconds: the eighth token.
    assert recall(8, "10 seconds", "en", "en") == 1.0
    assert recall(7, "10 seconds", "en", "en") == 0.0
    # 使 用 wifi 网 络 时 充 电 约 需 8 分 钟: eight is the eleventh, after six tokens of the German passage.
    assert recall(6 + 13, "8分钟", "zh", "de", "zh") == 1.0
    assert recall(6 + 12, "8分钟", "zh", "de", "zh") == 0.0


def test_a_passage_is_what_its_offsets_say() -> None:
    start = ORIGINALS["hi"].text.index("58")
    assert recall(50, "58", "hi", Place("hi", start, start + 2)) == 1.0
    assert recall(50, "58", "hi", Place("hi", 0, start)) == 0.0


def test_all_parts_of_an_answer_any_text() -> None:
    spans = (GoldSpan("de", 19, 24, "58 kg", "de"), GoldSpan("en", 40, 50, "10 seconds", "en"))
    both = Question("q", "?", "en", answers=spans)
    for names, value in ((("de", "en"), 1.0), (("de",), 0.0), (("en", "de"), 1.0)):
        prediction = Prediction("q", passages=tuple(map(Place, names)))
        assert AnswerRecall(100).measure(Case(both, prediction, ORIGINALS)) == value
    assert recall(100, ("not this", "10 seconds"), "en", "en") == 1.0


def test_no_part_where_it_cannot_be_told() -> None:
    assert recall(100, "10 seconds", "en", "en", known=False) is None
    assert recall(100, "nowhere", "en", "en", "missing") is None
    assert recall(100, "10 seconds", "en", "en", "missing") == 1.0  # told before the missing one
    assert recall(100, "%", "en", "en") is None
    assert recall(100, ("yes", "no"), "en", "en") is None
    question = Question("q", "?", "en", texts=(GoldText("58", "en"),))
    assert AnswerRecall(100).measure(Case(question, Prediction("q", answer="58"), ORIGINALS)) is None
