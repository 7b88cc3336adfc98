"""Whether a file is what its name says."""

from __future__ import annotations

from pathlib import PurePosixPath

from polycite.components.loaders.sources import FORMATS
from polycite.pipeline.service.problems import ProblemError

_BEGINNINGS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive, as Office documents are"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document, or one protected by a password"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG\r\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
)
_EXPECTED = {"pdf": b"%PDF-", "docx": b"PK\x03\x04"}
_SUPPORTED = f"Supported: {', '.join(FORMATS)}."
_PREAMBLE = 1_024  # readers of PDF accept bytes before its mark


def check_content(name: str, data: bytes) -> None:
    """Refuse a file of a type that is not read, an empty one, and one whose content is not what its ending says.

    Raises:
        ProblemError: 415, or 422 when it is empty.
    """
    suffix = PurePosixPath(name).suffix.lower()
    kind = FORMATS.get(suffix)
    if kind is None:
        said = f"Files with the ending {suffix[:20]!r} are not read" if suffix else "Its name has no ending"
        raise ProblemError(415, "unsupported-file", f"{name}: {said}.", _SUPPORTED)
    if not data:
        raise ProblemError(422, "empty-file", f"{name}: the file is empty.", "Fill it or leave it out.")
    expected = _EXPECTED.get(kind)
    if expected is not None and (data.startswith(expected) or (kind == "pdf" and expected in data[:_PREAMBLE])):
        return
    found = next((said for mark, said in _BEGINNINGS if data.startswith(mark)), None)
    if found or expected is not None:
        raise ProblemError(
            415,
            "content-mismatch",
            f"{name}: its ending says {kind.upper()}, its content is {found or 'something else'}.",
            "Give it the ending that its content has, or save it in the format of its ending.",
        )
