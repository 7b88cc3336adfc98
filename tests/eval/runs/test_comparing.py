from dataclasses import replace
from pathlib import Path

import pytest

from polycite.components.errors import LoadingError, SettingsError
from polycite.eval.datasets.questions import GoldText, Question
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.runs.comparing import compare_runs
from polycite.eval.runs.row_tables import write_rows
from polycite.eval.scoring.rows import Row


def rows(system: str, f1: dict[str, float], each: int = 12) -> list[Row]:
    return [
        Row(
            Question(f"{language}/{n}", "?", language, texts=(GoldText("58", language),)),
            Prediction(f"{language}/{n}", "58"),
            {"F1": value, "EM": 0.0, "p95 ms": 80.0 + n},
            language,
            "weights",
            system,
        )
        for language, value in f1.items()
        for n in range(each)
    ]


def test_by_language_with_an_interval_and_a_corrected_p(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.parquet", rows("a", {"th": 0.25, "zh": 0.75}))
    write_rows(tmp_path / "b.parquet", rows("b", {"th": 0.75, "zh": 0.75}))
    [compared] = compare_runs(tmp_path / "a.parquet", tmp_path / "b.parquet", ["F1"])
    said = compared.to_dict()
    assert (said["ours"], said["theirs"], said["questions"], said["left_out"]) == ("a", "b", 24, 0)
    thai, chinese = (said["metrics"]["F1"]["by_language"][code] for code in ("th", "zh"))
    assert (thai["difference"], thai["low"], thai["high"]) == (-0.5, -0.5, -0.5)
    assert thai["p_holm"] < 0.01
    assert thai["p"] <= thai["p_holm"]
    assert (chinese["difference"], chinese["p_holm"]) == (0.0, 1.0)
    assert said["metrics"]["F1"]["overall"]["difference"] == -0.25


def test_only_common_questions_count(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.parquet", rows("a", {"th": 0.5, "hi": 0.5}))
    write_rows(tmp_path / "b.parquet", rows("b", {"th": 0.5, "zh": 0.5}, 10))
    [compared] = compare_runs(tmp_path / "a.parquet", tmp_path / "b.parquet")
    assert (list(compared.results["F1"].by_language), compared.left_out) == (["th"], 24)
    write_rows(tmp_path / "c.parquet", rows("c", {"ar": 0.5}))
    with pytest.raises(LoadingError, match="no question in common"):
        compare_runs(tmp_path / "a.parquet", tmp_path / "c.parquet")


def test_one_of_several_systems(tmp_path: Path) -> None:
    both = [*rows("ours", {"th": 0.5}), *rows("peer", {"th": 0.75})]
    write_rows(tmp_path / "both.parquet", both)
    path = tmp_path / "both.parquet"
    assert [one.pair.name for one in compare_runs(path, path)] == ["ours", "peer"]
    [compared] = compare_runs(Path(f"{path}::ours"), Path(f"{path}::peer"), ["F1"])
    assert compared.results["F1"].by_language["th"].difference == -0.25
    with pytest.raises(SettingsError, match="no system 'theirs'"):
        compare_runs(path, Path(f"{path}::theirs"))
    write_rows(tmp_path / "other.parquet", [replace(row, system=row.system.upper()) for row in both])
    with pytest.raises(SettingsError, match="No system is in both runs"):
        compare_runs(path, tmp_path / "other.parquet")


def test_a_metric_that_was_not_measured_is_named(tmp_path: Path) -> None:
    write_rows(tmp_path / "a.parquet", rows("a", {"th": 0.5}))
    with pytest.raises(SettingsError, match="'R@1' is not measured in both runs") as caught:
        compare_runs(tmp_path / "a.parquet", tmp_path / "a.parquet", ["R@1"])
    assert "F1" in caught.value.mend
