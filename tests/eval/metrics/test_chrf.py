"""chrF against sacrebleu's own corpus_chrf."""

from __future__ import annotations

import random

import pytest
import sacrebleu

from polycite.eval.datasets.questions import GoldSpan, GoldText, Question
from polycite.eval.metrics.chrf import ChrF
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.prediction_parts import Cited
from polycite.eval.predictions.predictions import Prediction

WORDS = {
    "ar": ["البطارية", "تزن", "ثمانية", "وخمسين", "كيلوغراما،", "تقريبا"],
    "hi": ["बैटरी", "का", "वज़न", "लगभग", "५८", "किलो", "है।"],
    "th": ["แบตเตอรี่", "หนัก", "58", "กิโลกรัม", "โดยประมาณ"],
    "zh": ["电池", "重", "58", "公斤", "，", "大约"],
    "de": ["Die", "Batterie", "wiegt", "ungefähr", "58", "kg", "(ohne", "Sockel)."],
}


def drawn(language: str, number: int = 40) -> list[tuple[str, list[str]]]:
    draw = random.Random(language)

    def text(least: int = 1) -> str:
        joined = "" if language in ("th", "zh") else " "
        return joined.join(draw.choices(WORDS[language], k=draw.randint(least, 8)))

    return [(text(0), [text() for _ in range(draw.randint(1, 3))]) for _ in range(number)]


def case(i: int, said: str, right: list[str], language: str) -> Case:
    question = Question(str(i), "?", language, texts=tuple(GoldText(text, language) for text in right))
    return Case(question, Prediction(str(i), answer=said, abstained=not said))


@pytest.mark.parametrize("language", [*WORDS, "all"])
def test_corpus_chrf_to_the_last_digit(language: str) -> None:
    rows = [(one, *pair) for one in (WORDS if language == "all" else [language]) for pair in drawn(one)]
    values = [ChrF().measure(case(i, said, right, one)) for i, (one, said, right) in enumerate(rows)]
    most = max(len(right) for _, _, right in rows)
    references = [[right[n] if n < len(right) else None for _, _, right in rows] for n in range(most)]
    theirs = sacrebleu.corpus_chrf([said for _, said, _ in rows], references).score
    assert ChrF().aggregate(values) == theirs
    assert 10 < theirs < 90


@pytest.mark.parametrize("language", list(WORDS))
def test_one_question_is_a_sentence(language: str) -> None:
    for i, (said, right) in enumerate(drawn(language, 20)):
        value = ChrF().measure(case(i, said, right, language))
        assert ChrF().aggregate([value]) == sacrebleu.sentence_chrf(said, right).score


def test_the_answer_is_compared_in_the_language_of_the_question_only() -> None:
    german = GoldSpan("o", 0, 5, "58 kg", "de")
    question = Question("q", "?", "th", answers=(german,), texts=(GoldText("58 กิโลกรัม", "th"),))
    cited = (Cited("o", 0, 5, "58 kg", translation="58 กิโลกรัม"),)
    assert ChrF().aggregate([ChrF().measure(Case(question, Prediction("q", "58 กิโลกรัม", citations=cited)))]) == 100
    alone = Question("q", "?", "th", answers=(german,))
    assert ChrF().measure(Case(alone, Prediction("q", "58 kg"))) is None
    assert ChrF().measure(Case(question, Prediction("q", passages=()))) is None
    assert ChrF().aggregate([None, None]) is None


def test_an_abstention_lowers_the_score() -> None:
    said, silent = case(0, "电池重58公斤", ["电池重58公斤"], "zh"), case(1, "", ["大约30分钟"], "zh")
    assert ChrF().aggregate([ChrF().measure(said)]) == 100
    assert ChrF().aggregate([ChrF().measure(one) for one in (said, silent)]) < 100
