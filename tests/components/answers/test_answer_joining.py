"""The parts of an answer keep their evidence."""

from __future__ import annotations

from dataclasses import replace

from polycite.components.answers.answer_joining import joined
from polycite.components.citing import cite, verify_answer
from polycite.components.evidence import Answer, Original, Passage, Segment, Span

ORIGINAL = Original("manual", "It weighs 2 kg. The cable is five metres long.", language="en")
PASSAGE = Passage("manual", 0, len(ORIGINAL.text), ORIGINAL.text, "en")


def part(question: str, quote: str, confidence: float) -> Answer:
    start = ORIGINAL.text.index(quote)
    citation = cite(ORIGINAL, Span(start, start + len(quote)))
    segments = (Segment(0, len(quote), (citation,)),)
    return Answer(question, quote, "en", "en", segments, confidence=confidence, passages=(PASSAGE,), notes=("read",))


ABSTENTION = Answer("And the colour?", "I found no evidence.", "en", "en", abstained=True, reason="none")


def test_each_segment_carries_its_own_citation() -> None:
    answer = joined("Both?", [part("Weight?", "2 kg", 0.9), part("Cable?", "five metres", 0.4)])
    assert answer.text == "2 kg; five metres"
    assert [(answer.text[s.start : s.end], s.citations[0].quote) for s in answer.segments] == [
        ("2 kg", "2 kg"), ("five metres", "five metres")
    ]  # fmt: skip
    assert (answer.question, answer.confidence, answer.passages, answer.notes) == ("Both?", 0.4, (PASSAGE,), ("read",))
    verify_answer(answer, {"manual": ORIGINAL})


def test_a_part_without_evidence_is_named_and_the_rest_is_answered() -> None:
    answer = joined("Both?", [part("Weight?", "2 kg", 0.9), ABSTENTION])
    assert (answer.text, answer.abstained) == ("2 kg", False)
    assert "no evidence for: And the colour?" in answer.notes


def test_without_any_evidence_it_is_an_abstention() -> None:
    answer = joined("Both?", [ABSTENTION, replace(ABSTENTION, question="What else?")])
    assert answer.abstained
    assert not answer.segments
    assert answer.question == "Both?"
