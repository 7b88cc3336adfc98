from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.answers.steering import SentenceRanker
from polycite.components.evidence import Passage

RANKER = SentenceRanker()


def passage(text: str, language: str) -> Passage:
    return Passage("doc", 0, len(text), text, language)


def best(question: str, language: str, *passages: Passage) -> str:
    ranked = RANKER.rank(question, language, passages)
    _, text = max((score, p.text[a:b]) for p, places in zip(passages, ranked, strict=True) for a, b, score in places)
    return text


def test_a_question_points_at_its_sentence_across_languages() -> None:
    text = "Das Gehäuse ist grau. Die Garantie beträgt 24 Monate. Der Versand kostet 5 Euro."
    assert best("How long is the warranty?", "en", passage(text, "de")) == "Die Garantie beträgt 24 Monate."
    assert best("¿Cuánto cuesta el envío?", "es", passage(text, "de")) == "Der Versand kostet 5 Euro."


def test_the_code_asked_for_tells_two_like_sentences_apart() -> None:
    text = "The R-310 has two antennas. The R-330 has four antennas."
    assert best("R-330 kaç anten var?", "tr", passage(text, "en")) == "The R-330 has four antennas."


def test_nothing_in_common_gives_nothing() -> None:
    (places,) = RANKER.rank("xyz", "en", [passage("One. Two. Three.", "en")])
    assert {score for _, _, score in places} == {0.0}
    assert RANKER.rank("What?", "en", []) == []


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=30), st.lists(st.text(max_size=80), max_size=3))
def test_sentences_lie_in_their_passage_and_scores_are_numbers(question: str, texts: list[str]) -> None:
    ranked = RANKER.rank(question, "vi", [passage(text, "en") for text in texts])
    assert len(ranked) == len(texts)
    for text, places in zip(texts, ranked, strict=True):
        for start, end, score in places:
            assert 0 <= start < end <= len(text)
            assert np.isfinite(score)
