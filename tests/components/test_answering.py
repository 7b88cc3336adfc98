from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from polycite.components.answering import AnswerBuilder, features
from polycite.components.answers.calibration import Calibration
from polycite.components.answers.read_spans import ReadSpan
from polycite.components.evidence import Method, Original, Passage


def test_passages_at_the_same_place_of_two_originals_both_count() -> None:
    spans = [
        ReadSpan(Passage(name, 0, 9, "Ja. Nein.", "de", score=score), 0, 2, 0.5, 0.1, "verbatim", 0.5)
        for name, score in (("a", 3.0), ("b", 1.0))
    ]
    found = features(spans, Calibration())
    assert found["top"] == 3.0
    assert found["lead"] == pytest.approx(2.0)


@pytest.mark.parametrize(("method", "quote"), [("verbatim", "at most 10 hours"), ("sentence", "10 hours")])
def test_an_answer_keeps_the_words_that_bound_its_number(method: Method, quote: str) -> None:
    original = Original("a", "Lasts at most 10 hours.", language="en")
    connection = SimpleNamespace(store=SimpleNamespace(original=lambda name: original))
    passage = Passage("a", 0, 23, original.text, "en", score=3.0)
    spans = [ReadSpan(passage, 14, 22, 0.9, 0.01, method, 0.9)]
    made = AnswerBuilder(cast("Any", connection), abstain_below=0.0).run("How long?", spans, [passage])["answer"]
    [citation] = made.segments[0].citations
    assert made.text == citation.quote == quote == original.text[citation.start : citation.end]
