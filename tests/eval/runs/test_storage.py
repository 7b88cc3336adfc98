from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.eval.datasets.questions import GoldSpan, GoldText, Question
from polycite.eval.metrics.metric import Value
from polycite.eval.predictions.prediction_parts import Cited, Place, Segment
from polycite.eval.predictions.predictions import Prediction
from polycite.eval.runs.row_tables import read_rows, write_rows
from polycite.eval.runs.storage import load_run, write_run
from polycite.eval.scoring.rows import Row

TEXT = st.text(min_size=1).filter(str.strip)


def row(number: int = 1, **values: Value) -> Row:
    gold = GoldSpan("th/น้ำหนัก", 4, 9, "๕๘ กก", "th")
    other = GoldSpan("ar/وزن", 0, 2, "٥٨", "ar")
    question = Question(
        f"hi/{number}", "वज़न कितना है?", "hi", ("cross-language",), answers=(gold,), alternatives=(other,),
        texts=(GoldText("五十八公斤", "zh"),), relevant={"zh/重": 2, "zh/无": 0}, slices={"domain": "energy"},
    )  # fmt: skip
    prediction = Prediction(
        f"hi/{number}", "58 किलो", citations=(Cited("th/น้ำหนัก", 4, 9, "๕๘ กก", "th", "verbatim", 0.25),),
        passages=(Place("th/น้ำหนัก", 0, 40), Place("zh/重")), latency_ms=12.5, confidence=0.1 + 0.2,
        segments=(Segment(0, 7, (0,)),), timings_ms={"reading": 7.25}, tokens={"prompt": 9}, language="hi",
    )  # fmt: skip
    return Row(question, prediction, values, "th", "weights", "ours", {"script": "Deva"}, "reader miss")


def test_rows_are_read_back_as_they_were(tmp_path: Path) -> None:
    rows = [
        row(1, **{"F1": 2 / 3, "quote fidelity": (1.0, 2.0), "ECE": None, "R@20": 1.0}),
        row(2, **{"F1": None, "quote fidelity": None, "ECE": (0.3, 1.0), "R@20": 0.0}),
        replace(row(3, F1=0.1), prediction=Prediction("hi/3", abstained=True, error="timeout"), failure=""),
    ]
    write_rows(tmp_path / "rows.parquet", rows)
    assert list(read_rows(tmp_path / "rows.parquet")) == rows


@settings(deadline=None, max_examples=50)
@given(
    text=TEXT,
    value=st.none() | st.floats(allow_nan=False),
    pair=st.none() | st.tuples(st.floats(0, 1), st.floats(0, 1)),
)
def test_any_text_and_number_survive(
    tmp_path_factory: pytest.TempPathFactory, text: str, value: float | None, pair: tuple[float, float] | None
) -> None:
    path = tmp_path_factory.mktemp("rows") / "rows.parquet"
    said = replace(row(1), values={"F1": value, "ECE": pair}, prediction=Prediction("hi/1", text))
    write_rows(path, [said])
    assert list(read_rows(path)) == [said]


def test_other_tools_find_a_column_a_metric(tmp_path: Path) -> None:
    from pyarrow import parquet

    write_rows(tmp_path / "rows.parquet", [row(1, F1=0.5, ECE=(0.5, 1.0), EM=None)])
    table = parquet.read_table(tmp_path / "rows.parquet")
    kinds = {name: str(table.schema.field(name).type) for name in ("id", "kinds", "F1", "EM", "ECE")}
    assert kinds["kinds"].startswith("list<")
    assert kinds["ECE"].startswith("list<")
    assert (kinds["id"], kinds["F1"], kinds["EM"]) == ("string", "double", "double")
    assert table.column("F1").to_pylist() == [0.5]
    assert table.column("ECE").to_pylist() == [[0.5, 1.0]]
    assert table.column("language").to_pylist() == ["hi"]


def test_the_originals_that_somebody_wants_to_see_are_kept(tmp_path: Path) -> None:
    names = ("th/น้ำหนัก", "ar/وزن", "zh/重", "zh/无", "x")
    known = {name: Original(name, f"{name} ...", language=name[:2]) for name in names}
    write_run(tmp_path, [row()], {"weights": known})
    (tmp_path / "manifest.json").write_text('{"format": 1}')
    stored = load_run(tmp_path)
    assert set(stored.originals["weights"]) == {"th/น้ำหนัก", "ar/وزن", "zh/重"}
    assert stored.originals["weights"]["zh/重"] == known["zh/重"]


def test_rows_alone_are_a_run_too(tmp_path: Path) -> None:
    write_rows(tmp_path / "main.parquet", [row(1, F1=0.5)])
    stored = load_run(tmp_path / "main.parquet")
    assert (stored.rows, stored.metrics, stored.manifest) == ((row(1, F1=0.5),), ("F1",), {})


def test_what_is_no_run_is_said(tmp_path: Path) -> None:
    with pytest.raises(LoadingError, match=r"no run: it has no manifest\.json"):
        load_run(tmp_path)
    (tmp_path / "rows.parquet").write_bytes(b"PAR1 half")
    with pytest.raises(LoadingError, match="cannot be read"):
        load_run(tmp_path / "rows.parquet")
    import pyarrow
    from pyarrow import parquet

    parquet.write_table(pyarrow.table({"a": [1]}), tmp_path / "other.parquet")
    with pytest.raises(LoadingError, match="holds no rows of a run"):
        load_run(tmp_path / "other.parquet")
