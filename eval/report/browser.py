"""The part of the page on failures: how many of which mode, and a browser of them.

The page holds them as JSON, and its script draws only what is looked at, so that ten thousand are no burden.
"""

from __future__ import annotations

from typing import Any

from polycite.eval.report.contents import Contents
from polycite.eval.report.documents import MARKS
from polycite.eval.report.failures import failures
from polycite.eval.report.grids import Cell, grid, name_cell
from polycite.eval.report.marks import AROUND
from polycite.eval.report.markup import Html, data, element, joined
from polycite.eval.report.scripts import title
from polycite.eval.report.views import section


def browser(contents: Contents, rules: dict[str, str]) -> Html:
    """Counts by failure mode and language, the rule of each mode, and the browser."""
    records, failed = failures(contents)
    asked = sum(len(column.rows) for column in contents.columns)
    lead = f"{failed:,} of {asked:,} answers failed; passages are shown {AROUND} characters around each mark."
    if len(records) < failed:
        lead += f" Of these the page holds {len(records):,}, every mode and language in turn; the run holds all."
    if not records:
        return section("failures", "Failures", element("p", "✓ No question failed.", class_="note"))
    parts = [_counts(contents, column.name) for column in contents.columns]
    return section("failures", "Failures", *parts, _rules(rules), _frame(contents, records), lead=lead)


def _counts(contents: Contents, name: str) -> Html:
    column = next(column for column in contents.columns if column.name == name)
    table = column.scores.failures
    modes = sorted(
        {mode for row in table.values() for mode in row}, key=lambda mode: -sum(r.get(mode, 0) for r in table.values())
    )
    rows = []
    for language in sorted(table, key=lambda code: -_share(column.scores.by_language, table, code)):
        counts = [table[language].get(mode, 0) for mode in modes]
        share = _share(column.scores.by_language, table, language)
        rows.append([name_cell(language), *(Cell(f"{n:,}" if n else "·", n) for n in (*counts, sum(counts))),
                     Cell(f"{share:.0%}", share)])  # fmt: skip
    totals = [sum(row.get(mode, 0) for row in table.values()) for mode in modes]
    foot = [Cell("all"), *(Cell(f"{n:,}", n) for n in (*totals, sum(totals))), Cell("")]
    several = f": {name}" if len(contents.columns) > 1 else ""
    return grid(f"Failed questions by mode and language{several}", ["", *modes, "all", "of asked"], rows, foot=foot)


def _share(figures: Any, table: Any, language: str) -> float:
    return float(sum(table[language].values()) / (figures[language]["questions"] or 1))


def _rules(rules: dict[str, str]) -> Html | None:
    if not rules:
        return None
    told = [joined(element("dt", mode), element("dd", rule)) for mode, rule in rules.items()]
    return element("details", element("summary", "How a failure is sorted"), element("dl", *told))


def _frame(contents: Contents, records: list[dict[str, Any]]) -> Html:
    filters = [
        _filter("mode", "Failure", {record["mode"]: record["mode"] for record in records}),
        _filter("language", "Question", {r["language"]: f"{r['language']} {title(r['language'])}" for r in records}),
        _filter("passage_language", "Passage",
                {(code := r["passage_language"]): f"{code} {title(code)}" for r in records if r["passage_language"]}),
        _filter("column", "System", {record["column"]: record["column"] for record in records}),
        element("label", "Search ", element("input", type="search", id="find", placeholder="id, question, quote")),
    ]  # fmt: skip
    keys = [element("li", element("mark", name, class_=f"m-{kind[0]}")) for kind, name in MARKS.items()]
    keys.append(element("li", element("mark", "right and cited", class_="m-g m-c")))
    shell = element(
        "div",
        element("div", *filters, class_="filters"),
        element("ul", *keys, class_="legend marks", aria_label="Legend of marks"),
        element(
            "p", element("span", id="count", role="status"), " ",
            element("button", "← Previous", type="button", id="previous"), " ",
            element("button", "Next →", type="button", id="next"), " ",
            element("small", "or the keys k and j", class_="note"), class_="pager",
        ),
        element(
            "div",
            element("ol", id="list", aria_label="Failed questions", tabindex="0"),
            element("article", id="failure", aria_live="polite", aria_label="The failed question"),
            class_="split",
        ),
        id="browser", hidden=True,
    )  # fmt: skip
    plain = element(
        "p", "The browser of failures needs this page's own script; nothing is loaded for it.", id="no-script"
    )
    return joined(element("h3", "Look at them"), plain, shell, data("failure-data", records))


def _filter(name: str, label: str, values: dict[str, str]) -> Html | None:
    if len(values) < 2:
        return None
    options = [element("option", shown, value=value) for value, shown in sorted(values.items())]
    return element(
        "label", label, " ", element("select", element("option", "all", value=""), *options, data_filter=name)
    )
