"""Answers, passages and reports as people read them on a terminal."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from polycite.components.evidence import Answer, Citation, Passage, Span
from polycite.components.languages.language_codes import NAMES
from polycite.pipeline.terminal_text import excerpt, harmless, is_rtl, isolate, shorten, wrap

if TYPE_CHECKING:
    from polycite.components.citations.rechecking import Recheck, Status
    from polycite.components.loaders.failure import Failure
    from polycite.components.stores.store_points import OriginalRecord
    from polycite.pipeline.inspecting import CorpusReport
    from polycite.pipeline.qa import IndexReport

CITED = "bold reverse"
# Where styles cannot be shown. Not «», which documents use themselves.
BRACKETS = ("⟦", "⟧")
NEAREST = 3
_STATUS_STYLES: dict[Status, str] = {
    "valid": "green",
    "moved": "cyan",
    "changed": "yellow",
    "lost": "bold red",
    "original missing": "bold red",
}


def console(file: TextIO, **options: Any) -> Console:
    """A console that takes no markup, emoji code or highlighting from what it prints."""
    return Console(file=file, markup=False, emoji=False, highlight=False, **options)


def print_answer(out: Console, answer: Answer) -> None:
    """The answer with its numbered citations, each in its sentence; or the abstention with what came nearest."""
    spent = answer.timings.get("total", sum(answer.timings.values()))
    facts = [name_of(answer.language), f"confidence {_percent(answer.confidence)}", answer.strategy, f"{spent:.2f} s"]
    if answer.abstained:
        _paragraph(out, answer.text, style="yellow")
        _paragraph(out, " · ".join(["no answer", answer.reason or "no evidence holds", *facts]), style="dim")
    else:
        _paragraph(out, _numbered(answer), style="bold")
        _paragraph(out, " · ".join(facts), style="dim")
    for note in answer.notes:
        _paragraph(out, note, style="dim")
    for number, citation in enumerate(answer.citations, start=1):
        _line(out)
        print_citation(out, citation, answer.passages, f"[{number}]")
    if answer.abstained and answer.passages:
        _line(out)
        _paragraph(out, "Nearest passages:")
        print_passages(out, answer.passages[:NEAREST])


def print_citation(out: Console, citation: Citation, passages: Sequence[Passage], label: str) -> None:
    """Where a citation stands, how it was found, and its sentence with the cited characters marked."""
    place = f"characters {citation.start}–{citation.end}"
    facts = [_source(citation), name_of(citation.language), place, citation.method, _percent(citation.confidence)]
    _facts(out, label, facts)
    evidence = excerpt(citation, passages)
    _paragraph(out, evidence.text, indent=4, marked=evidence.cited)
    if citation.translation:
        _paragraph(out, f"= {citation.translation.text}", indent=4, style="italic")


def print_passages(out: Console, passages: Sequence[Passage]) -> None:
    """Passages, best first, with their scores and their beginnings."""
    for number, passage in enumerate(passages, start=1):
        score = [] if passage.score is None else [f"score {passage.score:.2f}"]
        facts = [_source(passage), name_of(passage.language), f"characters {passage.start}–{passage.end}", *score]
        _facts(out, f"{number}.", facts)
        if passage.channels:
            channels = " · ".join(f"{name} {value:.2f}" for name, value in passage.channels.items())
            _paragraph(out, channels, indent=4, style="dim")
        _paragraph(out, shorten(passage.text, 240), indent=4)
        if passage.translations:
            _paragraph(out, f"also in: {', '.join(passage.translations)}", indent=4, style="dim")


def print_index_report(out: Console, report: IndexReport) -> None:
    """What was indexed, what was left as it was, and what failed and how to mend it."""
    counts = [
        f"{_count(len(report.indexed), 'original')} indexed",
        f"{len(report.unchanged)} unchanged",
        f"{len(report.failed)} failed",
        f"{_count(report.passages, 'passage')} in {report.seconds:.1f} s",
    ]
    _paragraph(out, " · ".join(counts), style="bold red" if report.failed else "bold green")
    print_failures(out, report.failed)


def print_failures(out: Console, failures: Sequence[Failure]) -> None:
    """What failed, each with what to do about it."""
    for failure in failures:
        _paragraph(out, f"{failure.source}: {failure.problem}", style="red")
        if failure.mend:
            _paragraph(out, failure.mend, indent=4)


def print_rechecks(out: Console, file: str, rechecks: Sequence[Recheck]) -> None:
    """What became of the citations of one file."""
    _paragraph(out, file, style="bold")
    for number, recheck in enumerate(rechecks, start=1):
        old, new = recheck.citation, recheck.renewed
        moved = f" → {new.start}–{new.end}" if new and new.span != old.span else ""
        facts = [recheck.status, _source(old), f"characters {old.start}–{old.end}{moved}"]
        _facts(out, f"[{number}]", facts, _STATUS_STYLES[recheck.status])
        _paragraph(out, shorten(old.quote, 240), indent=4)
        if new and new.quote != old.quote:
            _paragraph(out, f"now: {shorten(new.quote, 240)}", indent=4)


def print_corpus(out: Console, report: CorpusReport) -> None:
    """The languages of a store, with what its models make of them."""
    from rich.table import Table

    counts = [_count(report.originals, "original"), _count(report.passages, "passage")]
    _paragraph(out, " · ".join(counts), style="bold")
    table = Table(box=None, pad_edge=False)
    table.add_column("language")
    for heading in ("originals", "passages", "characters", "tokens", "tok/char", "unknown", "lexicon"):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in report.languages:
        table.add_row(
            harmless(name_of(row.language)),
            *(f"{number:,}" for number in (row.originals, row.passages, row.characters, row.tokens)),
            f"{row.tokens_per_character:.2f}",
            f"{row.unknown_rate:.1%}",
            f"{row.lexicon_coverage:.0%}",
        )
    out.print(table)
    for row in report.languages:
        if row.warning:
            _paragraph(out, f"{name_of(row.language)}: {row.warning}", style="yellow")


def print_originals(out: Console, records: Sequence[OriginalRecord]) -> None:
    """Every original with its id, language and length."""
    for record in records:
        source = [] if record.source in ("", record.id) else [record.source]
        _facts(out, "", [record.id, name_of(record.language), _count(record.length, "character"), *source])


def print_error(err: Console, problem: str, mend: str) -> None:
    """What is wrong, a line each where several things are, and what to do."""
    first, *others = problem.rstrip("\n").split("\n")
    _line(err, Text(f"Error: {harmless(first)}", style="bold red"))
    for other in others:
        _line(err, Text(harmless(other)))
    if mend:
        _line(err, Text(harmless(mend)))


@contextmanager
def stage_bars(err: Console, *, show: bool = True) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar a stage on a terminal; gives the function that is told (stage, done, total).

    Args:
        err: where to; nothing is shown when it is no terminal.
        show: False shows nothing at all.
    """
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn("{task.description:<12}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    tasks: dict[str, Any] = {}
    with Progress(*columns, console=err, disable=not (show and err.is_terminal), transient=True) as progress:

        def told(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = progress.add_task(harmless(stage), total=total)
            progress.update(tasks[stage], completed=done, total=total)

        yield told


def name_of(language: str | None) -> str:
    """The English name of a language, its code when that is not known."""
    return NAMES.get(language, language) if language else "language unknown"


def _numbered(answer: Answer) -> str:
    """The answer's text with the numbers of its citations after each segment."""
    number = {citation: i for i, citation in enumerate(answer.citations, start=1)}
    parts: list[str] = []
    position = 0
    for segment in sorted(answer.segments, key=lambda segment: segment.end):
        numbers = "".join(f"[{number[citation]}]" for citation in segment.citations)
        parts.append(f"{answer.text[position : segment.end]} {numbers}")
        position = segment.end
    return "".join([*parts, answer.text[position:]])


def _source(found: Citation | Passage) -> str:
    """Source and id, or the one when it tells the other; a path from the working folder when it lies in it."""
    source = os.path.relpath(found.source) if Path(found.source).is_relative_to(Path.cwd()) else found.source
    if found.original_id in found.source or not source:
        return source or found.original_id
    return f"{found.original_id} · {source}"


def _facts(out: Console, label: str, facts: Sequence[str], style: str = "cyan") -> None:
    """Facts in one order from left to right, whatever the direction of each; lines break between them."""
    width = _width(out, 4)
    lines: list[str] = []
    for fact in map(harmless, facts):
        shown = isolate(fact) if out.is_terminal else fact
        if lines and cell_len(f"{lines[-1]} · {shown}") <= width:
            lines[-1] += f" · {shown}"
        else:
            lines += [span.of(shown) for span in wrap(shown, width)]
    for n, line in enumerate(lines):
        _line(out, Text((label if n == 0 else "").ljust(4) + line.rstrip(), style=style))


def _paragraph(out: Console, text: str, *, indent: int = 0, style: str = "", marked: Span | None = None) -> None:
    """Print ``text`` within the console's width; with ``marked``, code points of it, it must be harmless already."""
    text = text if marked else harmless(text)
    if marked and not out.color_system:
        text = text[: marked.start] + BRACKETS[0] + marked.of(text) + BRACKETS[1] + text[marked.end :]
        marked = None
    rtl = is_rtl(text)
    for span in wrap(text, _width(out, indent)):
        line = span.of(text).rstrip()
        body = Text(isolate(line, rtl) if out.is_terminal else line, style=style)
        if marked:
            first = body.plain.index(line)
            start, end = (min(max(0, offset - span.start), len(line)) for offset in (marked.start, marked.end))
            body.stylize(CITED, first + start, first + end)
        _line(out, Text(" " * indent).append_text(body))


def _width(out: Console, indent: int) -> int:
    return max(20, out.width - indent)


def _line(out: Console, line: Text | str = "") -> None:
    # Rich would break lines between characters of one cluster; they are broken already.
    out.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _percent(share: float) -> str:
    return f"{share:.0%}"


def counts_of(statuses: Sequence[Status]) -> dict[Status, int]:
    """How many of each status, in the order of severity."""
    return {status: statuses.count(status) for status in _STATUS_STYLES}
