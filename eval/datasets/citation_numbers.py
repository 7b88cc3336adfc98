"""Answers that cite by numbers in brackets, "58 kg [1][2].", as ALCE's do: to segments and whole documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.predictions.prediction_parts import Cited, Place, Segment
from polycite.eval.predictions.predictions import Prediction

_MARK = re.compile(r"\s*\[(\d+(?:\s*[,;]\s*\d+)*)\]")


def answer_of(question: Question, originals: Sequence[Original], output: str) -> Prediction:
    """The prediction behind an output: its sentences, and the documents that each marks."""
    from polycite.components.text.sentences import sentences

    output, answer, marks, at = output.strip(), "", list[tuple[int, int]](), 0
    for mark in _MARK.finditer(output):
        answer += output[at : mark.start()]
        marks += [(len(answer.rstrip()) - 1, int(number)) for number in re.findall(r"\d+", mark[1])]
        at = mark.end()
    answer = (answer + output[at:]).rstrip()
    numbers = list(dict.fromkeys(number for _, number in marks))
    spans = sentences(answer, question.language)
    resting: list[list[int]] = [[] for _ in spans]
    for place, number in marks:
        holder = next((i for i, span in reversed(list(enumerate(spans))) if span.start <= max(place, 0)), 0)
        if spans and numbers.index(number) not in resting[holder]:
            resting[holder].append(numbers.index(number))
    return Prediction(
        id=question.id,
        answer=answer,
        abstained=not answer,
        citations=tuple(_cited(question.id, originals, number) for number in numbers),
        passages=tuple(Place(original.id) for original in originals),
        segments=tuple(Segment(s.start, s.end, tuple(n)) for s, n in zip(spans, resting, strict=True)),
    )


def _cited(question_id: str, originals: Sequence[Original], number: int) -> Cited:
    if not 1 <= number <= len(originals):
        return Cited(f"{question_id}/{number}", 0, len(f"[{number}]"), f"[{number}]")
    original = originals[number - 1]
    return Cited(original.id, 0, len(original.text), original.text, original.language or "")
