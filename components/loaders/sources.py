"""Files, folders and glob patterns to the files behind them, each with the id of its original."""

import fnmatch
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from polycite.components.loaders.failure import Failure

FORMATS = {
    ".csv": "csv",
    ".docx": "docx",
    ".htm": "html",
    ".html": "html",
    ".jsonl": "jsonl",
    ".markdown": "markdown",
    ".md": "markdown",
    ".ndjson": "jsonl",
    ".pdf": "pdf",
    ".text": "text",
    ".tsv": "csv",
    ".txt": "text",
}
"""Format of a file by its suffix in lower case."""

_MAGIC = re.compile(r"[*?\[]")
_SUPPORTED = f"Supported: {', '.join(FORMATS)}."


def find_sources(sources: Iterable[str | Path]) -> Iterator[tuple[Path, str] | Failure]:
    """The files behind ``sources`` as (absolute path, original id), in a stable order, each once.

    The id of a file in a folder is ``<folder name>/<path in it>``, of a file that a pattern
    matches ``<name of the pattern's fixed folder>/<path in it>``, of a single file its name.
    Hidden files, files of other formats and repeated links are passed over in folders and
    patterns. A source without any file, and a file whose id is taken by another, is a failure.
    """
    paths: set[str] = set()
    ids: dict[str, Path] = {}
    for source in sources:
        for found in _find(source):
            if isinstance(found, Failure):
                yield found
                continue
            path, original_id = found
            real = os.path.realpath(path)
            if real in paths:
                continue
            paths.add(real)
            if original_id in ids:
                yield Failure(
                    path.as_posix(),
                    f"Its id {original_id!r} is that of {ids[original_id].as_posix()} too.",
                    "Index the folder above both, so that their ids tell them apart.",
                )
                continue
            ids[original_id] = path
            yield found


def _find(source: str | Path) -> Iterator[tuple[Path, str] | Failure]:
    path = Path(os.path.abspath(os.path.expanduser(source)))
    # os.path's tests are False, not errors, where permissions or names are bad.
    if not str(source):
        yield Failure("''", "The source is empty.", "Give a file, a folder or a pattern.")
    elif os.path.isdir(path):
        yield from _in_folder(path)
    elif os.path.isfile(path):
        if path.suffix.lower() in FORMATS:
            yield _named(path)
        else:
            yield Failure(
                path.as_posix(),
                f"Files with the ending {path.suffix!r} are not read." if path.suffix else "Its name has no ending.",
                _SUPPORTED,
            )
    elif os.path.exists(path):
        yield Failure(path.as_posix(), "It is neither a file nor a folder.", "Give a file, a folder or a pattern.")
    elif _MAGIC.search(path.as_posix()):
        yield from _matching(path)
    elif re.match("[a-z]+://", str(source)):
        yield Failure(str(source), "It is an address, and nothing is fetched.", "Download it and give the file.")
    else:
        yield Failure(path.as_posix(), "It does not exist.", "Check the spelling and the folder you are in.")


def _in_folder(folder: Path) -> Iterator[tuple[Path, str] | Failure]:
    found = _walk(folder, None)
    if not found:
        yield Failure(folder.as_posix(), "The folder holds no file of a supported format.", _SUPPORTED)
    yield from (_named(path, folder) for path in found)


def _matching(pattern: Path) -> Iterator[tuple[Path, str] | Failure]:
    fixed = next(number for number, part in enumerate(pattern.parts) if _MAGIC.search(part))
    folder, parts = Path(*pattern.parts[:fixed]), pattern.parts[fixed:]
    below = _walk(folder, None if "**" in parts else len(parts)) if os.path.isdir(folder) else []
    found = [path for path in below if isinstance(path, Failure) or _matches(path.relative_to(folder).parts, parts)]
    if not found:
        yield Failure(pattern.as_posix(), "No file of a supported format matches.", f"Check the pattern. {_SUPPORTED}")
    yield from (_named(path, folder) for path in found)


def _named(path: Path | Failure, folder: Path | None = None) -> tuple[Path, str] | Failure:
    """The file with its id, as one of ``folder`` or alone."""
    if isinstance(path, Failure):
        return path
    original_id = (Path(folder.name) / path.relative_to(folder)).as_posix() if folder else path.name
    try:
        original_id.encode()
    except UnicodeEncodeError:
        return Failure(ascii(path.as_posix()), "Its name is not valid UTF-8.", "Rename it.")
    return path, original_id


def _walk(folder: Path, depth: int | None) -> list[Path | Failure]:
    """Supported files in ``folder`` and ``depth - 1`` levels below, by path, and the folders that cannot be read.

    Each folder is entered once, through links only when no other way leads there, so that links
    in a circle end.
    """
    found: list[Path] = []
    failures: list[Path | Failure] = []
    entered: set[str] = set()
    folders, links = [(folder, depth)], list[tuple[Path, int | None]]()
    while folders or links:
        here, left = folders.pop() if folders else links.pop(0)
        real = os.path.realpath(here)
        if real in entered or left == 0:
            continue
        entered.add(real)
        try:
            entries = sorted(here.iterdir())
        except OSError as error:
            failures.append(
                Failure(here.as_posix(), f"The folder cannot be read: {error.strerror}.", "Allow it or leave it out.")
            )
            continue
        for path in entries:
            if path.name.startswith((".", "~$")):  # "~$": what Word leaves beside an open document
                continue
            if os.path.isdir(path):
                (links if path.is_symlink() else folders).append((path, left and left - 1))
            elif path.suffix.lower() in FORMATS and (os.path.isfile(path) or not os.path.exists(path)):
                found.append(path)
    return [*sorted(found), *failures]


def _matches(names: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether a path matches the parts of a pattern; "**" stands for any number of folders, last for all in them."""
    if not parts or not names:
        return not names and not [part for part in parts if part != "**"]
    if parts[0] == "**":
        return _matches(names, parts[1:]) or _matches(names[1:], parts)
    return fnmatch.fnmatchcase(names[0], parts[0]) and _matches(names[1:], parts[1:])
