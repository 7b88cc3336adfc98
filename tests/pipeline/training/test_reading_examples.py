from __future__ import annotations

import json
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.errors import LoadingError
from polycite.pipeline.training.reading_examples import Example, ExampleStream, Mixture, WordTranslator, load_examples

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
    assert drawn(Mixture()) == drawn(Mixture())
    assert drawn(Mixture()) != drawn(Mixture(), seed=1)


def test_a_question_is_put_into_words_of_another_language() -> None:
    import random

    translator = WordTranslator("shipped/lexicon", ["de", "tlh"])
    assert translator.languages == ("de",)
    said = translator.translate("How long is the battery?", "de", random.Random(0)).text
    assert said != "How long is the battery?"
    assert said.endswith("?")


def test_examples_are_read_up_to_the_cap_of_their_source(tmp_path: Path) -> None:
    rows = [
        {"question": "q", "context": "abc", "answers": [{"text": "b", "answer_start": 1}], "source": source}
        for source in ("one", "one", "two")
    ]
    (tmp_path / "de.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    found = load_examples(tmp_path, ["de"], {"one": 1}, 9)
    assert len(found) == 2
    assert found[0].context[found[0].start : found[0].end] == "b"
    with pytest.raises(LoadingError, match="fr"):
        load_examples(tmp_path, ["fr"], {}, 9)
