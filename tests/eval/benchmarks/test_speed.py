from io import StringIO
from typing import Any

from rich.console import Console

from polycite.eval.benchmarks.speed import table


def measured(passages: int, mixed: float = 0.0, **stages: dict[str, float]) -> dict[str, Any]:
    sizes = {"indexing_mb": 900, "asking_mb": 1200, "disk_mb": 30}
    speed = {"passages_per_second": 41.2, "mixed_seconds": mixed, "stages": stages}
    return {"passages": passages, "encoded": 1000} | speed | sizes


def test_each_size_has_a_column_and_each_stage_a_row_even_where_it_is_missing() -> None:
    total = {"p50": 200.0, "p95": 310.5}
    sizes = [measured(1000, total=total), measured(10_000, 3.5, reading={"p50": 90.0, "p95": 120.0}, total=total)]
    console = Console(file=StringIO(), width=120)
    console.print(table(sizes))
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    for shown in ("1,000", "10,000", "nan / nan", "90.0 / 120.0", "200.0 / 310.5", "1,200", "mixed from those of"):
        assert shown in text
