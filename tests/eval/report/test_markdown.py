import dataclasses
import json

from markdown_it import MarkdownIt

from polycite.eval.report.contents import Contents
from polycite.eval.report.machine import machine_readable
from polycite.eval.report.markdown import markdown, plain


def test_weakest_first_with_the_gate_and_how_to_reproduce(run: Contents) -> None:
    text = markdown(run)
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    languages = [row for row in rows if "†" in row]
    assert [row.split(" | ")[0].strip("| ▼").split()[0] for row in languages] == list(run.languages)
    assert languages[0].startswith("| ▼ ")
    assert "✅ every quote stands in its original" in text
    assert "polycite eval run suite.toml" in text


def test_a_broken_quote_breaks_the_gate_however_rare(run: Contents) -> None:
    column = run.columns[0]
    rows = list(column.rows)
    rows[0] = dataclasses.replace(rows[0], values={**rows[0].values, "quote fidelity": (0.0, 1.0)})
    text = markdown(Contents.of(rows, run.metrics))
    assert "❌" in text
    assert "quote fidelity is 0.9" in text


def test_text_of_the_run_cannot_become_markup(run: Contents) -> None:
    rows = [dataclasses.replace(row, system="a|b <img src=x>\n# x") for row in run.columns[0].rows]
    hostile = Contents.of(rows, run.metrics, manifest={"command": "``` </details><img src=x>"}, title="# <b>*x*</b>")
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(markdown(hostile))
    assert "<img" not in page
    assert "<b>" not in page
    assert plain("a|b\n*c*") == r"a\|b \*c\*"


def test_machines_get_every_figure_as_json(two_systems: Contents) -> None:
    found = json.loads(json.dumps(machine_readable(two_systems), allow_nan=False))
    assert [system["name"] for system in found["systems"]] == ["reader A", "reader B"]
    first = found["systems"][0]
    assert first["quotes_hold"] is True
    assert first["metrics"]["all"]["F1"] == two_systems.columns[0].scores.all["F1"]
    assert set(first["metrics"]["by_language"]) == set(two_systems.columns[0].scores.by_language)
    assert first["fairness"]["F1"]["worst_language"] == "ur"
    assert found["manifest"]["command"] == "polycite eval run suite.toml"
    assert {weak["of"] for weak in found["weak"]} >= {"question language", "language pair"}
