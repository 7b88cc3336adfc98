from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.answer_words import answer_words
from polycite.components.text.words import word_spans


def test_korean_words_are_cut_before_their_particles() -> None:
    text = "배터리는 25분을 씁니다."
    words = answer_words(text, "ko")
    assert [text[a:b] for a, b in words.spans] == ["배터리", "는", "25분", "을", "씁니다"]
    assert words.particles == {1, 3}


def test_an_answer_that_ends_with_a_token_of_word_and_particle_ends_with_the_word() -> None:
    words = answer_words("25분을", "ko")
    assert words.last(0, 1) == 0
    assert words.last(1, 1) == 1
    assert words.last(0, 0) == 0


@given(st.text(), st.sampled_from(["ko", "de", "ja", None]))
def test_pieces_make_up_the_words_they_were_cut_from(text: str, language: str | None) -> None:
    words = answer_words(text, language)
    whole = [
        (start, words.spans[k + 1][1] if k + 1 in words.particles else end)
        for k, (start, end) in enumerate(words.spans)
        if k not in words.particles
    ]
    assert whole == word_spans(text, language)
    numbers = words.at(len(text))
    assert all(set(numbers[a:b]) == {k} for k, (a, b) in enumerate(words.spans))
