import pytest

from polycite.eval.datasets.questions import Question
from polycite.eval.runs.fertility import parallel_fertility

QUESTIONS = (
    Question("en/1", "How long does the battery last?", "en"),
    Question("th/1", "แบตเตอรี่ใช้งานได้นานเท่าใด", "th"),
    Question("th/2", "อะไร", "th", slices={"fertility": "3.5"}),
    Question("th/3", "อะไร", "th"),
)


def test_a_question_is_compared_with_the_same_in_english() -> None:
    fertility = parallel_fertility(QUESTIONS, "shipped/retriever")
    english, thai, told, unknown = map(fertility, QUESTIONS)
    assert english == 1.0
    assert thai is not None
    assert 0.5 < thai < 6
    assert (told, unknown) == (3.5, None)


def test_without_a_tokenizer_only_what_the_file_tells() -> None:
    assert [parallel_fertility(QUESTIONS, None)(question) for question in QUESTIONS] == [None, None, 3.5, None]


def test_more_tokens_for_the_same_are_a_higher_fertility() -> None:
    longer = Question("th/1", QUESTIONS[1].question * 3, "th")
    fertility = parallel_fertility((QUESTIONS[0], longer), "shipped/retriever")
    short = parallel_fertility(QUESTIONS, "shipped/retriever")(QUESTIONS[1])
    assert short is not None
    assert fertility(longer) == pytest.approx(3 * short, rel=0.2)
