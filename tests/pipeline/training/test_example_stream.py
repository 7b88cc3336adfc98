from __future__ import annotations

from dataclasses import replace
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.pipeline.training.example_stream import ExampleStream
from polycite.pipeline.training.mixture import Mixture
from polycite.pipeline.training.reading_examples import Example

GERMAN = "Der Akku des Reiserouters hält bei voller Last bis zu zehn Stunden. " * 12
ENGLISH = "The battery of the travel router lasts up to ten hours under full load. " * 12


def example(language: str, context: str, answer: str, at: int = 3) -> Example:
    start = -1
    for _ in range(at):
        start = context.index(answer, start + 1)
    question = "Wie lange hält der Akku?" if language == "de" else "How long does the battery last?"
    return Example(language, question, context, start, start + len(answer))


EXAMPLES = [example("de", GERMAN, "zehn Stunden", at) for at in range(1, 8)] + [
    example("en", ENGLISH, "ten hours", at) for at in range(1, 8)
]


def drawn(mixture: Mixture, n: int = 60, seed: int = 0) -> list[Example]:
    return list(islice(ExampleStream(EXAMPLES, mixture=mixture, seed=seed), n))


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 1000))
def test_the_answer_stays_the_answer_however_a_passage_is_cropped(seed: int) -> None:
    plain = Mixture(unanswerable=0, glossed=0, glossed_question=0, translated_question=0.5)
    for made in drawn(plain, 20, seed):
        assert made.context[made.start : made.end] in ("zehn Stunden", "ten hours")
        assert len(made.context) <= 1100


def test_a_glossed_passage_holds_the_glossed_answer() -> None:
    for made in drawn(Mixture(unanswerable=0, glossed=1, english=0)):
        assert made.context[made.start : made.end].lower() == "ten hours"
        assert "Akku" not in made.question


def test_an_unanswerable_passage_does_not_hold_the_answer() -> None:
    others = [Example("en", "What is it?", "Something else entirely is said here. " * 9, 0, 9)]
    stream = ExampleStream([*EXAMPLES[7:], *others], mixture=Mixture(unanswerable=1, translated_question=0))
    for made in islice(stream, 30):
        assert (made.start, made.end) == (-1, -1)
        assert made.question == "What is it?" or "ten hours" not in made.context


def test_a_question_that_somebody_translated_is_asked_in_another_language() -> None:
    german, english = (
        Example(e.language, e.question, e.context, e.start, e.end, id="7") for e in (EXAMPLES[0], EXAMPLES[7])
    )
    mixture = Mixture(unanswerable=0, glossed=0, glossed_question=0, translated_question=0, parallel=1)
    for made in islice(ExampleStream([german, english], mixture=mixture), 10):
        assert made.question == (english if made.language == "de" else german).question
        assert made.context[made.start : made.end] in ("zehn Stunden", "ten hours")


def test_the_title_stands_above_a_passage_and_never_in_the_answer() -> None:
    titled = [Example(e.language, e.question, e.context, e.start, e.end, title="T-5") for e in EXAMPLES]
    for made in islice(ExampleStream(titled, mixture=Mixture(unanswerable=0, titled=1, glossed=0)), 20):
        assert made.context.startswith("T-5\n")
        assert made.context[made.start : made.end] in ("zehn Stunden", "ten hours")


def test_the_same_seed_gives_the_same_examples() -> None:
    assert drawn(Mixture(), 20) == drawn(Mixture(), 20)
    assert drawn(Mixture(), 20) != drawn(Mixture(), 20, seed=1)


def test_a_question_in_another_language_is_glossed_by_its_own_words() -> None:
    asked = [replace(e, question="Combien de temps dure la batterie ?", question_language="fr") for e in EXAMPLES[:7]]
    stream = ExampleStream(asked, mixture=Mixture(unanswerable=0, glossed=0, glossed_question=1))
    for made in islice(stream, 10):
        assert "battery" in made.question
        assert made.context[made.start : made.end] == "zehn Stunden"


def test_a_question_without_an_answer_stays_one() -> None:
    asked = [replace(e, start=-1, end=-1) for e in EXAMPLES[:7]]
    for made in islice(ExampleStream(asked, mixture=Mixture(unanswerable=0, glossed=0)), 20):
        assert (made.start, made.end) == (-1, -1)
        assert made.context
        assert made.context in GERMAN


def test_shipped_examples_come_as_often_as_they_should_and_seldom_lose_their_answer() -> None:
    shipped = [Example("tr", "Ne kadar?", "Tam olarak on saat sürer.", 11, 18)]
    mixture = Mixture(shipped=0.5, shipped_unanswerable=0, unanswerable=1, glossed=1)
    seen = list(islice(ExampleStream(EXAMPLES, mixture=mixture, shipped=shipped), 200))
    ours = [made for made in seen if made.language == "tr"]
    assert 70 < len(ours) < 130
    assert {made.context[made.start : made.end] for made in ours} == {"on saat"}


def test_in_a_group_the_right_passage_comes_first_and_the_question_is_the_same() -> None:
    french = [Example("fr", "Quelle heure est-il ?", "Il est midi, dit la gare. " * 9, 7, 11)]
    near = {EXAMPLES[0].question: (ENGLISH, french[0].context)}
    mixture = Mixture(shipped=1, glossed=0.3, glossed_question=0.3)
    stream = ExampleStream(french, mixture=mixture, shipped=[*EXAMPLES[:1], EXAMPLES[7]], near_misses=near)
    for group in islice(stream.groups(3), 20):
        right, *others = group
        assert right.context[right.start : right.end].lower() in ("zehn stunden", "ten hours")
        assert [(other.start, other.end) for other in others] == [(-1, -1)] * 2
        assert len({example.question for example in group}) == 1
        assert right.context not in {other.context for other in others}


def test_a_group_is_glossed_as_a_whole_or_not_at_all() -> None:
    other = Example("de", "Wie spät ist es?", "Es ist zwölf Uhr mittags, sagt der Bahnhof. " * 9, 7, 16)
    near = {EXAMPLES[0].question: (other.context,)}
    mixture = Mixture(shipped=1, shipped_glossed=0.5, glossed=0.5, glossed_question=0, titled=0)
    stream = ExampleStream([other], mixture=mixture, shipped=EXAMPLES[:1], near_misses=near)
    seen = {(right.context in GERMAN, wrong.context in other.context) for right, wrong in islice(stream.groups(2), 30)}
    assert seen == {(True, True), (False, False)}


def test_words_put_into_another_language_know_what_they_were() -> None:
    english = Mixture(unanswerable=0, glossed=0, translated_question=0, translated=1, english=1)
    glossed = Mixture(unanswerable=0, glossed=1, english=0)
    round_trip = Mixture(unanswerable=0, glossed=0, translated_question=0, round_trip=1, english=1)
    for mixture, question, answer in (
        (english, "How long does the battery last?", ENGLISH),
        (glossed, "Wie lange hält der Akku?", GERMAN),
        (round_trip, "How long does the battery last?", ENGLISH),
    ):
        for made in drawn(mixture, 20):
            original = made.original
            if original is None or not original.context:
                continue
            assert original.question == question
            assert original.context in answer
            held = [original.context[c:d] for a, b, c, d in original.words if a < made.end and b > made.start]
            assert " ".join(held) in ("zehn Stunden", "ten hours")


def test_a_question_alone_in_other_words_is_over_the_same_passage() -> None:
    asked = drawn(Mixture(unanswerable=0, glossed=0, glossed_question=1, translated_question=1))
    assert {made.original.question for made in asked if made.original} == {e.question for e in EXAMPLES}
    assert not any(made.original.context for made in asked if made.original)
