from __future__ import annotations

import subprocess
import sys

import pytest

from polycite.components.errors import SettingsError
from polycite.eval.metrics.catalogue import defaults, named, parse_metric, parse_metrics
from polycite.eval.metrics.definitions import definition_of, definitions
from polycite.eval.metrics.metric import Case


def test_every_default_is_found_again_by_its_name() -> None:
    names = [metric.name for metric in defaults()]
    assert len(set(names)) == len(names)
    for metric in defaults():
        assert parse_metric(metric.name) == metric
        assert hash(parse_metric(metric.name)) == hash(metric)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nDGC@10", "nDCG"),
        ("nDCG", "'nDCG@10'"),
        ("R@0", "cut-off from 1 on"),
        ("R@ten", "cut-off from 1 on"),
        ("answer recall", "'answer recall@2000'"),
        ("language bias@-1", "'language bias@10'"),
        ("language consistency@hi", "'language consistency'"),
        ("character recall@x", "'character recall@3'"),
        ("false semantic match@5", "false semantic matches"),
    ],
)
def test_a_wrong_name_says_what_to_write(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as raised:
        parse_metric(text)
    assert said in f"{raised.value.problem} {raised.value.mend}"


def test_names_once_and_in_order() -> None:
    assert [m.name for m in parse_metrics(["F1", "R@3", "F1", " R@3 "])] == ["F1", "R@3"]


def test_every_metric_is_defined_with_what_is_better() -> None:
    listed = {one.name: one for one in definitions()}
    assert listed.keys() == named().keys()
    for one in listed.values():
        assert one.paragraphs[0].endswith((".", ":"))
        assert one.family
        assert one.better in ("higher", "lower", "neither")
        assert ":class:" not in one.text
        assert parse_metric(one.measured[0]).name == one.measured[0] if one.measured else True
    assert {name for one in listed.values() for name in one.measured} == {metric.name for metric in defaults()}


def test_the_definition_of_one_by_name_with_or_without_parameter() -> None:
    assert definition_of("R@3").parameters == {"k": 3}
    assert definition_of("R").measured == ("R@1", "R@5", "R@20")
    assert "Asai et al. 2021" in definition_of("answer recall").text
    with pytest.raises(SettingsError, match="R@0"):
        definition_of("R@0")


def test_no_metric_has_a_figure_of_no_question() -> None:
    for metric in defaults():
        assert metric.aggregate([]) is None
        assert metric.aggregate([None, None]) is None


def test_no_part_is_said_by_none_not_by_zero(questions: tuple, originals: tuple) -> None:  # type: ignore[type-arg]
    from polycite.eval.predictions.predictions import Prediction

    known = {original.id: original for original in originals}
    for question in questions:
        for metric in defaults():
            assert metric.measure(Case(question, Prediction(question.id), known)) is None, metric.name


def test_measuring_loads_no_model() -> None:
    program = """
import sys
from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldSpan, Question
from polycite.eval.metrics.catalogue import defaults
from polycite.eval.metrics.definitions import definitions
from polycite.eval.metrics.metric import Case
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.predictions.prediction_parts import Cited, Place
text = "Der Speicher B-5 wiegt 58 kg ohne den Sockel."
question = Question("q", "Was wiegt B-5?", "de", answers=(GoldSpan("o", 23, 28, "58 kg", "de"),))
said = Prediction("q", "Er wiegt ohne den Sockel 58 kg.", citations=(Cited("o", 23, 28, "58 kg"),),
                  passages=(Place("p"), Place("o")), latency_ms=3.0, confidence=0.9)
originals = {"o": Original("o", text, language="de"), "p": Original("p", "B-6: 60 kg", language="en")}
case = Case(question, said, originals)
for metric in defaults():
    metric.prepare([case])
    metric.aggregate([metric.measure(case)])
definitions()
print([m for m in ("torch", "transformers", "haystack", "sentence_transformers") if m in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
