"""The numbered sentences that a language model is given."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.drafts.evidence_list import EvidenceLister
from polycite.components.evidence import Original, Passage

GERMAN = Original(
    "de", "Das Gehäuse ist grau. Die Garantie beträgt 24 Monate. Der Versand kostet 5 Euro.", language="de"
)


def passage(original: Original, start: int = 0, end: int | None = None) -> Passage:
    end = len(original.text) if end is None else end
    return Passage(original.id, start, end, original.text[start:end], original.language)


def test_sentences_are_numbered_in_reading_order_with_their_places_in_the_original() -> None:
    shifted = Original("shifted", "Vorher. " + GERMAN.text, language="de")
    listed = EvidenceLister().list("How long is the warranty?", "en", [passage(shifted, 8), passage(GERMAN, 0, 21)])
    assert [sentence.number for sentence in listed] == [1, 2, 3, 4]
    assert [sentence.text for sentence in listed][1] == "Die Garantie beträgt 24 Monate."
    assert all(shifted.text[one.start : one.end] == one.text for one in listed[:3])


def test_a_tight_budget_keeps_what_the_question_is_about_and_the_best_passage_first() -> None:
    other = Original("other", "Die Garantie für den Router beträgt 36 Monate.", language="de")
    lister = EvidenceLister(budget=40)
    assert [s.text for s in lister.list("How long is the warranty?", "en", [passage(GERMAN), passage(other)])] == [
        "Die Garantie beträgt 24 Monate."
    ]


def test_what_neighbouring_passages_share_is_listed_once() -> None:
    neighbours = [passage(GERMAN, 0, 53), passage(GERMAN, 22)]
    listed = EvidenceLister().list("Garantie?", "de", neighbours)
    assert [sentence.text for sentence in listed] == [
        "Das Gehäuse ist grau.",
        "Die Garantie beträgt 24 Monate.",
        "Der Versand kostet 5 Euro.",
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(max_size=120), max_size=3), st.integers(0, 60), st.integers(0, 150))
def test_every_listed_sentence_stands_in_its_original_within_the_budget(
    texts: list[str], cut: int, budget: int
) -> None:
    originals = {str(k): Original(str(k), text, language="en") for k, text in enumerate(texts)}
    passages = [passage(original, min(cut, len(original.text))) for original in originals.values()]
    listed = EvidenceLister(budget=budget).list("What?", "en", passages)
    assert sum(len(sentence.text) for sentence in listed) <= budget
    assert [sentence.number for sentence in listed] == list(range(1, len(listed) + 1))
    for sentence in listed:
        original = originals[sentence.passage.original_id]
        assert original.text[sentence.start : sentence.end] == sentence.text != ""
