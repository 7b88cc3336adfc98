"""Sentences in many languages, each with its English: Tatoeba, NTREX and what is shaped like them.

A folder of files ``<language>.tsv`` or ``<language>.tsv.xz``, a pair a line, the English first::

    The battery is full.<TAB>Der Speicher ist voll.
"""

from __future__ import annotations

import lzma
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

import langcodes

from polycite.components.errors import LoadingError
from polycite.components.question_files.rows import Problem, raise_all


@dataclass(frozen=True, slots=True)
class Bitext:
    """Sentences of a language; sentence i translates ``english[i]``."""

    language: str
    texts: tuple[str, ...]
    english: tuple[str, ...]


def bitext_files(folder: str | Path) -> dict[str, Path]:
    """The files of a folder by the language that they are named after, a BCP 47 tag in lower case, sorted."""
    return {path.name.split(".")[0].lower(): path for path in sorted(Path(folder).glob("*.tsv*")) if _is_bitext(path)}


def load_bitext(
    folder: str | Path, languages: Collection[str] | None = None, limit: int | None = None
) -> dict[str, Bitext]:
    """The pairs of each file by its language.

    Args:
        folder: of the files.
        languages: only these, as the files are named.
        limit: pairs a language at most, an even sample.

    Raises:
        LoadingError: there is no file, or none of a language; or rows are bad, each named by its line.
    """
    files = bitext_files(folder)
    if not files:
        raise LoadingError(f"{folder} holds no .tsv or .tsv.xz file.", "Give a folder of <language>.tsv files.")
    if unknown := [code for code in languages or () if code.lower() not in files]:
        raise LoadingError(f"{folder} has no file of {', '.join(map(repr, unknown))}.", f"It has: {', '.join(files)}.")
    wanted = {code.lower() for code in languages} if languages is not None else set(files)
    problems: list[Problem] = []
    found: dict[str, Bitext] = {}
    for language, path in files.items():
        if language not in wanted:
            continue
        if not langcodes.tag_is_valid(language):
            problems.append(Problem(str(path), 0, f"{language!r} is no language.", "Name the file by a BCP 47 code."))
        found[language] = _bitext(path, language, limit, problems)
    raise_all(problems)
    return found


def read_bitext(path: Path, language: str, limit: int | None = None) -> Bitext:
    """The pairs of one file, whatever its name; ``limit`` as in :func:`load_bitext`.

    Raises:
        LoadingError: it cannot be read, holds no pair, or rows are bad.
    """
    problems: list[Problem] = []
    found = _bitext(path, language, limit, problems)
    raise_all(problems)
    return found


def _bitext(path: Path, language: str, limit: int | None, problems: list[Problem]) -> Bitext:
    pairs = list(_pairs(path, problems))
    if not pairs:
        problems.append(Problem(str(path), 0, "no pair of sentences.", "Write English<TAB>text, a pair a line."))
    if limit is not None and limit < len(pairs):
        pairs = [pairs[i * len(pairs) // limit] for i in range(limit)]
    return Bitext(language, tuple(text for _, text in pairs), tuple(english for english, _ in pairs))


def _is_bitext(path: Path) -> bool:
    return path.name.endswith((".tsv", ".tsv.xz"))


def _pairs(path: Path, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    for number, line in _lines(path):
        fields = line.rstrip("\r\n").split("\t")
        if len(fields) != 2 or not all(field.strip() for field in fields):
            problem = f"{len(fields)} fields." if len(fields) != 2 else "a side is empty."
            problems.append(Problem(str(path), number, problem, "Write English<TAB>text, both filled."))
        else:
            yield fields[0].strip(), fields[1].strip()


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        # Only "\n" ends a line: sentences may hold other separators.
        with (
            lzma.open(path, "rt", encoding="utf-8", newline="\n")
            if path.suffix == ".xz"
            else path.open(encoding="utf-8", newline="\n")
        ) as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise LoadingError(
            f"{path} cannot be read: {error}.", "Give tab-separated UTF-8 text (.tsv or .tsv.xz)."
        ) from error
