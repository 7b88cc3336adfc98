"""What of an answer is compared with what; character recall by hand."""

from __future__ import annotations

import random
import string
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.eval.datasets.questions import GoldSpan, GoldText, Question
from polycite.eval.metrics.answering import ExactMatch, TokenF1
from polycite.eval.metrics.character_recall import CharacterRecall, character_recall
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.prediction_parts import Cited
from polycite.eval.predictions.predictions import Prediction

HINDI = Question("q", "?", "hi", texts=(GoldText("५८ किलो", "hi"), GoldText("58 किलोग्राम", "hi")))
GERMAN = Question("q", "?", "hi", answers=(GoldSpan("o", 0, 5, "58 kg", "de"),))
TRANSLATED = Prediction("q", "58 किलोग्राम", citations=(Cited("o", 0, 5, "58 kg", translation="58 किलोग्राम"),))


def test_a_translated_answer_is_compared_with_answers_of_either_language() -> None:
    # MKQA's answers are in the asker's language, MLQA's in that of the documents.
    for question in (HINDI, GERMAN):
        assert ExactMatch().measure(Case(question, TRANSLATED)) == 1.0
        assert CharacterRecall(3).measure(Case(question, TRANSLATED)) == 1.0
    assert ExactMatch().measure(Case(HINDI, Prediction("q", "58 kg"))) == 0.0


def test_the_digits_of_every_script_are_the_same_only_where_unicode_says_so() -> None:
    assert ExactMatch().measure(Case(HINDI, Prediction("q", "५८ किलो।"))) == 1.0
    assert TokenF1().measure(Case(HINDI, Prediction("q", "58 किलो"))) == 0.5


def test_an_abstention_says_nothing_whatever_its_words_are() -> None:
    silent = Prediction("q", "58 किलोग्राम", abstained=True)
    assert ExactMatch().measure(Case(HINDI, silent)) == 0.0
    assert CharacterRecall(3).measure(Case(HINDI, silent)) == 0.0
    assert ExactMatch().measure(Case(HINDI, Prediction("q", passages=()))) is None
    unanswerable = Question("q", "?", "hi", answerable=False)
    assert CharacterRecall(3).measure(Case(unanswerable, TRANSLATED)) is None


@pytest.mark.parametrize(
    ("language", "prediction", "gold", "recall"),
    [
        # mos osk ska kau of Moskau: mos osk ska in Moskva? mos osk skv kva: 2 of 4.
        ("de", "Moskva", "Moskau", 2 / 4),
        ("de", "der Moskauer Kreml", "Moskau", 1.0),
        # Words shorter than n are whole: 58 and kg; "kg" is not in "kgs".
        ("en", "58 kgs", "58 kg", 1 / 2),
        ("en", "it weighs 58 kg in all", "58 kg", 1.0),
        # Of repeated n-grams each counts: ana ana of banana, with ban nan ana nan... ban ana nan ana.
        ("en", "ana", "banana", 1 / 4),
        # قاهرة: قاه اهر هرة; القاهرة has them all besides الق لقا.
        ("ar", "القاهرة", "قاهرة", 1.0),
        ("ar", "قاهرة", "القاهرة", 3 / 5),
        # किलोग्राम counts code points: the vowel signs are characters too; किलो is क ि ल ो.
        ("hi", "किलो", "किलोग्राम", 2 / 7),
        # Thai and Chinese are one word: spaces do not matter, and a short answer is sought as it is.
        ("th", "30นาที", "30 นาที", 1.0),
        ("th", "ประมาณ 30 นาที", "30", 1.0),
        ("zh", "约8分钟左右", "8 分钟", 1.0),
        ("zh", "约9分钟", "8分钟", 0.0),
        ("zh", "大约十分钟", "十分", 1.0),
        ("en", "", "kg", 0.0),
        ("en", "...", "the", 1.0),
    ],
)
def test_character_recall_by_hand(language: str, prediction: str, gold: str, recall: float) -> None:
    assert character_recall(prediction, gold, language, 3) == pytest.approx(recall)


def bergen(text: str) -> Counter[str]:
    """3-grams as Chirkova et al. 2024 define them: lower case, ASCII punctuation splits, short words whole."""
    words = "".join(" " if c in string.punctuation else c for c in text.lower()).split()
    return Counter(w[i : i + 3] for w in words for i in range(max(1, len(w) - 2)))


@pytest.mark.parametrize("words", ["बैटरी का वज़न लगभग किलो", "وزن بطارية ساعة في مصر", "Pin nặng khoảng năm mươi tám"])
def test_character_recall_as_its_source_defines_it(words: str) -> None:
    # Where neither punctuation nor articles are in play both are the same, to the last digit.
    language = {"ब": "hi", "و": "ar", "P": "vi"}[words[0]]
    draw = random.Random(words)
    for _ in range(200):
        said, gold = (" ".join(draw.choices(words.split(), k=draw.randint(1, 6))) for _ in range(2))
        theirs = (bergen(said) & bergen(gold)).total() / bergen(gold).total()
        assert character_recall(said, gold, language, 3) == theirs


@given(st.text(), st.text(), st.sampled_from(["en", "ar", "hi", "th", "zh"]), st.integers(1, 5))
def test_saying_more_never_lowers_recall(said: str, gold: str, language: str, n: int) -> None:
    assert 0 <= character_recall(said, gold, language, n) <= 1
    assert character_recall(gold, gold, language, n) == 1.0
