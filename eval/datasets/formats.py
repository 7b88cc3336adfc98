"""The formats of data sets, and how the format of a file or folder is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.components.question_files.json_documents import is_document
from polycite.components.question_files.language_tags import named_language
from polycite.components.question_files.rows import Problem, parse_rows, raise_all
from polycite.eval.datasets.alce import load_alce
from polycite.eval.datasets.beir import load_beir
from polycite.eval.datasets.belebele import load_belebele
from polycite.eval.datasets.dataset import Dataset
from polycite.eval.datasets.miracl import load_miracl
from polycite.eval.datasets.mkqa import load_mkqa
from polycite.eval.datasets.nomiracl import load_nomiracl
from polycite.eval.datasets.own_format import load_own
from polycite.eval.datasets.published_files import data_files, first_rows
from polycite.eval.datasets.squad_files import load_squad_files
from polycite.eval.datasets.tydiqa import load_tydiqa
from polycite.eval.datasets.xor_tydi import load_xor_full, load_xor_retrieve, xor_format

Loader = Callable[[Path, str | None, str | None, Iterable[Original]], Dataset]
"""Takes the path, the language and split that are wanted, and the originals that are given besides."""

FORMATS: Mapping[str, Loader] = {
    "polycite": load_own,
    "squad": load_squad_files,
    "tydiqa": load_tydiqa,
    "xor-retrieve": load_xor_retrieve,
    "xor-full": load_xor_full,
    "mkqa": load_mkqa,
    "miracl": load_miracl,
    "nomiracl": load_nomiracl,
    "beir": load_beir,
    "belebele": load_belebele,
    "alce": load_alce,
}


def guess_format(path: Path) -> str:
    """The format of a folder by its files, of a file by the fields of its first row that can be read.

    Raises:
        LoadingError: it cannot be told; what was found is said.
    """
    if path.is_dir():
        names = {file.name.split(".")[0] for file in path.iterdir()}
        if {"queries", "corpus"} <= names:
            return "beir"
        if any(file.name.endswith(".non_relevant.tsv") for file in path.rglob("*.tsv")):
            return "nomiracl"
        if next(path.rglob("topics.miracl-*.tsv"), None):
            return "miracl"
        if "questions" in names:
            return "polycite"
    file = _first_file(path)
    rows = first_rows(file)
    form = next((form for row in rows if (form := _of_row(row, file))), None)
    if form is not None:
        return form
    if not rows and not is_document(file):
        problems: list[Problem] = []
        parse_rows(file, lambda row: row, problems)
        raise_all(problems)
    has = f"its first row has the fields {', '.join(map(repr, rows[0]))}" if rows else "it holds no row"
    raise LoadingError(
        f"The format of {file} cannot be told: {has}.", f"Name the format, one of: {', '.join(FORMATS)}."
    )


def _first_file(path: Path) -> Path:
    if path.is_file():
        return path
    try:
        return data_files(path, None)[0]
    except LoadingError as error:
        for split in ("test", "dev", "train"):
            try:
                return data_files(path, split)[0]
            except LoadingError:
                continue
        raise error from None


def _of_row(row: Mapping[str, Any], file: Path) -> str | None:
    fields = set(row)
    if {"flores_passage", "mc_answer1"} <= fields:
        return "belebele"
    if {"queries", "answers"} <= fields:
        return "mkqa"
    if {"docs", "output"} <= fields:
        return "alce"
    if "paragraphs" in fields or {"context", "question"} <= fields:
        return "tydiqa" if named_language(_id_in(row).split("-")[0]) else "squad"
    if {"question", "lang", "answers"} <= fields:
        return xor_format(file)
    if {"question", "language"} <= fields or {"question", "id"} <= fields:
        return "polycite"
    return None


def _id_in(row: Mapping[str, Any]) -> str:
    """The id of a row, or of the first question of an article."""
    if "paragraphs" not in row:
        return str(row.get("id", ""))
    try:
        return str(row["paragraphs"][0]["qas"][0]["id"])
    except (IndexError, KeyError, TypeError):
        return ""
