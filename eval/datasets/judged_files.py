"""Corpus, queries and relevance judgements as BEIR, MIRACL and NoMIRACL publish them, each row with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.question_files.language_tags import language_in
from polycite.components.question_files.packed_files import UNREADABLE, open_text, suffix_of
from polycite.components.question_files.rows import Problem, RowError, id_of, parse_rows, value_of

_HEADS = ("query-id", "query_id", "qid", "query", "topic", "topic_id", "id", "_id")


@dataclass(frozen=True, slots=True)
class Query:
    """A query of a file; ``language`` where the row says it."""

    source: str
    line: int
    id: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """How relevant a document is to a query: 0 for not at all, as are grades below 0 (TREC's spam)."""

    source: str
    line: int
    query: str
    document: str
    grade: int


def read_corpus(files: Iterable[Path], language: str | None, problems: list[Problem]) -> tuple[list[Original], int]:
    """The documents of JSON Lines files, and how many rows repeat one word for word; those count once.

    A row is ``{"_id" or "docid": ..., "title": ..., "text": ...}``. A document without text is its title; the title
    of the others is kept in ``metadata`` and is no part of the text.
    """
    found: dict[str, Original] = {}
    places: dict[str, str] = {}
    again = 0

    def read(row: Mapping[str, Any]) -> Original:
        name = next((name for name in ("_id", "docid", "id") if name in row), "_id")
        title = value_of(row, "title", str) if row.get("title") else ""
        if not isinstance(row.get("text"), str):
            value_of(row, "text", str)
        spoken = language_in(row) if row.get("language") is not None else language
        text = row["text"] if row["text"].strip() else title
        if not text:
            raise RowError("'text' and 'title' are empty.", "Fill one in, or delete the document and its judgements.")
        return Original(id_of(row, name), text, "", spoken, {"title": title} if title else {})

    for file in files:
        for line, original in parse_rows(file, read, problems):
            place = f"{file}:{line}"
            if original.id not in found:
                found[original.id], places[original.id] = original, place
            elif found[original.id].sha256 == original.sha256:
                again += 1
            else:
                problem = f"the id {original.id!r} again with another text, first in {places[original.id]}."
                problems.append(Problem(str(file), line, problem, "Give each document its own."))
    return list(found.values()), again


def read_queries(file: Path, problems: list[Problem]) -> list[Query]:
    """The queries of a JSON Lines file (``{"_id", "text"}``), or of a table of id and text, with or without header."""
    if suffix_of(file) == ".tsv":
        queries = [Query(str(file), line, *cells) for line, cells in _table(file, (2,), problems)]
    else:

        def read(row: Mapping[str, Any]) -> Query:
            name = "_id" if "_id" in row else "id"
            spoken = language_in(row) if row.get("language") is not None else None
            return Query(str(file), 0, id_of(row, name), value_of(row, "text", str), spoken)

        rows = parse_rows(file, read, problems)
        queries = [Query(one.source, line, one.id, one.text, one.language) for line, one in rows]
    first: dict[str, int] = {}
    for query in queries:
        if query.id in first:
            problem = f"the id {query.id!r} again, first in line {first[query.id]}."
            problems.append(Problem(query.source, query.line, problem, "Give each query its own."))
        elif not query.text.strip():
            problems.append(Problem(query.source, query.line, f"the query {query.id!r} is empty.", "Fill it in."))
        first.setdefault(query.id, query.line)
    return queries


def read_judgements(file: Path, problems: list[Problem]) -> list[Judgement]:
    """The judgements of a table: query, document, grade; or TREC's query, 0, document, grade. A header may be there."""
    found = []
    for line, cells in _table(file, (3, 4), problems):
        query, document, grade = cells[0], cells[-2], cells[-1]
        try:
            number = float(grade)
            if not number.is_integer():
                raise ValueError
        except (ValueError, OverflowError):
            problems.append(Problem(str(file), line, f"the grade {grade!r} is no whole number.", "Write 0, 1, 2, ..."))
            continue
        found.append(Judgement(str(file), line, query, document, max(0, int(number))))
    return found


def _table(file: Path, widths: tuple[int, ...], problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """The rows of a table with tabs, or with spaces where it has no tab; a header is passed over."""
    try:
        with open_text(file) as lines:
            for number, line in enumerate(lines, start=1):
                cells = [cell.strip() for cell in (line.rstrip("\r\n").split("\t") if "\t" in line else line.split())]
                if not line.strip() or (number == 1 and cells[0].lower() in _HEADS):
                    continue
                if len(cells) not in widths or not all(cells):
                    wanted = " or ".join(map(str, widths))
                    mend = f"Write {wanted} columns with tabs between them."
                    problems.append(Problem(str(file), number, f"{line.rstrip()!r} has not {wanted} cells.", mend))
                    continue
                yield number, cells
    except UNREADABLE as error:
        raise LoadingError(f"{file} cannot be read: {error}.", "Give a table in UTF-8, with tabs.") from error
