"""The report as Markdown, short enough for a pull request."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from polycite.eval.metrics.metric import Metric
from polycite.eval.report.columns import Column
from polycite.eval.report.contents import WEAK, Contents
from polycite.eval.report.groups import weakest_first
from polycite.eval.report.scripts import title
from polycite.eval.report.summary import fidelity_holds
from polycite.eval.report.written import SMALL, written, written_interval

_LANGUAGES = 40
_NAMED = 8
_COLUMNS = 8
_MANIFEST = 4000
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def markdown(contents: Contents) -> str:
    """Headline figures, the gate, what is weak, languages with the weakest first, failures, how to reproduce."""
    parts = [f"## {plain(contents.title)}", _headline(contents), _gate(contents), _weak(contents)]
    parts += [_languages(contents, column) for column in contents.columns]
    parts += [_failures(contents), _reproduce(contents)]
    return "\n\n".join(part for part in parts if part) + "\n"


def plain(text: Any) -> str:
    """Text that means nothing but itself in a cell of a Markdown table: one line, every sign escaped."""
    return _SPECIAL.sub(r"\\\1", " ".join(str(text).split()))


def _headline(contents: Contents) -> str:
    rows = []
    for metric in contents.headline:
        cells = []
        for column in contents.columns:
            value, interval = column.scores.all.get(metric.name), written_interval(metric.name, column.interval(metric))
            cells.append(written(metric.name, value) + (f" ({interval})" if interval else ""))
        arrow = {"higher": " ↑", "lower": " ↓"}.get(metric.better, "")
        rows.append([plain(metric.name) + arrow, *cells])
    questions = ", ".join(f"{len(column.rows):,}" for column in contents.columns)
    note = f"Means over {len(contents.languages)} languages with 95 % bootstrap intervals; {questions} questions."
    return _table(["", *(plain(column.name) for column in contents.columns)], rows) + f"\n\n{note}"


def _gate(contents: Contents) -> str:
    told = []
    for column in contents.columns:
        sound, value = fidelity_holds(column), written("quote fidelity", column.scores.pooled.get("quote fidelity"))
        name = f"{plain(column.name)}: " if len(contents.columns) > 1 else ""
        if sound:
            told.append(f"- ✅ {name}every quote stands in its original.")
        elif sound is not None:
            told.append(f"- ❌ {name}**some quotes do not stand in their originals: quote fidelity is {value}.**")
    return "\n".join(told)


def _weak(contents: Contents) -> str:
    if contents.main is None or not contents.weak:
        return ""
    named = [
        f"{plain(one.group)} ({plain(one.what)}{f', {plain(one.column.name)}' if len(contents.columns) > 1 else ''}) "
        f"{written(contents.main.name, one.value)}, n = {one.questions}"
        for one in contents.weak[:_NAMED]
    ]
    more = len(contents.weak) - _NAMED
    rest = f"; and {more} more" if more > 0 else ""
    return f"▼ **Weak**, below {WEAK:.0%} of the overall {plain(contents.main.name)}: {'; '.join(named)}{rest}."


def _languages(contents: Contents, column: Column) -> str:
    metrics = contents.main_first[:_COLUMNS]
    found = list(weakest_first(column.scores.by_language, contents.main, [column.scores.by_language]))
    rows = [_language(contents, column, language, metrics) for language in found[:_LANGUAGES]]
    more = f"\n\nAnd {len(found) - _LANGUAGES} languages more." if len(found) > _LANGUAGES else ""
    name = f"### {plain(column.name)}\n\n" if len(contents.columns) > 1 else ""
    return name + _table(["", "n", *(plain(metric.name) for metric in metrics)], rows) + more


def _language(contents: Contents, column: Column, language: str, metrics: Sequence[Metric]) -> list[str]:
    row = column.scores.by_language[language]
    count = int(row["questions"] or 0)
    sign = "▼ " if contents.is_weak(column, row) else ""
    small = "†" if count < SMALL else ""
    figures = [written(metric.name, row.get(metric.name)) for metric in metrics]
    return [f"{sign}{plain(language)} {plain(title(language))}", f"{count:,}{small}", *figures]


def _failures(contents: Contents) -> str:
    told = []
    for column in contents.columns:
        counts: dict[str, int] = {}
        for modes in column.scores.failures.values():
            for mode, number in modes.items():
                counts[mode] = counts.get(mode, 0) + number
        ordered = sorted(counts.items(), key=lambda pair: -pair[1])
        name = f" of {plain(column.name)}" if len(contents.columns) > 1 else ""
        if ordered:
            told.append(f"Failures{name}: {', '.join(f'{plain(mode)} {number:,}' for mode, number in ordered)}.")
    small = any((row["questions"] or 0) < SMALL for c in contents.columns for row in c.scores.by_language.values())
    return "\n\n".join([*told, *([f"† fewer than {SMALL} questions: one answer moves the figure."] if small else [])])


def _reproduce(contents: Contents) -> str:
    if not contents.manifest:
        return ""
    text = json.dumps(dict(contents.manifest), ensure_ascii=False, indent=1, default=str)
    cut = "" if len(text) <= _MANIFEST else f"\n… {len(text) - _MANIFEST:,} characters more in manifest.json"
    # A fence longer than any run of backticks inside cannot be closed by what it holds.
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return (
        f"<details><summary>How to reproduce</summary>\n\n{fence}json\n{text[:_MANIFEST]}{cut}\n{fence}\n\n</details>"
    )


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    rule = ["---", *("---:" for _ in head[1:])]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))
