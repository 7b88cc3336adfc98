"""CSV (RFC 4180, also with semicolons or tabs): each cell with its place in the file."""

import re
from collections.abc import Iterator

from polycite.components.errors import LoadingError
from polycite.components.loaders.rows import Literal, Record

_QUOTED = re.compile(r'"((?:[^"]++|"")*+)"')
_ESCAPE = re.compile('""')
_LINE_END = re.compile(r"\r\n?|\n|\Z")
_DELIMITERS = (",", ";", "\t")


def csv_records(raw: str, text_field: str) -> Iterator[Record | LoadingError]:
    """The rows of ``raw`` under the names in its first line, and what is wrong with the others.

    The delimiter is the one of comma, semicolon and tab that makes a column ``text_field``.

    Raises:
        LoadingError: there is no such column, or two columns have one name.
    """
    delimiter = max(_DELIMITERS, key=lambda d: (text_field in _names(raw, d), len(_names(raw, d))))
    names = _names(raw, delimiter)
    if text_field not in names:
        raise LoadingError(
            f"It has no column {text_field!r}; its first line names {', '.join(map(repr, names)) or 'none'}.",
            "Name the columns in the first line, or choose one of them with text_field.",
        )
    if twice := [name for name in names if names.count(name) > 1]:
        raise LoadingError(
            f"Its first line names the column {twice[0]!r} twice.", "Give each column a name of its own."
        )
    rows = _rows(raw, delimiter)
    next(rows)
    for line, cells in rows:
        if isinstance(cells, LoadingError):
            yield LoadingError(f"Line {line}: {cells.problem}", cells.mend)
        elif len(cells) != len(names):
            yield LoadingError(
                f"Line {line}: the row has {len(cells)} cells, the first line names {len(names)} columns.",
                f"Put a text that holds {delimiter!r} or a line break in double quotes.",
            )
        else:
            yield Record(line, dict(zip(names, cells, strict=True)))


def _names(raw: str, delimiter: str) -> list[str]:
    _, cells = next(_rows(raw, delimiter), (0, []))
    if isinstance(cells, LoadingError):
        return []
    return [cell.value.strip() or f"column {number}" for number, cell in enumerate(cells, 1)]


def _rows(raw: str, delimiter: str) -> Iterator[tuple[int, list[Literal] | LoadingError]]:
    """``(line, cells)`` of each row that is not blank."""
    line, at = 1, 0
    while at < len(raw):
        cells, end = _row(raw, at, delimiter)
        if isinstance(cells, LoadingError) or len(cells) > 1 or cells[0].value:
            yield line, cells
        line += sum(1 for found in _LINE_END.finditer(raw, at, end) if found[0])
        at = end


def _row(raw: str, at: int, delimiter: str) -> tuple[list[Literal] | LoadingError, int]:
    """The cells of the row at ``at``, or what is wrong with it, and where the next row begins."""
    plain = re.compile(rf"[^{delimiter}\r\n]*+")
    cells: list[Literal] = []
    while True:
        if raw.startswith('"', at):
            quoted = _QUOTED.match(raw, at)
            if not quoted:
                return LoadingError(
                    "a double quote opens a cell and never closes; nothing after it was read.",
                    "Close it; write a quote inside a quoted cell twice.",
                ), len(raw)
            cells.append(Literal(quoted[1].replace('""', '"'), *quoted.span(1), _ESCAPE))
            at = quoted.end()
        elif found := plain.match(raw, at):
            cells.append(Literal(found[0], *found.span()))
            at = found.end()
        if raw.startswith(delimiter, at):
            at += 1
        elif ending := _LINE_END.match(raw, at):
            return cells, ending.end()
        else:
            following = _LINE_END.search(raw, at)
            return LoadingError(
                "text follows the closing double quote of a cell.", "Write a quote inside a quoted cell twice."
            ), following.end() if following else len(raw)
