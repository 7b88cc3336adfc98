from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polycite.components.text.answer_words import answer_words
from polycite.components.text.words import word_spans


def test_korean_words_are_cut_before_their_particles() -> None:
    text = "배터리는 Wi-Fi를 25분을 씁니다."
    words = answer_words(text, "ko")
    assert [text[a:b] for a, b in words.spans] == ["배터리", "는", "Wi", "Fi", "를", "25", "분", "을", "씁니다"]
    assert words.particles == {1, 4, 7}


@pytest.mark.parametrize(
    ("language", "text", "pieces"),
    [
        ("fr", "l'Autriche d’un aujourd'hui", ["l'", "Autriche", "d’", "un", "aujourd'hui"]),
        ("it", "dell'acqua", ["dell'", "acqua"]),
        ("tr", "1923'te Ankara'da O'Brien", ["1923", "'te", "Ankara", "'da", "O'Brien"]),
        ("en", "O'Brien's hall", ["O'Brien", "'s", "hall"]),
        ("uk", "п'ять", ["п'ять"]),
    ],
)
def test_an_answer_may_start_or_end_where_an_apostrophe_parts_words(
    language: str, text: str, pieces: list[str]
) -> None:
    words = answer_words(text, language)
    assert [text[a:b] for a, b in words.spans] == pieces


def test_an_answer_that_ends_with_a_token_of_word_and_particle_ends_with_the_word() -> None:
    words = answer_words("사흘을", "ko")
    assert words.last(0, 1) == 0
    assert words.last(1, 1) == 1
    assert words.last(0, 0) == 0


@given(st.text() | st.text("aéS1'’ 를이"), st.sampled_from(["ko", "de", "ja", "fr", "tr", None]))
def test_pieces_make_up_the_words_they_were_cut_from(text: str, language: str | None) -> None:
    words = answer_words(text, language)
    for start, end in word_spans(text, language):
        pieces = [(a, b) for a, b in words.spans if start <= a < end]
        assert [pieces[0][0], *(b for _, b in pieces)] == [*(a for a, _ in pieces), end]
        assert (pieces[0][0], pieces[-1][1]) == (start, end)
    assert all(words.spans[k - 1][1] == words.spans[k][0] for k in words.particles)
    numbers = words.at(len(text))
    assert all(set(numbers[a:b]) == {k} for k, (a, b) in enumerate(words.spans))
