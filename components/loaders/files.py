"""Files to originals: each whole, with the way back to the characters of its file.

Needs neither Haystack nor torch: ``loading.py`` makes a component of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from polycite.components.errors import LoadingError, SettingsError
from polycite.components.evidence import Original
from polycite.components.loaders.csv import csv_records
from polycite.components.loaders.decoding import check_encoding, decode
from polycite.components.loaders.docx import read_docx
from polycite.components.loaders.failure import Failure
from polycite.components.loaders.html import read_html
from polycite.components.loaders.jsonl import jsonl_records
from polycite.components.loaders.limits import check_text, too_long
from polycite.components.loaders.markdown import read_markdown
from polycite.components.loaders.pdf import read_pdf
from polycite.components.loaders.rows import RowFields, read_rows
from polycite.components.loaders.sources import FORMATS, find_sources
from polycite.components.loaders.text import read_text
from polycite.components.loaders.tracing import Extract

_READERS = {"html": read_html, "markdown": read_markdown, "text": read_text}


def expand(sources: Sequence[str | Path]) -> tuple[list[tuple[Path, str]], list[Failure]]:
    """The files behind files, folders and glob patterns, and the sources that have none.

    Args:
        sources: files, folders (searched recursively for supported formats, hidden files left
            out) and patterns such as ``docs/**/*.md``.

    Returns:
        ``(absolute path, original id)`` of each file, in a stable order, and the failures. The id
        is ``<folder name>/<path in the folder>`` for a folder, the same from the fixed part of a
        pattern on, and the file's name for a single file.
    """
    found = list(find_sources(sources))
    return [f for f in found if not isinstance(f, Failure)], [f for f in found if isinstance(f, Failure)]


class FileLoader:
    """Reads files into originals; :class:`polycite.components.loading.OriginalLoader` says what its arguments mean."""

    def __init__(
        self,
        encoding: str | None = None,
        max_bytes: int = 20_000_000,
        max_characters: int = 5_000_000,
        text_field: str = "text",
        id_field: str | None = "id",
        title_field: str | None = "title",
        language_field: str | None = "language",
    ) -> None:
        check_encoding(encoding)
        for name, limit in (("max_bytes", max_bytes), ("max_characters", max_characters)):
            if limit < 1:
                raise SettingsError(f"{name}={limit} would refuse every file.", "Use a limit above 0.")
        self.encoding = encoding
        self.max_bytes = max_bytes
        self.max_characters = max_characters
        self.text_field = text_field
        self.id_field = id_field
        self.title_field = title_field
        self.language_field = language_field

    def load(self, sources: Sequence[str | Path]) -> Iterator[Original | Failure]:
        """The same one at a time: at most one file is in memory."""
        files, failures = expand(sources)
        yield from failures
        for path, original_id in files:
            yield from self.load_file(path, original_id)

    def count(self, sources: Sequence[str | Path]) -> int:
        """Number of files behind ``sources``."""
        return len(expand(sources)[0])

    def load_file(self, path: Path, original_id: str) -> Iterator[Original | Failure]:
        """The originals of one file as :func:`expand` gives it."""
        kind = FORMATS[path.suffix.lower()]
        source = path.as_posix()
        try:
            data = self._bytes(path)
            if kind in ("jsonl", "csv"):
                yield from self._rows(decode(data, self.encoding), kind, source, original_id)
                return
            extract = self._extract(data, kind)
            check_text(extract.text, self.max_characters)
        except LoadingError as error:
            yield Failure(source, error.problem, error.mend)
        except RecursionError:
            yield Failure(source, "Its parts nest too deeply to be read.", "Flatten them.")
        else:
            metadata = {**extract.metadata, "format": kind, "bytes": len(data)}
            yield Original(original_id, extract.text, source, metadata=metadata, raw_map=extract.raw_map)

    def _bytes(self, path: Path) -> bytes:
        try:
            with path.open("rb") as file:
                data = file.read(self.max_bytes + 1)
                size = max(len(data), path.stat().st_size)
        except OSError as error:
            raise LoadingError(
                f"It cannot be read: {error.strerror}.", "Check that it is there and readable."
            ) from error
        if not data:
            raise LoadingError("It is empty.", "Fill it or leave it out.")
        if size > self.max_bytes:
            raise LoadingError(
                f"It has {size:,} bytes; the limit is {self.max_bytes:,}.", "Split it or raise max_bytes."
            )
        return data

    def _extract(self, data: bytes, kind: str) -> Extract:
        if kind == "docx":
            return read_docx(data, 10 * self.max_bytes)
        if kind == "pdf":
            return read_pdf(data, self.max_characters)
        return _READERS[kind](decode(data, self.encoding))

    def _rows(self, raw: str, kind: str, source: str, file_id: str) -> Iterator[Original | Failure]:
        records = jsonl_records(raw) if kind == "jsonl" else csv_records(raw, self.text_field)
        fields = RowFields(self.text_field, self.id_field, self.title_field, self.language_field)
        none = True
        for row in read_rows(raw, records, fields):
            none = False
            if isinstance(row, LoadingError):
                yield Failure(source, row.problem, row.mend)
            elif len(row.text) > self.max_characters:
                error = too_long(len(row.text), self.max_characters)
                yield Failure(source, f"Row {row.id!r}: {error.problem}", error.mend)
            else:
                yield Original(
                    f"{file_id}#{row.id}",
                    row.text,
                    f"{source}#{row.id}",
                    row.language,
                    {**row.metadata, "format": kind},
                    row.raw_map,
                )
        if none:
            raise LoadingError("It has no rows.", "Fill it or leave it out.")
