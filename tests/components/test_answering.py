from __future__ import annotations

import pytest

from polycite.components.answering import features
from polycite.components.answers.calibration import Calibration
from polycite.components.answers.read_spans import ReadSpan
from polycite.components.evidence import Passage


def test_passages_at_the_same_place_of_two_originals_both_count() -> None:
    spans = [
        ReadSpan(Passage(name, 0, 9, "Ja. Nein.", "de", score=score), 0, 2, 0.5, 0.1, "verbatim", 0.5)
        for name, score in (("a", 3.0), ("b", 1.0))
    ]
    found = features(spans, Calibration())
    assert found["top"] == 3.0
    assert found["lead"] == pytest.approx(2.0)
