"""SQuAD-like rows, one question a line, each with its context: XQuAD and GermanQuAD as they are exported.

JSON Lines or Parquet; ``context_id``, ``title`` and ``language`` may be absent::

    {"id": "b1", "title": "सेतु", "context_id": "setu-0", "context": "पुल 30 मीटर लंबा है।", "language": "hi",
     "question": "पुल कितना लंबा है?", "answers": [{"text": "30 मीटर", "answer_start": 4}]}

``answers`` may also be ``{"text": ["30 मीटर"], "answer_start": [4]}``, as Hugging Face writes it, and a context in
another language than the question says so in ``context_language``. ``answer_start`` counts Unicode code points of
``context``. Several answers of a question are alternatives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from polycite.components.question_files.rows import Problem, parse_rows
from polycite.eval.datasets.squad_row import SquadContext, SquadRow


def squad_lines(path: Path, problems: list[Problem]) -> list[SquadContext]:
    """The rows of a file, each a context with one question; bad rows go to ``problems``, named by their line.

    Raises:
        LoadingError: the file as a whole cannot be read.
    """

    def read(row: Mapping[str, Any]) -> tuple[SquadContext, SquadRow]:
        return SquadContext.read(row, repeated=True), SquadRow.read(row, str(path))

    rows = parse_rows(path, read, problems)
    return [replace(context, rows=[replace(asked, line=line)]) for line, (context, asked) in rows]
