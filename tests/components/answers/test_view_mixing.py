from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.answers.reading_views import Reading, View
from polycite.components.answers.view_mixing import mixed_candidates
from polycite.components.evidence import Passage
from polycite.components.text.answer_words import answer_words

TEXT = "Die Garantie beträgt 24 Monate, der Akku hält 7 Jahre."
PASSAGE = Passage("doc", 100, 100 + len(TEXT), TEXT, "de")
BOTH: dict[View, float] = {"direct": 0.5, "gloss": 0.5}


def reading(view: View, word: str, sure: float = 0.9, null: float = 0.1) -> Reading:
    """One that believes the answer to be ``word``."""
    words = answer_words(TEXT, "de")
    made = Reading(0, view, None, "?", TEXT, words, np.zeros(len(TEXT) + 1, np.int64))
    at = next(i for i, (a, b) in enumerate(words.spans) if TEXT[a:b] == word)
    made.beliefs.starts[at] = made.beliefs.ends[at] = sure
    made.beliefs.null = null
    return made


def test_the_view_that_is_surer_wins() -> None:
    best = mixed_candidates(PASSAGE, [reading("direct", "24", 0.3), reading("gloss", "7", 0.8)], BOTH, 5, 2)
    assert [span.text for span in best] == ["7", "24"]
    assert [span.method for span in best] == ["glossed", "verbatim"]


def test_a_share_of_nothing_is_as_good_as_unread() -> None:
    alone = mixed_candidates(PASSAGE, [reading("direct", "24")], {"direct": 1.0, "gloss": 0.0}, 5, 1)
    both = [reading("direct", "24"), reading("gloss", "7", null=0.9)]
    assert mixed_candidates(PASSAGE, both, {"direct": 1.0, "gloss": 0.0}, 5, 1) == alone


def test_one_view_that_sees_an_answer_is_heard_over_one_that_sees_none() -> None:
    said = mixed_candidates(PASSAGE, [reading("direct", "24", null=0.01), reading("gloss", "7", null=0.81)], BOTH, 5, 1)
    assert said[0].null == pytest.approx(0.09, abs=0.01)


def test_nothing_read_gives_no_candidates() -> None:
    assert mixed_candidates(PASSAGE, [], BOTH, 5, 3) == []


@given(st.lists(st.floats(0, 1), min_size=20, max_size=20), st.floats(0, 1), st.integers(1, 6), st.integers(1, 4))
def test_candidates_are_characters_of_the_original(
    beliefs: list[float], share: float, max_words: int, n_best: int
) -> None:
    direct, gloss = reading("direct", "24"), reading("gloss", "7")
    count = len(direct.words.spans)
    direct.beliefs.starts[:] = (beliefs * count)[:count]
    gloss.beliefs.ends[:] = (beliefs[::-1] * count)[:count]
    for span in mixed_candidates(PASSAGE, [direct, gloss], {"direct": 1 - share, "gloss": share}, max_words, n_best):
        assert 100 <= span.start < span.end <= 100 + len(TEXT)
        assert TEXT[span.start - 100 : span.end - 100] == span.text
        assert span.weakest >= 0
        assert 0 <= span.null <= 1
