import pytest

from polycite.eval.metrics.intervals import bootstrap_interval


def test_same_seed_same_interval_around_the_mean() -> None:
    values = {"de": [0.0, 1.0] * 50, "th": [0.0, 0.0, 0.0, 1.0] * 25}
    low, high = bootstrap_interval(values, seed=3) or (0, 0)
    assert (low, high) == bootstrap_interval(values, seed=3)
    assert low < 0.375 < high
    # Standard error of the macro mean: sqrt(.25/100 + .1875/100) / 2 = 0.033
    assert high - low == pytest.approx(2 * 1.96 * 0.0331, rel=0.1)


def test_macro_weighs_a_small_language_like_a_large_one() -> None:
    assert bootstrap_interval({"en": [1.0] * 1000, "sw": [0.0]}) == (0.5, 0.5)


def test_nothing_has_no_interval() -> None:
    assert bootstrap_interval({"en": []}) is None
