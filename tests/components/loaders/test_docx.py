"""Word documents: text in reading order, paragraphs counted, hostile files refused."""

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml

from polycite.components.errors import LoadingError
from polycite.components.evidence import Span
from polycite.components.loaders.docx import read_docx

LIMIT = 10_000_000
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def repacked(data: bytes, name: str, change: Any) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(old.read(part)) if part == name else old.read(part))
    return file.getvalue()


def test_text_in_reading_order_with_paragraph_numbers() -> None:
    document = Document()
    document.add_heading("Das Gerät", 1)
    document.add_paragraph("")
    document.add_paragraph("Eins.\tZwei\nDrei")
    document.add_paragraph("a", style="List Bullet")
    document.add_paragraph("b", style="List Bullet")
    table = document.add_table(2, 3)
    for number, text in enumerate(["k", "", "v", "1", "2", "3"]):
        table.cell(number // 3, number % 3).text = text
    table.cell(1, 2).add_paragraph("mehr")
    document.add_paragraph("Ende")
    extract = read_docx(saved(document), LIMIT)
    assert extract.text == "Das Gerät\n\nEins.\tZwei\nDrei\n\na\nb\n\nk |  | v\n1 | 2 | 3 mehr\n\nEnde"
    places = {
        word: extract.raw_map.to_raw(Span(at := extract.text.index(word), at + len(word)))
        for word in ("Das", "Zwei", "k", "v", "3", "mehr", "Ende")
    }
    assert {word: span.start for word, span in places.items()} == {
        "Das": 1, "Zwei": 3, "k": 6, "v": 8, "3": 11, "mehr": 12, "Ende": 13,
    }  # fmt: skip
    assert extract.raw_map.unit == "paragraph"
    assert extract.raw_map.to_raw(Span(0, len(extract.text))) == Span(1, 14)


def test_links_content_controls_and_insertions_are_read_and_deletions_not() -> None:
    document = Document()
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>in </w:t></w:r><w:ins><w:r><w:t>new </w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:hyperlink><w:r><w:t>link</w:t></w:r></w:hyperlink>"
            "</w:p></w:sdtContent></w:sdt>"
        ),
    )
    assert read_docx(saved(document), LIMIT).text == "in new link"


def test_merged_cells_are_read_once() -> None:
    document = Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "wide"
    table.cell(1, 0).text, table.cell(1, 1).text = "a", "b"
    assert read_docx(saved(document), LIMIT).text == "wide\na | b"


def test_entities_are_not_expanded() -> None:
    def attack(xml: bytes) -> bytes:
        head, body = xml.split(b"?>", 1)
        dtd = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        return head + b"?>" + dtd + body.replace(b"SAFE", b"SAFE &b; &f;")

    document = Document()
    document.add_paragraph("SAFE")
    text = read_docx(repacked(saved(document), "word/document.xml", attack), LIMIT).text
    assert text == "SAFE"


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = repacked(saved(Document()), "word/document.xml", lambda xml: xml + b" " * 20_000_000)
    assert len(bomb) < 100_000
    with pytest.raises(LoadingError, match="unpacks to 20,"):
        read_docx(bomb, LIMIT)


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"no zip", b"\xd0\xcf\x11\xe0 old doc"])
def test_broken_files_are_said(data: bytes) -> None:
    with pytest.raises(LoadingError) as error:
        read_docx(data, LIMIT)
    assert error.value.mend


def test_other_packages_and_cut_ones_are_said() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(LoadingError, match="not a Word document"):
        read_docx(file.getvalue(), LIMIT)
    with pytest.raises(LoadingError, match="broken"):
        read_docx(repacked(saved(Document()), "word/document.xml", lambda xml: xml[:50]), LIMIT)
