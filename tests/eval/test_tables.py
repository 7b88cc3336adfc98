import json
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console, RenderableType

from polycite.components.evidence import Original
from polycite.eval.datasets.questions import Question
from polycite.eval.runner import System, evaluate
from polycite.eval.scoring.scoring import Figures, macro
from polycite.eval.scoring.sections import intervals, summaries
from polycite.eval.tables import Report, Section


def shown(what: RenderableType, width: int = 200) -> str:
    console = Console(file=StringIO(), width=width)
    console.print(what)
    text: str = console.file.getvalue()  # type: ignore[attr-defined]
    return text


@pytest.fixture
def report(system: Callable[..., System], originals: Sequence[Original], questions: Sequence[Question]) -> Report:
    run = evaluate(system(originals), questions, name="overlap")
    rows = summaries(run.rows)
    columns = ("questions", "R@1", "EM", "F1", "span IoU", "hallucination", "error", "quote fidelity", "p50 ms")
    section = Section("by_language", "By language", rows, macro(rows), columns, "F1")
    return Report("overlap", (section,), (run,), intervals(run.rows), {"python": "3"}, ("A note.",), 1.23)


def test_figures_by_hand(report: Report) -> None:
    english, czech = (report.sections[0].rows[language] for language in ("en", "cs"))
    assert english["questions"] == 4
    # q1 and q2 right, q6 half of its passages first and two thirds of its words
    assert english["R@1"] == pytest.approx((1 + 1 + 0.5) / 3)
    assert english["F1"] == pytest.approx((1 + 1 + 2 / 3) / 3)
    assert (english["hallucination"], english["error"]) == (1.0, 0.0)
    assert (czech["hallucination"], czech["error"], czech["F1"]) == (0.0, 1.0, 0.0)
    # All answers claim 0.9; three of four are right.
    assert english["ECE"] == pytest.approx(0.15)
    assert czech["ECE"] is None
    assert czech["quote fidelity"] is None


def test_overall_is_the_mean_of_languages_not_of_questions(report: Report) -> None:
    overall = report.to_dict()["metrics"]["all"]
    assert overall["F1"] == pytest.approx((8 / 9 + 0) / 2)
    assert overall["questions"] == 6
    assert overall["quote fidelity"] == 1.0
    low, high = report.intervals["F1"]
    assert low <= overall["F1"] <= high


def test_weak_rows_stand_first_and_are_marked(report: Report) -> None:
    lines = [line for line in shown(report.table()).splitlines() if " en " in line or " cs " in line]
    assert "▼ cs" in lines[0]
    assert "▼" not in lines[1]
    assert report.to_dict()["weak"] == {"by_language": ["cs"]}
    assert "A note." in shown(report.table())


def test_fidelity_is_never_rounded_up() -> None:
    section = Section("s", "S", {"en": {"quote fidelity": 0.9999}}, None, ("quote fidelity",), "quote fidelity")
    assert "0.999" in shown(section.table())


def test_long_tables_show_the_weakest_and_say_so() -> None:
    rows: dict[str, Figures] = {f"p{i:02d}": {"F1": i / 100} for i in range(30)}
    text = shown(Section("s", "S", rows, {"F1": 0.15}, ("F1",), "F1", shown=5).table())
    assert "p04" in text
    assert "p05" not in text
    assert "and 25 more" in text


def test_json_holds_every_table_and_the_rows_can_be_written(report: Report, tmp_path: Path) -> None:
    data = json.loads(json.dumps(report.to_dict()))
    assert set(data["metrics"]) == {"all", "by_language"}
    assert data["metrics"]["by_language"]["cs"]["error"] == 1.0
    report.write_rows(tmp_path / "rows.jsonl")
    assert len((tmp_path / "rows.jsonl").read_text("utf8").splitlines()) == 6


def test_narrow_terminals_lose_columns_and_not_characters(report: Report) -> None:
    names = [f"a long metric {i}" for i in range(8)]
    section = Section("s", "S", {"zh-Hant → en": dict.fromkeys(names, 0.5)}, None, names, names[5])
    for table in (section.table(), Report("r", (section,)).table()):
        text = shown(table, 80)
        assert "…" not in text
        assert max(map(len, text.splitlines())) <= 80
        assert "zh-Hant → en" in text
        assert text.count("0.50") == 6
        assert "Too narrow for: a long metric 6, a long metric 7. --json has all." in text
    assert "--json" not in shown(report.table())
