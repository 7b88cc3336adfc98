"""Where the content of a Markdown block stands in its file."""

import re

from markdown_it.token import Token

from polycite.components.loaders.tracing import Run, View

_LINE_END = re.compile(r"\r\n?|\n")
_PIPE = re.compile(r"(?<!\\)\|")
_SPACE = re.compile(r"\s*")


class Lines:
    """The lines of ``raw`` from ``offset`` on, numbered from 0 as the parser does."""

    def __init__(self, raw: str, offset: int) -> None:
        self.raw = raw
        self.offset = offset
        breaks = [found.span() for found in _LINE_END.finditer(raw, offset)]
        self.starts = [offset, *(end for _, end in breaks)]
        self.ends = [*(start for start, _ in breaks), len(raw)]
        self._normal = [0]
        for start, end in zip(self.starts[:-1], self.ends[:-1], strict=True):
            self._normal.append(self._normal[-1] + end - start + 1)

    def place(self, line: int, column: int) -> int:
        """Raw offset of an offset in the source with normalised line breaks, which lies in ``line``."""
        return self.starts[line] + column - self._normal[line]


def block_view(token: Token, lines: Lines, marker: int = 0) -> View:
    """The content of a leaf block; ``marker`` characters (of a heading) precede that of its first line."""
    first, last = token.map or (0, 0)
    row = first + 1 if token.type == "fence" else first
    runs: list[Run] = []
    at = 0
    for line in token.content.split("\n"):
        if row >= last:
            break
        body = line.lstrip(" \t")
        place = _place(token, lines, row, marker)
        while not lines.raw.startswith(body, place):
            # The parser trims spaces of other scripts, which may take up a line.
            place = _SPACE.match(lines.raw, place, lines.ends[row]).end()  # type: ignore[union-attr]
            if place == lines.ends[row] and row + 1 < last:
                row += 1
                place = _place(token, lines, row, marker)
            else:
                break
        lead = len(line) - len(body)
        if lines.raw.startswith(line, place - lead):
            _add(runs, at, at + len(line), place - lead, place + len(body))
        elif lines.raw.startswith(body, place):
            _add(runs, at + lead, at + len(line), place, place + len(body))
        elif len(line) != lines.ends[row] - lines.starts[row]:
            runs.append((at, at + len(line), lines.starts[row], lines.ends[row]))
        at += len(line)
        row += 1
        if row < len(lines.starts) and lines.raw[lines.starts[row] - 1] == "\n":
            _add(runs, at, at + 1, lines.starts[row] - 1, lines.starts[row])
        at += 1
    return View(token.content, tuple(runs))


def row_spans(token: Token, lines: Lines) -> list[tuple[int, int]]:
    """Raw ``[start, end)`` of the cells of the table row in which ``token`` is a cell."""
    row = (token.map or (0,))[0]
    start, end = _place(token, lines, row, 0), lines.ends[row]
    pipes = [pipe.start() for pipe in _PIPE.finditer(lines.raw, start, end)]
    spans = list(zip([start, *(pipe + 1 for pipe in pipes)], [*pipes, end], strict=True))
    if not lines.raw[slice(*spans[0])].strip():
        del spans[0]
    if spans and not lines.raw[slice(*spans[-1])].strip():
        del spans[-1]
    return spans


def cell_view(token: Token, lines: Lines, span: tuple[int, int]) -> View:
    """The content of a table cell, in which an escaped pipe has lost its backslash."""
    lead = lines.raw[slice(*span)].replace("\\|", "|").find(token.content)
    if lead < 0:
        return View(token.content, ((0, len(token.content), *span),))
    runs: list[Run] = []
    at, place = -lead, span[0]
    for number, part in enumerate(lines.raw[slice(*span)].split("\\|")):
        if number:
            runs.append((at, at + 1, place, place + 2))
            at, place = at + 1, place + 2
        runs.append((at, at + len(part), place, place + len(part)))
        at, place = at + len(part), place + len(part)
    return View(
        token.content,
        tuple(_clip(run, len(token.content)) for run in runs if run[0] < len(token.content) and run[1] > 0),
    )


def _place(token: Token, lines: Lines, row: int, marker: int) -> int:
    number = row - (token.map or (0,))[0]
    return lines.place(row, token.meta["columns"][number]) + (0 if number else marker)


def _add(runs: list[Run], start: int, end: int, raw_start: int, raw_end: int) -> None:
    if runs and runs[-1][1::2] == (start, raw_start) and runs[-1][1] - runs[-1][0] == raw_start - runs[-1][2]:
        start, _, raw_start, _ = runs.pop()
    runs.append((start, end, raw_start, raw_end))


def _clip(run: Run, length: int) -> Run:
    start, end, raw_start, raw_end = run
    if end - start != raw_end - raw_start:
        return run
    before, after = max(0, -start), max(0, end - length)
    return (start + before, end - after, raw_start + before, raw_end - after)
