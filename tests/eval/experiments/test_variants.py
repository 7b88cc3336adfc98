from __future__ import annotations

import pytest

from polycite.eval.experiments.variants import Variant, asked, choose


def variant(name: str, milliseconds: float, **scores: list[float]) -> Variant:
    return Variant(name, name, "float32", milliseconds, scores)


def test_a_language_that_loses_too_much_keeps_the_slower_format() -> None:
    base = variant("in use", 10, de=[1.0] * 20, th=[1.0] * 20)
    lossy = variant("int8", 4, de=[1.0] * 20, th=[1.0] * 19 + [0.0])
    sound = variant("onnx", 8, de=[1.0] * 20, th=[1.0] * 20)
    assert lossy.losses(base) == pytest.approx({"de": 0, "th": 5})
    assert choose([base, lossy, sound], 1.0) is sound
    assert choose([base, lossy, sound], 5.1) is lossy


def test_what_cannot_be_judged_does_not_decide_and_a_hair_faster_is_not_worth_it() -> None:
    base = variant("in use", 10, de=[1.0] * 20, pl=[1.0] * 3)
    assert choose([base, variant("int8", 9, de=[1.0] * 20, pl=[0.0] * 3)], 1.0).name == "int8"
    assert choose([base, variant("int8", 9.8, de=[1.0] * 20, pl=[1.0] * 3)], 1.0) is base


def test_every_question_comes_with_its_answer_in_its_passage() -> None:
    found = asked(2)
    assert {one.question.language for one in found} >= {"de", "th", "ar"}
    for one in found:
        gold = one.question.answers[0]
        at = gold.start - one.passage.start
        assert one.passage.text[at : at + gold.end - gold.start] == gold.text
