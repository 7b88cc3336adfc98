import itertools

import pytest

from polycite.components.errors import LoadingError
from polycite.eval.datasets.questions import Question
from polycite.eval.metrics.answering import TokenF1
from polycite.eval.metrics.metric import Value
from polycite.eval.metrics.quoting import QuoteFidelity
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.scoring.rows import Row
from polycite.eval.scoring.significance import compare


def run(values: dict[str, list[Value]], metric: str = "F1") -> list[Row]:
    return [
        Row(Question(f"{language}{i}", "?", language, answerable=False), Prediction(f"{language}{i}"), {metric: value})
        for language, figures in values.items()
        for i, value in enumerate(figures)
    ]


def test_p_is_near_the_exact_permutation_test() -> None:
    ours, theirs = [1.0, 0.9, 0.8, 0.7, 0.2, 0.9], [0.1, 0.3, 0.2, 0.9, 0.1, 0.2]
    test = compare(run({"th": ours}), run({"th": theirs}), [TokenF1()])["F1"].by_language["th"]
    differences = [a - b for a, b in zip(ours, theirs, strict=True)]
    signs = list(itertools.product((1, -1), repeat=len(differences)))
    exact = sum(
        abs(sum(s * d for s, d in zip(sign, differences, strict=True))) >= sum(differences) - 1e-9 for sign in signs
    )
    assert test.p == pytest.approx(exact / len(signs), abs=0.01)
    assert test.difference == pytest.approx(sum(differences) / 6)
    assert test.low is not None
    assert test.high is not None
    assert test.low < test.difference < test.high


def test_the_same_run_twice_differs_in_nothing() -> None:
    rows = run({"ar": [0.1, 0.7, 0.4], "zh": [1.0, 0.0, 0.5]})
    found = compare(rows, rows, [TokenF1()])["F1"]
    assert found.overall is not None
    assert (found.overall.difference, found.overall.p, found.overall.p_bootstrap) == (0.0, 1.0, 1.0)
    assert (found.overall.low, found.overall.high) == (0.0, 0.0)


def test_a_regression_in_one_language_shows_there_and_is_corrected_for_the_number_of_languages() -> None:
    good: list[Value] = [0.9, 0.7] * 30
    bad: list[Value] = [0.5, 0.2] * 30
    languages = ("de", "en", "hi", "sw")
    before, after = run(dict.fromkeys(languages, good)), run({**dict.fromkeys(languages, good), "sw": bad})
    found = compare(after, before, [TokenF1()])["F1"].by_language
    assert found["sw"].p_holm == pytest.approx(4 / 10_001)
    assert found["sw"].difference == pytest.approx(-0.45)
    assert found["de"].p_holm == 1.0


def test_p_values_after_holm_never_fall_below_the_one_before() -> None:
    ours = run({"a": [1.0] * 6, "b": [1.0] * 6, "c": [0.5] * 6})
    theirs = run({"a": [0.0] * 6, "b": [0.0] * 5 + [1.0], "c": [0.5] * 6})
    found = compare(ours, theirs, [TokenF1()])["F1"].by_language
    # Of 6 questions all of one sign the exact p is 2/64, of 5 it is 2/32.
    assert found["a"].p_holm == pytest.approx(3 * 2 / 64, abs=0.02)
    assert found["b"].p_holm == pytest.approx(2 * 2 / 32, abs=0.02)
    assert found["a"].p_holm <= found["b"].p_holm <= found["c"].p_holm == 1.0


def test_figures_are_the_metrics_own() -> None:
    ours, theirs = (
        run({"hi": [(1.0, 1.0), (8.0, 9.0)]}, "quote fidelity"),
        run({"hi": [(0.0, 1.0), None]}, "quote fidelity"),
    )
    test = compare(ours, theirs, [QuoteFidelity()])["quote fidelity"].by_language["hi"]
    assert (test.ours, test.theirs, test.n) == (0.9, 0.0, 2)


def test_order_does_not_matter_but_the_questions_must_be_the_same() -> None:
    rows = run({"el": [0.1, 0.9, 0.3], "ru": [0.2, 0.4]})
    other = run({"el": [0.2, 0.5, 0.3], "ru": [0.7, 0.4]})
    assert compare(rows, other, [TokenF1()]) == compare(rows, other[::-1], [TokenF1()])
    with pytest.raises(LoadingError, match="1 questions are in one of the two runs only, such as 'ru1'"):
        compare(rows, other[:-1], [TokenF1()])
