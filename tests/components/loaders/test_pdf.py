"""PDF: text and page of each character; scans, locks and broken files are said."""

import io

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from polycite.components.errors import LoadingError
from polycite.components.evidence import Span
from polycite.components.loaders.pdf import read_pdf


def pdf(*pages: str) -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    for page in pages:
        for number, line in enumerate(page.splitlines()):
            canvas.drawString(72, 720 - 14 * number, line)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def test_text_with_pages() -> None:
    extract = read_pdf(pdf("First page.\nIts second line.", "", "Third: 2.5 kW"), 1000)
    assert extract.text == "First page.\nIts second line.\n\nThird: 2.5 kW"
    assert extract.raw_map.unit == "page"
    assert extract.raw_map.to_raw(Span(6, 10)) == Span(1, 2)
    assert extract.raw_map.to_raw(Span(30, 35)) == Span(3, 4)
    assert extract.raw_map.to_raw(Span(20, 35)) == Span(1, 4)
    assert extract.metadata == {"pages": 3, "pages_without_text": 1}


def test_a_scan_is_said() -> None:
    with pytest.raises(LoadingError, match="text layer") as error:
        read_pdf(pdf("", ""), 1000)
    assert "ocrmypdf" in error.value.mend


def test_a_locked_file_is_said_and_one_that_anybody_may_open_is_read() -> None:
    def locked(password: str) -> bytes:
        writer, file = PdfWriter(PdfReader(io.BytesIO(pdf("secret")))), io.BytesIO()
        writer.encrypt(password, "owner", algorithm="RC4-128")
        writer.write(file)
        return file.getvalue()

    with pytest.raises(LoadingError, match="encrypted"):
        read_pdf(locked("user"), 1000)
    assert read_pdf(locked(""), 1000).text == "secret"


@pytest.mark.parametrize("data", [b"%PDF-1.4 broken", b"no pdf", pdf("x")[:300]])
def test_broken_files_are_said(data: bytes) -> None:
    with pytest.raises(LoadingError) as error:
        read_pdf(data, 1000)
    assert error.value.mend


def test_too_much_text_is_said() -> None:
    with pytest.raises(LoadingError, match="limit is 10"):
        read_pdf(pdf("more than ten", "x"), 10)
