"""A passage is found by each of its sentences."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.evidence import Passage
from polycite.components.text.sentences import sentences
from polycite.components.vectorising import PassageVectoriser, QuestionVectoriser, windows

SAID = (
    "The filter is changed every six months.",
    "Invoices are sent on the first day of the month.",
    "A helmet weighs 900 grams.",
    "Doors are locked at night.",
    "The garden is watered by the neighbours.",
)


def passage(text: str, language: str = "en", **metadata: str) -> Passage:
    return Passage("a.md", 0, len(text), text, language, metadata=metadata)


def test_a_question_is_as_near_to_a_long_passage_as_to_the_sentences_that_answer_it() -> None:
    alone, long, other = PassageVectoriser().encode(
        [passage(" ".join(part)) for part in (SAID[2:4], SAID, (*SAID[:2], SAID[4]))]
    )
    (question,) = QuestionVectoriser().encode(["Wie schwer ist ein Helm?"], ["de"])
    for channel in ("dense", "gloss"):
        near, whole, far = ((v.dense[channel] @ question.dense[channel]).max() for v in (alone, long, other))
        assert whole >= near - 1e-3
        assert whole > far


def test_the_gloss_of_a_foreign_passage_has_as_many_vectors_as_the_original() -> None:
    german = passage("Der Filter wird gewechselt. Die Rechnung kommt am Ersten. Nachts ist zu.", "de")
    (vectors,) = PassageVectoriser().encode([german])
    assert vectors.dense["dense"].shape == vectors.dense["gloss"].shape == (2, 384)
    assert not np.allclose(vectors.dense["dense"], vectors.dense["gloss"])


@given(st.text("a. ä\n!漢。ก", max_size=60), st.sampled_from([None, "Title"]))
def test_windows_hold_every_sentence_and_are_never_none(text: str, title: str | None) -> None:
    one = passage(text, **({"title": title} if title else {}))
    found = windows(one)
    assert found
    for span in sentences(text, "en"):
        assert any(span.of(text) in window for window in found)
    if title and title not in text:
        assert all(window.startswith("Title\n") for window in found)
