"""Files made to harm: each is a failure of its own document, told in words, and the service goes on."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from polycite.components.evidence import Original
from polycite.components.loaders.failure import Failure
from polycite.pipeline.service.uploads.parsing import FileParser

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


@pytest.fixture
def parser() -> FileParser:
    return FileParser({"max_bytes": 20_000_000, "max_characters": 5_000_000}, seconds=60, memory=1 << 30)


def _docx(body: str, doctype: str = "", **more: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{_RELATION}" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr("word/document.xml", f"{doctype}<w:document {_WORD}><w:body>{body}</w:body></w:document>")
        for name, data in more.items():
            archive.writestr(name, data)
    return file.getvalue()


def _paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _failure(parser: FileParser, name: str, data: bytes) -> Failure:
    found = list(parser.parse(name, data))
    assert [type(item) for item in found] == [Failure]
    assert isinstance(found[0], Failure)
    assert found[0].source == name
    assert found[0].mend
    return found[0]


def test_a_file_keeps_the_way_back_to_its_paragraphs(parser: FileParser) -> None:
    found = list(parser.parse("docs/saw.docx", _docx(_paragraph("Die Säge S-3.") + _paragraph("Sie wiegt 4 kg."))))
    assert len(found) == 1
    original = found[0]
    assert isinstance(original, Original)
    assert (original.id, original.source) == ("docs/saw.docx", "docs/saw.docx")
    assert original.text == "Die Säge S-3.\n\nSie wiegt 4 kg."
    assert original.raw_map is not None
    assert original.raw_map.unit == "paragraph"


def test_rows_are_documents_whose_source_is_the_file(parser: FileParser) -> None:
    found = list(parser.parse("faq.jsonl", b'{"id": "a", "text": "One."}\n{"text": "  "}\n{"text": "Three."}\n'))
    originals = [item for item in found if isinstance(item, Original)]
    assert [(item.id, item.source) for item in originals] == [("faq.jsonl#a",) * 2, ("faq.jsonl#3",) * 2]
    assert [item.source for item in found if isinstance(item, Failure)] == ["faq.jsonl"]


def test_a_zip_bomb_is_not_unpacked(parser: FileParser) -> None:
    small = FileParser({**parser.loader, "max_bytes": 1_000_000}, seconds=60, memory=parser.memory)
    bomb = _docx(_paragraph("Boom."), **{"word/media/zeros.bin": bytes(30_000_000)})
    assert len(bomb) < 100_000
    assert "unpacks to" in _failure(small, "bomb.docx", bomb).problem


def test_a_document_that_needs_too_much_memory_ends_its_reader_only(parser: FileParser) -> None:
    small = FileParser(parser.loader, seconds=60, memory=192 << 20)
    bomb = _docx(_paragraph("a") * 1_000_000)
    assert "more than 192 MiB of memory" in _failure(small, "memory.docx", bomb).problem


def test_entities_that_multiply_are_not_expanded(parser: FileParser) -> None:
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "laugh"}">' for i in range(10))
    laughs = _docx(_paragraph("&e9;"), f"<!DOCTYPE w [{entities}]>")
    assert "broken or not a Word document" in _failure(parser, "laughs.docx", laughs).problem


def test_an_entity_reads_no_file_of_the_server(parser: FileParser, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("swordfish")
    doctype = f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    for found in parser.parse("entity.docx", _docx(_paragraph("It says &e; here."), doctype)):
        assert "swordfish" not in repr(found)


def test_a_table_has_a_last_row(parser: FileParser) -> None:
    table = b"id,text\n" + b"".join(b"%d,a\n" % number for number in range(60_000))
    found = list(parser.parse("huge.csv", table))
    assert sum(isinstance(item, Original) for item in found) == 50_000
    assert isinstance(found[-1], Failure)
    assert "more than 50000 rows" in found[-1].problem


def test_a_file_that_takes_too_long_is_given_up(parser: FileParser) -> None:
    columns = 100_000
    wide = ",".join(f"c{number}" for number in range(columns)) + ",text\n" + "," * columns + "a\n"
    hurried = FileParser(parser.loader, seconds=1, memory=parser.memory)
    assert "more than 1 seconds" in _failure(hurried, "wide.csv", wide.encode()).problem


def test_more_than_may_be_written_is_given_up(parser: FileParser) -> None:
    # Each row is a letter in the file, and an id, a source and a digest once it is read.
    table = b"id,text\n" + b"".join(b"%d,a\n" % number for number in range(49_000))
    tight = FileParser({**parser.loader, "max_bytes": len(table)}, seconds=60, memory=parser.memory)
    found = list(tight.parse("n" * 200 + ".csv", table))
    assert isinstance(found[-1], Failure)
    assert "once it is read" in found[-1].problem


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.pdf", b"%PDF-1.7\n" + b"1 0 obj<<" * 50_000),
        ("a.pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>"),
        ("a.docx", b"PK\x03\x04" + bytes(1_000)),
        ("a.jsonl", b'{"text": ' + b"[" * 1_000_000),
        ("a.txt", b"\xc3\x28 binary \x00"),
        ("a.md", b">" * 50_000 + b" deep"),
    ],
)
def test_a_broken_file_is_told_in_words(parser: FileParser, name: str, data: bytes) -> None:
    failure = _failure(parser, name, data)
    assert "Traceback" not in failure.problem
    assert "/tmp" not in failure.problem


def test_the_reader_knows_no_secret_of_the_service(
    parser: FileParser, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    # What the reader's process sees is asked of the process itself: a module of that name runs in its place.
    seen = tmp_path / "seen"
    code = f"import os, pathlib; pathlib.Path({str(seen)!r}).write_text(' '.join(os.environ))"
    (tmp_path / "sitecustomize.py").write_text(code)
    monkeypatch.setenv("POLYCITE_API_KEY", "secret")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    assert isinstance(next(iter(parser.parse("a.txt", b"Hello."))), Original)
    names = seen.read_text().split()
    assert "PYTHONPATH" in names
    assert "POLYCITE_API_KEY" not in names
