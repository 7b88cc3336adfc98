"""EM and F1 against the scripts of SQuAD v1.1 and MLQA, whose definitions are written down here anew.

Both are defined in words by their papers (Rajpurkar et al. 2016, section 6.1; Lewis et al. 2020, section 4.1) and by
their published scripts; this is a transcription of what they compute, not their code.
"""

from __future__ import annotations

import random
import re
import string
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable

import pytest

from polycite.eval.datasets.questions import GoldText, Question
from polycite.eval.metrics.answering import ExactMatch, TokenF1
from polycite.eval.metrics.answers import exact_match, f1
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.predictions import Prediction

Normalise = Callable[[str], str]


def squad_normalise(text: str) -> str:
    """Lower case, no ASCII punctuation, no a, an, the, single spaces: in this order."""
    bare = "".join(c for c in text.lower() if c not in string.punctuation)
    return " ".join(re.sub(r"\b(a|an|the)\b", " ", bare).split())


_PUNCTUATION = {chr(i) for i in range(sys.maxunicode) if unicodedata.category(chr(i)).startswith("P")} | set(
    string.punctuation
)
_ARTICLES = {
    "en": r"\b(a|an|the)\b",
    "es": r"\b(un|una|unos|unas|el|la|los|las)\b",
    "de": r"\b(ein|eine|einen|einem|eines|einer|der|die|das|den|dem|des)\b",
    "vi": r"\b(của|là|cái|chiếc|những)\b",
    "ar": r"\sال^|ال",
}


def mlqa_normalise(language: str) -> Normalise:
    """Lower case, no Unicode punctuation, the language's articles, then white space or mixed segmentation."""

    def segments(text: str) -> list[str]:
        if language != "zh":
            return text.split()
        found, run = [], ""
        for c in text:
            if "\u4e00" <= c <= "\u9fa5" or c in _PUNCTUATION:
                found += [*run.split(), c]
                run = ""
            else:
                run += c
        return [*found, *run.split()]

    def normalised(text: str) -> str:
        bare = "".join(c for c in text.lower() if c not in _PUNCTUATION)
        if language in _ARTICLES:
            bare = re.sub(_ARTICLES[language], " ", bare)
        return " ".join(token for token in segments(bare) if token.strip())

    return normalised


def reference_em(prediction: str, gold: str, normalised: Normalise) -> bool:
    return normalised(prediction) == normalised(gold)


def reference_f1(prediction: str, gold: str, normalised: Normalise) -> float:
    ours, theirs = normalised(prediction).split(), normalised(gold).split()
    same = sum((Counter(ours) & Counter(theirs)).values())
    if same == 0:
        return 0
    precision, recall = 1.0 * same / len(ours), 1.0 * same / len(theirs)
    return (2 * precision * recall) / (precision + recall)


# Words, numbers and marks of which answers are made; none falls under the differences that are meant.
WORDS = {
    "en": [
        "the",
        "a",
        "An",
        "Router,",
        "router",
        "resets",
        "(after)",
        "10",
        "seconds.",
        "£5",
        "it's",
        "an",
        "12,5",
        "R-310",
        "“quoted”",
        "—",
        "theory",
    ],
    "es": ["el", "La", "batería,", "¿pesa?", "58", "kg", "los", "unos", "técnicos", "«sí»", "2,5"],
    "de": ["der", "Die", "Speicher", "wiegt", "58", "kg,", "ein", "EINEN", "Akku;", "Straße", "„gut“", "größer"],
    "vi": ["của", "Pin", "nặng", "58", "kg,", "là", "những", "thiết", "bị", "chiếc", "xe", "(mới)", "đúng"],
    "hi": ["बैटरी", "का", "वज़न", "58", "किलो", "है।", "लगभग", "(12)", "घंटे,", "और", "क्या?"],
    "ar": ["وزن", "بطارية", "58", "كغ،", "ساعة؟", "في", "مصر", "(24)", "جهاز", "«جديد»"],
    "zh": ["电池", "重58", "公斤。", "约", "8", "分钟,", "Wi-Fi", "(新)", "使用5G", "网络"],
    "th": ["แบตเตอรี่", "หนัก", "58", "กก.", "ประมาณ", "(12)", "ชั่วโมง"],
}


def answers(language: str, number: int = 400) -> list[tuple[str, str]]:
    """Pairs of texts that share some words; some are empty or all punctuation."""
    draw = random.Random(language)
    words = WORDS[language]

    def text() -> str:
        joined = draw.choice([" ", "  ", " ", "\u3000" if language == "zh" else " "])
        return joined.join(draw.choices(words, k=draw.randint(0, 7)))

    return [(text(), text()) for _ in range(number)]


def comparable(prediction: str, gold: str, language: str) -> bool:
    """SQuAD v1.1 gives no F1 to two answers of which nothing is left; ours gives 1, as SQuAD 2.0 does."""
    return bool(mlqa_normalise(language)(prediction) or mlqa_normalise(language)(gold))


def test_squad_to_the_last_digit() -> None:
    ascii_only = [pair for pair in answers("en") if "".join(pair).isascii() and any(map(squad_normalise, pair))]
    assert len(ascii_only) > 50
    for prediction, gold in ascii_only:
        assert exact_match(prediction, gold, "en") == reference_em(prediction, gold, squad_normalise)
        assert f1(prediction, gold, "en") == reference_f1(prediction, gold, squad_normalise)


@pytest.mark.parametrize("language", ["en", "es", "de", "vi", "hi", "ar", "zh"])
def test_mlqa_to_the_last_digit(language: str) -> None:
    normalised = mlqa_normalise(language)
    pairs = [pair for pair in answers(language) if comparable(*pair, language)]
    # So that agreement is no agreement on zero.
    assert sum(0 < reference_f1(*pair, normalised) < 1 for pair in pairs) > 50
    for prediction, gold in pairs:
        assert exact_match(prediction, gold, language) == reference_em(prediction, gold, normalised), (prediction, gold)
        assert f1(prediction, gold, language) == reference_f1(prediction, gold, normalised), (prediction, gold)


@pytest.mark.parametrize("language", ["en", "ar", "hi", "zh"])
def test_the_figure_of_a_run_is_the_scripts(language: str) -> None:
    # Mean over questions of the best over the right answers; a question without prediction counts 0.
    normalised = mlqa_normalise(language)
    drawn = [
        (said, (one, other)) for (said, one), (_, other) in zip(answers(language, 60), answers("en", 60), strict=True)
    ]
    drawn = [(said, golds) for said, golds in drawn if all(comparable(said, gold, language) for gold in golds)]
    cases = [
        Case(
            Question(str(i), "?", language, texts=tuple(GoldText(gold, language) for gold in golds)),
            Prediction(str(i), answer=said, abstained=not said),
        )
        for i, (said, golds) in enumerate(drawn)
    ]
    em = sum(max(reference_em(said, gold, normalised) for gold in golds) for said, golds in drawn) / len(drawn)
    token_f1 = sum(max(reference_f1(said, gold, normalised) for gold in golds) for said, golds in drawn) / len(drawn)
    assert ExactMatch().aggregate([ExactMatch().measure(case) for case in cases]) == em
    assert TokenF1().aggregate([TokenF1().measure(case) for case in cases]) == token_f1
    assert 0 < token_f1 < 1


@pytest.mark.parametrize(
    ("language", "prediction", "gold", "theirs", "ours"),
    [
        # ال is taken out of the middle of a word: مالطا is م and طا, which another word may share.
        ("ar", "طا م", "مالطا", 2 * (1 / 1) * (2 / 2) / 2, 0.0),
        ("ar", "القاهرة", "قاهرة", 1.0, 0.0),
        # Full-width digits and composed accents are the same characters.
        ("zh", "５８公斤", "58公斤", 2 / 3, 1.0),
        ("vi", unicodedata.normalize("NFD", "đúng"), "đúng", 0.0, 1.0),
        # Languages that MLQA does not have: Thai by characters, French articles.
        ("th", "30 นาที", "ประมาณ 30 นาที", 0.8, 2 * 5 / (5 + 11)),
        ("fr", "la batterie", "batterie", 2 / 3, 1.0),
        # Nothing left on both sides: as SQuAD 2.0.
        ("en", "the", "a", 0.0, 1.0),
    ],
)
def test_where_ours_differs_it_does_so_by_this(
    language: str, prediction: str, gold: str, theirs: float, ours: float
) -> None:
    assert reference_f1(prediction, gold, mlqa_normalise(language)) == pytest.approx(theirs)
    assert f1(prediction, gold, language) == pytest.approx(ours)
