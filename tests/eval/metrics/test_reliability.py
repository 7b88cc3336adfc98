"""Whether confidence means what it says, worked by hand."""

import pytest

from polycite.eval.metrics.reliability import calibration_error, reliability


def test_calibration_error_by_hand() -> None:
    # bin (0.8, 0.9]: confidence 0.85, accuracy 0.5, two of four; bin (0.1, 0.2]: 0.2, 0, one; (0.9, 1]: 1, 1, one
    error = calibration_error([0.82, 0.88, 0.2, 1.0], [True, False, False, True])
    assert error == pytest.approx(2 / 4 * 0.35 + 1 / 4 * 0.2 + 1 / 4 * 0)


def test_gaps_of_a_bin_cancel_out_and_those_of_two_bins_do_not() -> None:
    assert calibration_error([0.55, 0.55], [True, False], bins=10) == pytest.approx(0.05)
    assert calibration_error([0.45, 0.55], [False, True], bins=10) == pytest.approx(0.45)


def test_a_bound_belongs_to_the_bin_it_closes() -> None:
    assert calibration_error([0.7, 0.61], [True, False], bins=10) == pytest.approx(abs(0.3 - 0.61) / 2)


def test_calibration_needs_probabilities() -> None:
    assert calibration_error([], []) is None
    with pytest.raises(ValueError, match="outside"):
        calibration_error([1.2], [True])
    with pytest.raises(ValueError, match="outside"):
        calibration_error([float("nan")], [True])


def test_every_answer_is_in_one_bin_of_confidence() -> None:
    bins = reliability([(0.0, 1.0), (0.1, 0.0), (0.29, 1.0), (0.3, 0.0), (1.0, 1.0)])
    assert [(one.low, one.answers, one.right) for one in bins] == [(0.0, 2, 0.5), (0.2, 2, 0.5), (0.9, 1, 1.0)]
    assert bins[1].confidence == pytest.approx(0.295)
