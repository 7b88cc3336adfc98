import io
import math
from pathlib import Path

import pytest
from rich.console import Console

from polycite.components.errors import LoadingError, SettingsError
from polycite.eval.adaptation.few_shot import Design
from polycite.eval.adaptation.few_shot_curve import FewShotCurve, interval
from polycite.eval.adaptation.few_shot_runs import FewShotRun, FewShotRuns


def run(language: str, regime: str, size: int, seed: int, f1: float) -> FewShotRun:
    rows = tuple({"id": f"{language}/{i}", "answer": "x", "values": {"F1": f1, "EM": 0.0}} for i in range(4))
    return FewShotRun(language, regime, size, seed, 6 if size else 0, 6 if size else 0, 1.5, rows)


CURVE = FewShotCurve(
    {"base": "b"},
    (
        run("ko", "zero-shot", 0, 0, 0.4),
        run("th", "zero-shot", 0, 0, 0.2),
        *(run("ko", "joint", 8, seed, f1) for seed, f1 in enumerate((0.5, 0.6))),
        *(run("th", "joint", 8, seed, f1) for seed, f1 in enumerate((0.3, 0.4))),
        *(run("ko", "sequential", 8, seed, f1) for seed, f1 in enumerate((0.4, 0.5))),
        *(run("th", "sequential", 8, seed, f1) for seed, f1 in enumerate((0.2, 0.3))),
    ),
)


def test_the_interval_is_students() -> None:
    mean, low, high, n = interval([0.1, 0.2, 0.3, 0.4, 0.5])
    assert (mean, n) == (pytest.approx(0.3), 5)
    assert low is not None
    assert high is not None
    assert high - mean == pytest.approx(2.7764 * math.sqrt(0.025) / math.sqrt(5), abs=1e-4)
    assert mean - low == pytest.approx(high - mean)
    assert interval([0.7]) == (0.7, None, None, 1)


def test_languages_their_average_and_the_regimes_against_each_other() -> None:
    points = {(p.language, p.regime, p.size): p for p in CURVE.points if p.metric == "F1"}
    assert points["ko", "joint", 8].mean == pytest.approx(0.55)
    assert points["average", "joint", 8].mean == pytest.approx(0.45)
    assert points["average", "zero-shot", 0].mean == pytest.approx(0.3)
    assert points["average", "zero-shot", 0].low is None
    gap = next(p for p in CURVE.differences if p.metric == "F1" and p.language == "average")
    assert (gap.regime, gap.mean, gap.seeds) == ("joint - sequential", pytest.approx(0.1), 2)
    assert gap.high == pytest.approx(0.1)  # the same samples: what they differ by falls away


def test_the_table_shows_the_base_beside_every_regime() -> None:
    console = Console(width=120, record=True, file=io.StringIO())
    console.print(CURVE.table())
    lines = console.export_text().splitlines()
    ko = [line for line in lines if line.strip("│┃ ").startswith("ko")]
    assert len([line for line in ko if "40.0" in line]) == 2
    assert any("joint - sequential" in line and "+10.0 ±0.0" in line for line in lines)
    assert CURVE.to_dict()["runs"][2]["F1"] == pytest.approx(0.5)


def test_a_killed_run_is_done_again_and_finished_ones_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "new" / "runs.jsonl"
    runs = FewShotRuns(path, {"base": "b"})
    runs.finish(CURVE.runs[0])
    with path.open("ab") as file:
        file.write(b'{"language": "th", "regi')
    again = FewShotRuns(path, {"base": "b"})
    assert again.finished == {CURVE.runs[0].key: CURVE.runs[0]}
    again.finish(CURVE.runs[1])
    assert len(FewShotRuns(path, {"base": "b"}).finished) == 2


def test_runs_of_another_base_are_not_mixed_in(tmp_path: Path) -> None:
    FewShotRuns(tmp_path / "runs.jsonl", {"base": "b", "test": 1})
    with pytest.raises(SettingsError, match=r"base was 'b', now it is 'c'.*another --output"):
        FewShotRuns(tmp_path / "runs.jsonl", {"base": "c", "test": 1})


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "runs.jsonl"
    FewShotRuns(path, {})
    with path.open("ab") as file:
        file.write(b"{}\n")
    with pytest.raises(LoadingError, match=r"runs.jsonl:2"):
        FewShotRuns(path, {})


def test_the_design_goes_seed_by_seed_and_has_one_run_without_examples() -> None:
    keys = list(Design(sizes=(32, 0, 8), seeds=2, regimes=("joint",)).runs(["ko", "th"]))
    assert keys[:4] == [
        ("ko", "zero-shot", 0, 0),
        ("th", "zero-shot", 0, 0),
        ("ko", "joint", 8, 0),
        ("th", "joint", 8, 0),
    ]
    assert len(keys) == len(set(keys)) == 2 + 2 * 2 * 2
    assert [seed for *_, seed in keys] == sorted(seed for *_, seed in keys)
