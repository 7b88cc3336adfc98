from __future__ import annotations

from itertools import islice
from pathlib import Path

import numpy as np

from polycite.pipeline.training.contrast_batches import Contrasts, ContrastStream, load_pairs
from polycite.pipeline.training.reading_examples import Example

FACTS = {"lamp": "red", "door": "blue", "roof": "green", "wall": "white", "gate": "black", "boat": "brown"}


def example(thing: str, language: str = "en", name: str = "") -> Example:
    context = f"Nobody knows much about it. The {thing} of the old house is {FACTS[thing]}, and it has been for years."
    start = context.index(FACTS[thing])
    question = f"What colour is the {thing}?" if language == "en" else f"Welche Farbe hat: {thing}?"
    return Example(language, question, context, start, start + len(FACTS[thing]), "The house", name)


PAIRS = {code: [(f"Sentence number {i} of {code}.", f"{code} {i}") for i in range(30)] for code in ("de", "fr")}


def stream(seed: int = 0, translations: float = 0.5, shipped: float = 0.0) -> ContrastStream:
    contrasts = Contrasts(pairs=8, questions=4, glossed=0, translations=translations, shipped=shipped)
    asked = [example(thing) for thing in FACTS]
    both = [*asked, *(example(thing, "de") for thing in FACTS)]
    return ContrastStream(PAIRS, asked, {}, contrasts=contrasts, seed=seed, shipped=both)


def test_a_translation_stands_at_its_sentences_place() -> None:
    for batch in islice(stream(translations=1.0).since(0), 10):
        assert batch.symmetric
        assert len(batch.left) == len(batch.right)
        for left, right in zip(batch.left, batch.right, strict=True):
            code, number = right.split(": ")[1].split()
            assert left.endswith(f"Sentence number {number} of {code}.")


def test_a_passage_answers_its_question_and_others_that_say_the_same_are_no_negatives() -> None:
    for batch in islice(stream(translations=0.0).since(0), 20):
        assert not batch.symmetric
        assert batch.same.shape == (len(batch.left), len(batch.right))
        for i, question in enumerate(batch.left):
            thing = question.rstrip("?").split()[-1]
            assert FACTS[thing] in batch.right[i]
            holds = np.array([FACTS[thing] in text for text in batch.right])
            holds[i] = False
            assert not (holds & ~batch.same[i]).any()


def test_the_same_seed_gives_the_same_batches() -> None:
    one, same, other = (next(stream(seed).since(0)).left for seed in (3, 3, 4))
    assert one == same != other


def test_a_batch_does_not_hang_on_those_before_it() -> None:
    whole = [batch.left for batch in islice(stream().since(0), 8)]
    assert [batch.left for batch in islice(stream().since(5), 3)] == whole[5:]
    assert [batch.left for batch in islice(stream().since(1, every=3), 3)] == whole[1::3]


def test_shipped_questions_stand_among_passages_of_all_languages() -> None:
    seen = [batch.left for batch in islice(stream(translations=0.0, shipped=1.0).since(0), 8)]
    assert any("Welche" in "".join(batch) and "What" in "".join(batch) for batch in seen)


def test_short_labels_are_not_read(tmp_path: Path) -> None:
    rows = "Open\tÖffnen\tx\nThe printer is out of paper again.\tDer Drucker hat kein Papier mehr.\tx\n"
    (tmp_path / "de.tsv").write_text(rows, encoding="utf-8")
    assert load_pairs(tmp_path, 9) == {
        "de": [("The printer is out of paper again.", "Der Drucker hat kein Papier mehr.")]
    }
