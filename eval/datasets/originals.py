"""The documents that questions speak of: a file of them, or the folder that is indexed.

A file is JSON Lines (also ``.xz`` or ``.gz``), one original a line; ``language`` and ``source`` may be absent::

    {"id": "kb/th/battery.md", "text": "แบตเตอรี่ชาร์จได้ที่ 0 ถึง 45 °C", "language": "th", "source": "battery.md"}

The text is taken as it is: offsets of answers and citations count its Unicode code points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.question_files.language_tags import language_in
from polycite.components.question_files.packed_files import suffix_of
from polycite.components.question_files.rows import Problem, RowError, id_of, parse_rows, raise_all, value_of
from polycite.eval.datasets.questions import Question


def load_originals(path: str | Path, *, identify: bool = True) -> list[Original]:
    """The originals of a JSON Lines file, or of documents as ``polycite index`` reads and names them.

    A folder's documents are called ``<folder name>/<path in it>``, their texts are without marks and tags.

    Args:
        path: a JSON Lines or Parquet file of originals, a folder, or a single document.
        identify: whether originals that do not state their language get the one that is identified, as at indexing.

    Raises:
        LoadingError: names every bad row by its line: no valid JSON, an id that comes twice, no text, a language
            that is none; every document that cannot be read; or there is none.
    """
    path = Path(path)
    if path.is_file() and suffix_of(path) in (".jsonl", ".ndjson", ".parquet"):
        originals = _rows(path)
    else:
        originals = _documents(path)
    if not originals:
        raise LoadingError(f"{path} holds no original.", 'Write {"id": ..., "text": ..., "language": ...}, one a line.')
    return identified_originals(originals) if identify else originals


def identified_originals(originals: Iterable[Original], questions: Iterable[Question] = ()) -> list[Original]:
    """The originals, those without a language with the one that answers state for them, else that their text is in."""
    from polycite.components.languages.language_identification import LanguageIdentifier

    identifier = LanguageIdentifier()
    stated = {gold.original_id: gold.language for question in questions for gold in question.answers}
    return [
        one if one.language
        else replace(one, language=stated.get(one.id) or identifier.detect(one.text).language)
        for one in originals
    ]  # fmt: skip


def _rows(path: Path) -> list[Original]:
    problems: list[Problem] = []
    lines: dict[str, int] = {}
    rows = parse_rows(path, _read, problems)
    for line, original in rows:
        if original.id in lines:
            problem = f"the id {original.id!r} again, first in line {lines[original.id]}."
            problems.append(Problem(str(path), line, problem, "Give each original its own."))
        lines.setdefault(original.id, line)
    raise_all(sorted(problems, key=lambda problem: problem.line))
    return [original for _, original in rows]


def _read(row: Mapping[str, Any]) -> Original:
    source = value_of(row, "source", str) if row.get("source") else ""
    language = None if row.get("language") is None else language_in(row)
    metadata = {"title": value_of(row, "title", str)} if row.get("title") else {}
    original = Original(id_of(row), value_of(row, "text", str), source, language, metadata)
    if "sha256" in row and row["sha256"] != original.sha256:
        raise RowError(f"the text of {original.id!r} has not the sha256 that the row states.", "Export the row anew.")
    return original


def _documents(path: Path) -> list[Original]:
    from polycite.components.loaders.failure import Failure
    from polycite.components.loaders.files import FileLoader

    found = list(FileLoader().load([path]))
    raise_all([Problem(one.source, 0, one.problem, one.mend) for one in found if isinstance(one, Failure)])
    return [one for one in found if isinstance(one, Original)]
