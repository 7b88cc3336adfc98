"""Figures as tables for a terminal, weak rows first, and as JSON for machines."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from polycite.eval.results import Run, write_rows
from polycite.eval.scoring.scoring import COUNTS, Figures

_WIDEST = 10_000  # columns of a terminal
WEAK = 0.8
"""A row is weak when its main figure is below this share of the overall one."""


@dataclass(frozen=True)
class Section:
    """One table: a row of figures for each language, pair or kind.

    Attributes:
        name: its key in JSON, such as "by_language".
        title: what its rows are.
        rows: figures by group.
        overall: those of all groups together; None when that means nothing.
        columns: the figures shown; JSON holds all.
        main: the figure by which rows are sorted, the worst first, and called weak.
        shown: rows shown at most; JSON holds all.
        lower_is_better: whether a low main figure is a good one, as of an error rate.
        marked: the groups that are called weak, where that is not told by the main figure.
    """

    name: str
    title: str
    rows: Mapping[str, Figures]
    overall: Figures | None
    columns: Sequence[str]
    main: str
    shown: int | None = None
    lower_is_better: bool = False
    marked: Sequence[str] | None = None

    def weak(self) -> list[str]:
        """Those marked; else groups with a main figure under four fifths, or over five fourths, of the overall one."""
        if self.marked is not None:
            return [*self.marked]
        bar = (self.overall or {}).get(self.main)
        if bar is None:
            return []
        values = {key: value for key, row in self.rows.items() if (value := row.get(self.main)) is not None}
        return [
            key for key, value in values.items() if (value * WEAK > bar if self.lower_is_better else value < WEAK * bar)
        ]

    def table(self) -> RenderableType:
        """Rows sorted by the main figure, weak ones marked, the overall row at the end.

        Where a terminal is too narrow for it, the last columns are left out, and a line below says which.
        """
        return _Fitted(self)

    def used(self) -> list[str]:
        """The columns that have a figure."""
        known = [*self.rows.values(), self.overall or {}]
        return [name for name in self.columns if any(row.get(name) is not None for row in known)]

    def drawn(self, used: Sequence[str]) -> Table:
        """The table with these columns, no label cut; only the names of figures may be broken between words."""
        table = Table(title=self.title, title_justify="left", title_style="bold")
        table.add_column("", no_wrap=True, min_width=max(map(cell_len, [*self.rows, "and 999 more"])) + 2)
        for name in used:
            table.add_column(name, justify="right", style="bold" if name == self.main else "")
        weak = set(self.weak())
        # A group without the main figure (only unanswerable questions) is not weak in it: it goes last.
        sign = -1 if self.lower_is_better else 1
        ordered = sorted(self.rows, key=lambda key: (self._value(key) is None, sign * (self._value(key) or 0.0)))
        for key in ordered[: self.shown]:
            label = Text(f"▼ {key}" if key in weak else f"  {key}", style="red" if key in weak else "")
            table.add_row(label, *(_cell(name, self.rows[key].get(name)) for name in used))
        if self.shown is not None and len(ordered) > self.shown:
            table.add_row(Text(f"  and {len(ordered) - self.shown} more", style="dim"))
        if self.overall is not None:
            table.add_section()
            table.add_row("  overall", *(_cell(name, self.overall.get(name)) for name in used), style="bold")
        return table

    def _value(self, key: str) -> float | None:
        return self.rows[key].get(self.main)


@dataclass(frozen=True)
class Report:
    """The outcome of an evaluation: tables, figures and the rows behind them.

    Example:
        >>> report = support()
        >>> rich.print(report.table())
        >>> Path("report.json").write_text(json.dumps(report.to_dict()))
        >>> report.write_rows("rows.jsonl")
    """

    name: str
    sections: tuple[Section, ...]
    runs: tuple[Run, ...] = ()
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    environment: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    seconds: float = 0.0

    def table(self, section: str | None = None) -> RenderableType:
        """All tables below one another, or the one of that name."""
        found = [one for one in self.sections if section in (None, one.name)]
        if section is not None:
            return found[0].table()
        sheet = Table.grid(padding=(0, 0, 1, 0))
        for one in found:
            sheet.add_row(one.table())
        for note in self.notes:
            sheet.add_row(Text(note, style="dim"))
        return sheet

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON types; ``metrics`` holds "all", "by_language" and the other tables under their names."""
        return {
            "name": self.name,
            "metrics": {
                "all": dict(self.sections[0].overall or {}),
                **{one.name: {key: dict(row) for key, row in one.rows.items()} for one in self.sections},
            },
            "overall": {one.name: dict(one.overall) for one in self.sections if one.overall is not None},
            "weak": {one.name: one.weak() for one in self.sections},
            "intervals": {name: list(bounds) for name, bounds in self.intervals.items()},
            "environment": dict(self.environment),
            "notes": list(self.notes),
            "seconds": round(self.seconds, 1),
        }

    def write_rows(self, path: str | Path) -> None:
        """Every question's row, JSON Lines; an existing file is replaced."""
        write_rows(path, self.runs)


class _Fitted:
    """A section's table in the width there is."""

    def __init__(self, section: Section) -> None:
        self._section = section

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        used = self._section.used()
        left_out: list[str] = []
        table = self._section.drawn(used)
        while console.measure(table, options=options.update(width=_WIDEST)).minimum > options.max_width:
            last = next((name for name in reversed(used) if name != self._section.main), None)
            if last is None:
                break
            used.remove(last)
            left_out.insert(0, last)
            table = self._section.drawn(used)
        yield table
        if left_out:
            yield Text(f"Too narrow for: {', '.join(left_out)}. --json has all.", style="dim")


def _cell(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    if name in COUNTS or name.endswith(" ms"):
        return f"{value:,.0f}"
    if name == "p":
        return f"{value:.4f}"
    if name == "quote fidelity":
        # Rounded down: 1.000 must mean every citation.
        return f"{math.floor(1000 * value) / 1000:.3f}"
    return f"{value:.1f}" if name == "boundary error" else f"{value:.2f}"
