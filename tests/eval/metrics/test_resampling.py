import numpy as np
import pytest

from polycite.eval.metrics.abstaining import CalibrationError
from polycite.eval.metrics.answering import TokenF1
from polycite.eval.metrics.costs import Latency
from polycite.eval.metrics.metric import Metric, Value
from polycite.eval.metrics.quoting import QuoteFidelity
from polycite.eval.metrics.resampling import SLOW_ROUNDS, bootstrap, swaps

METRICS = (TokenF1(), QuoteFidelity(), CalibrationError(), Latency(95))
ROWS: list[dict[str, Value]] = [
    {"F1": 0.2, "quote fidelity": (1.0, 2.0), "ECE": (0.29, 1.0), "p95 ms": 10.0},
    {"F1": None, "quote fidelity": None, "ECE": (0.3, 0.0), "p95 ms": 30.0},
    {"F1": 1.0, "quote fidelity": (3.0, 3.0), "ECE": None, "p95 ms": 20.0},
    {"F1": 0.0, "quote fidelity": (0.0, 1.0), "ECE": (1.0, 1.0), "p95 ms": 50.0},
]


@pytest.mark.parametrize("metric", METRICS, ids=str)
def test_each_resample_has_the_figure_that_the_metric_itself_gives_it(metric: Metric) -> None:
    found = bootstrap(METRICS, ROWS, 200, seed=5)[metric.name]
    draws = np.random.default_rng(5).integers(0, len(ROWS), (200, len(ROWS)))
    expected = [metric.aggregate([ROWS[i].get(metric.name) for i in draw]) for draw in draws]
    assert found.tolist() == pytest.approx([np.nan if one is None else one for one in expected], nan_ok=True)


@pytest.mark.parametrize("metric", METRICS, ids=str)
def test_each_exchange_has_the_difference_that_the_metric_itself_gives_it(metric: Metric) -> None:
    theirs = list(reversed(ROWS))
    found = swaps(METRICS, ROWS, theirs, 100, seed=5)[metric.name]
    moves = np.random.default_rng(5).integers(0, 2, (100, len(ROWS)))
    for figure, move in zip(found, moves, strict=True):
        ours = [(b if swap else a)[metric.name] for a, b, swap in zip(ROWS, theirs, move, strict=True)]
        others = [(a if swap else b)[metric.name] for a, b, swap in zip(ROWS, theirs, move, strict=True)]
        values = metric.aggregate(ours), metric.aggregate(others)
        assert figure == pytest.approx(np.nan if None in values else values[0] - values[1], nan_ok=True)


def test_a_metric_of_its_own_kind_is_resampled_less_often() -> None:
    found = bootstrap(METRICS, ROWS, 1000)
    assert len(found["F1"]) == 1000
    assert len(found["p95 ms"]) == SLOW_ROUNDS


def test_no_question_gives_no_figure() -> None:
    assert [len(figures) for figures in bootstrap(METRICS, [], 10).values()] == [0, 0, 0, 0]
