"""Word documents (DOCX): paragraphs and tables in the order of the document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from polycite.components.errors import LoadingError
from polycite.components.loaders.tracing import Extract, TracedText

# Deleted or moved away, the second rendering of a drawing, formatting.
_ABSENT = {"del", "moveFrom", "Fallback", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr"}
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
_OLE = b"\xd0\xcf\x11\xe0"


def read_docx(data: bytes, max_unpacked: int) -> Extract:
    """Paragraphs, list items, tables and text boxes of the body; the map counts its paragraphs from 1.

    Paragraphs in tables and empty ones count too. Headers, footers, footnotes and comments are
    not read; of tracked changes, what was inserted is read and what was deleted is not.

    Args:
        data: the file.
        max_unpacked: bytes its parts may hold together when unpacked.

    Raises:
        LoadingError: the file is broken, protected, no DOCX, or unpacks to more than ``max_unpacked``.
    """
    if data.startswith(_OLE):
        raise LoadingError("It is protected by a password or in the old DOC format.", "Save it without, as DOCX.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except zipfile.BadZipFile as error:
        raise LoadingError(f"It is broken or not a DOCX file ({error}).", "Save it again as DOCX.") from error
    if size > max_unpacked:
        raise LoadingError(
            f"It unpacks to {size:,} bytes; the limit is {max_unpacked:,} (ten times max_bytes).",
            "Split it or take out its pictures; raise max_bytes if you trust it.",
        )
    out = TracedText(unit="paragraph")
    _Writer(out).write(_body(data))
    return out.extract()


def _body(data: bytes) -> Any:
    from docx import Document

    try:
        # python-docx's parser resolves no entities and loads no DTD.
        return Document(io.BytesIO(data)).element.body
    except Exception as error:  # a broken package fails in any way: KeyError, ValueError, lxml's, zlib's
        raise LoadingError(f"It is broken or not a Word document ({error}).", "Save it again as DOCX.") from error


class _Writer:
    def __init__(self, out: TracedText) -> None:
        self._out = out
        self._paragraphs = 0

    def write(self, parent: Any, in_cell: bool = False, in_list: bool = False) -> None:
        """Write the blocks in ``parent``."""
        for block in parent:
            kind = _name(block)
            if kind == "p":
                is_item = _is_list_item(block)
                self._separate(in_cell, "line" if is_item and in_list else "blank")
                self._paragraph(block)
                in_list = is_item
            elif kind == "tbl":
                self._separate(in_cell, "blank")
                self._table(block, in_cell)
                self._separate(in_cell, "blank")
                in_list = False
            elif kind not in _ABSENT:
                self.write(block, in_cell, in_list)

    def _separate(self, in_cell: bool, kind: str) -> None:
        if in_cell:
            self._out.word_break()
        elif kind == "line":
            self._out.line()
        else:
            self._out.blank()

    def _paragraph(self, paragraph: Any) -> None:
        self._paragraphs += 1
        self._out.put("".join(_text(paragraph)).strip(), self._paragraphs)

    def _table(self, table: Any, in_cell: bool) -> None:
        for row in _inside(table, "tr"):
            self._separate(in_cell, "line")
            for number, cell in enumerate(_inside(row, "tc")):
                if number:
                    self._out.cell()
                self.write(cell, in_cell=True)


def _inside(parent: Any, kind: str) -> Iterator[Any]:
    """Children of a kind, also within content controls and tracked insertions."""
    for child in parent:
        if _name(child) == kind:
            yield child
        elif _name(child) not in _ABSENT:
            yield from _inside(child, kind)


def _text(element: Any) -> Iterator[str]:
    for child in element:
        kind = _name(child)
        if kind == "t":
            yield child.text or ""
        elif kind in _CHARACTERS:
            yield _CHARACTERS[kind]
        elif kind not in _ABSENT:
            yield from _text(child)
            if kind == "p":  # a paragraph of a text box
                yield "\n"


def _name(element: Any) -> str:
    """Local name of an element; none for a comment or an unresolved entity."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _is_list_item(paragraph: Any) -> bool:
    properties = paragraph.pPr
    if properties is None:
        return False
    return properties.numPr is not None or (properties.style or "").startswith("List")
