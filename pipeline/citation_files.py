"""Citations that were stored in files."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.evidence import Citation

_MEND = "Give a file as `polycite ask --json` writes it: answers or citations, one, a list, or one a line."


def read_citations(file: str) -> list[Citation]:
    """The citations in ``file``; ``-`` is standard input.

    Answers and citations in the form of their ``to_dict``, one, a list, or JSON Lines. An abstention
    holds no citations.

    Raises:
        LoadingError: the file cannot be read, or something in it is neither an answer nor a citation.
    """
    name = "standard input" if file == "-" else file
    try:
        text = sys.stdin.read() if file == "-" else Path(file).read_text("utf-8-sig")
    except OSError as error:
        raise LoadingError(
            f"{name} cannot be read: {error.strerror}.", "Check the name and the permissions."
        ) from error
    except UnicodeDecodeError as error:
        raise LoadingError(f"{name} is not in UTF-8.", _MEND) from error
    if not text.strip():
        raise LoadingError(f"{name} is empty.", _MEND)
    return [citation for where, value in _values(name, text) for citation in _citations(where, value)]


def _values(name: str, text: str) -> Iterator[tuple[str, Any]]:
    try:
        whole = json.loads(text)
        if not isinstance(whole, list):
            yield name, whole
        else:
            yield from ((f"Item {n} of {name}", value) for n, value in enumerate(whole, start=1))
        return
    except ValueError:
        pass
    # Only line feeds part JSON Lines: splitlines would break at U+2028 inside a string.
    for n, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            try:
                yield f"Line {n} of {name}", json.loads(line)
            except ValueError as error:
                raise LoadingError(f"Line {n} of {name} is not JSON: {error}.", _MEND) from error


def _citations(where: str, value: Any) -> list[Citation]:
    if not isinstance(value, dict):
        raise LoadingError(f"{where} is neither an answer nor a citation.", _MEND)
    if "citations" in value:
        if not isinstance(value["citations"], list):
            raise LoadingError(f"{where} has citations that are no list.", _MEND)
        return [
            one for n, item in enumerate(value["citations"], 1) for one in _citations(f"Citation {n} in {where}", item)
        ]
    types = {"original_id": str, "start": int, "end": int, "quote": str, "sha256": str}
    wrong = [name for name, kind in types.items() if not isinstance(value.get(name), kind)]
    if wrong:
        raise LoadingError(f"{where} lacks {', '.join(wrong)}, or has it of the wrong type.", _MEND)
    try:
        return [Citation.from_dict(value)]
    except TypeError as error:
        raise LoadingError(f"{where} has a field that citations do not have: {error}.", _MEND) from error
