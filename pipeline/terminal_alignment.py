"""An original and its translation side by side, the words that say the same marked in both."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from polycite.components.evidence import Citation, Passage, Span
from polycite.pipeline.terminal import BRACKETS, CITED, name_of
from polycite.pipeline.terminal_text import excerpt, harmless, is_rtl, isolate


def print_alignment(out: Console, citation: Citation, passages: Sequence[Passage]) -> None:
    """The sentence of a citation beside its translation; nothing where none was made."""
    made = citation.translation
    if made is None:
        return
    evidence = excerpt(citation, passages)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="cyan", expand=False)
    width = max(20, (out.width - 6) // 2)
    for heading in (name_of(citation.language), f"{name_of(made.language)} · {made.engine} · {made.confidence:.0%}"):
        table.add_column(harmless(heading), max_width=width, overflow="fold")
    said = [harmless(part) for part in (made.sentence[: made.start], made.text, made.sentence[made.end :])]
    marked = Span(len(said[0]), len(said[0]) + len(said[1]))
    table.add_row(_cell(out, evidence.text, evidence.cited), _cell(out, "".join(said), marked))
    out.print(table)
    for violation in made.violations:
        out.print(Text(f"    {harmless(violation)}", style="yellow"))


def _cell(out: Console, text: str, marked: Span) -> Text:
    if not out.color_system:
        return Text(text[: marked.start] + BRACKETS[0] + marked.of(text) + BRACKETS[1] + text[marked.end :])
    shown = isolate(text, is_rtl(text)) if out.is_terminal else text
    cell, by = Text(shown), shown.index(text)
    cell.stylize(CITED, by + marked.start, by + marked.end)
    return cell
