from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pytest

from polycite.components.answers.read_spans import ReadSpan
from polycite.components.evidence import Passage
from polycite.eval.experiments.gloss_shares import SHARES, fit_gloss_shares
from polycite.pipeline.training.reading_examples import Example

CONTEXT = "right wrong"


class Reader:
    """Reads the right word at some shares, others in each language."""

    def __init__(self, right_at: Mapping[str, Collection[float]]) -> None:
        self._right_at = right_at

    def sweep(
        self, asked: Sequence[tuple[str, str, list[Passage]]], shares: Sequence[float]
    ) -> list[list[list[ReadSpan]]]:
        return [[[self._span(passage, share)] for _, _, (passage,) in asked] for share in shares]

    def _span(self, passage: Passage, share: float) -> ReadSpan:
        start, end = (0, 5) if share in self._right_at[passage.language or ""] else (6, 11)
        return ReadSpan(passage, start, end, 1.0, 0.0, "verbatim", 1.0)


def examples(code: str, count: int) -> list[Example]:
    return [Example(code, f"{code} {i}?", CONTEXT, 0, 5) for i in range(count)]


def fitted(right_at: Mapping[str, Collection[float]], asked: list[Example]) -> dict[str, float]:
    reader: Any = Reader(right_at)
    return fit_gloss_shares(reader, asked)


def test_each_language_has_the_least_share_that_reads_best() -> None:
    right_at = {"de": SHARES, "ko": SHARES[3:], "hi": SHARES[:1]}
    shares = fitted(right_at, [e for code in right_at for e in examples(code, 60)])
    assert shares == {"": SHARES[0], "de": SHARES[0], "hi": SHARES[0], "ko": SHARES[3]}


def test_a_language_of_few_questions_does_as_all_do() -> None:
    right_at = {**{f"x{i}": SHARES[2:3] for i in range(9)}, "ko": SHARES[:1]}
    asked = [e for code in right_at for e in examples(code, 2 if code == "ko" else 40)]
    assert set(fitted(right_at, asked).values()) == {SHARES[2]}


@pytest.mark.parametrize("share", SHARES)
def test_questions_without_an_answer_have_no_say(share: float) -> None:
    asked = [*examples("de", 10), *(Example("de", "?", CONTEXT, -1, -1) for _ in range(90))]
    assert fitted({"de": {share}}, asked) == {"": share, "de": share}
