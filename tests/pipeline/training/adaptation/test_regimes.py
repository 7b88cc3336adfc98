from __future__ import annotations

from typing import get_args

import pytest

from polycite.pipeline.training.adaptation.regimes import Regime, stages


@pytest.mark.parametrize("regime", get_args(Regime))
def test_the_stages_of_a_regime_take_all_of_its_steps(regime: Regime) -> None:
    assert sum(stage.share for stage in stages(regime, ["ko"])) == (0 if regime == "zero-shot" else 1)


def test_sequential_sees_as_many_source_examples_as_joint() -> None:
    sequential, joint = (sum(s.share * s.source for s in stages(regime)) for regime in ("sequential", "joint"))
    assert sequential == joint
    assert [s.source for s in stages("sequential")] == [1, 0]


def test_the_last_of_several_stages_is_bilingual() -> None:
    first, last = stages("multi-stage", ["ko"])
    assert first.languages is None
    assert (last.languages, last.source_languages) == ({"ko"}, {"en"})
