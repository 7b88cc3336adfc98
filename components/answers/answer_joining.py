"""One answer of several: each part of a question with the evidence that is its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from polycite.components.evidence import Answer, Passage, Segment

SEPARATOR = "; "


def joined(question: str, answers: Sequence[Answer]) -> Answer:
    """The answers to the parts of ``question`` as one, a segment or more for each.

    A part without evidence is named in the notes; when no part has any, the whole is an abstention. Confidence is
    that of the least sure part that is answered. Where parts are in several languages, the answer's is the first's.

    Args:
        question: as it was asked.
        answers: of its parts, in their order; at least one.
    """
    given = [answer for answer in answers if not answer.abstained]
    passages: dict[tuple[str, int, int], Passage] = {}
    for answer in answers:
        for passage in answer.passages:
            passages.setdefault((passage.original_id, passage.start, passage.end), passage)
    notes = dict.fromkeys(note for answer in answers for note in answer.notes)
    if not given:
        return replace(answers[0], question=question, passages=tuple(passages.values()), notes=tuple(notes))
    text, segments = "", []
    for answer in given:
        by = len(text) + (len(SEPARATOR) if text else 0)
        text = f"{text}{SEPARATOR}{answer.text}" if text else answer.text
        segments += [Segment(s.start + by, s.end + by, s.citations) for s in answer.segments]
    missing = [f"no evidence for: {answer.question}" for answer in answers if answer.abstained]
    return replace(
        given[0],
        question=question,
        text=text,
        segments=tuple(segments),
        notes=(*notes, *missing),
        confidence=min(answer.confidence for answer in given),
        answerable=min(answer.answerable for answer in given),
        passages=tuple(passages.values()),
    )
