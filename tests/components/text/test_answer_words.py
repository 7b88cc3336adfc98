from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.answer_words import answer_words
from polycite.components.text.words import word_spans


def test_korean_words_are_cut_before_their_particles() -> None:
    text = "배터리는 Wi-Fi를 25분을 씁니다."
    words = answer_words(text, "ko")
    assert [text[a:b] for a, b in words.spans] == ["배터리", "는", "Wi", "Fi", "를", "25", "분", "을", "씁니다"]
    assert words.particles == {1, 4, 7}


def test_an_answer_that_ends_with_a_token_of_word_and_particle_ends_with_the_word() -> None:
    words = answer_words("사흘을", "ko")
    assert words.last(0, 1) == 0
    assert words.last(1, 1) == 1
    assert words.last(0, 0) == 0


@given(st.text(), st.sampled_from(["ko", "de", "ja", None]))
def test_pieces_make_up_the_words_they_were_cut_from(text: str, language: str | None) -> None:
    words = answer_words(text, language)
    ends = {end for _, end in word_spans(text, language)}
    starts = {start for start, _ in word_spans(text, language)}
    assert ends <= {end for _, end in words.spans}
    assert starts == {start for k, (start, _) in enumerate(words.spans) if k not in words.particles or start in starts}
    assert all(words.spans[k - 1][1] == words.spans[k][0] for k in words.particles)
    numbers = words.at(len(text))
    assert all(set(numbers[a:b]) == {k} for k, (a, b) in enumerate(words.spans))
