from __future__ import annotations

import pytest

from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.service.uploads.content import check_content


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.TXT", b"Hello."),
        ("a.pdf", b"%PDF-1.7"),
        ("a.pdf", b"\xef\xbb\xbf\n%PDF-1.4"),
        ("a.docx", b"PK\x03\x04"),
        ("a.html", b"Just text."),
        ("a.txt", "\ufeffТекст".encode("utf-16-le")),
        ("a.txt", b"<html>as text</html>"),
    ],
)
def test_files_that_are_what_they_say_pass(name: str, data: bytes) -> None:
    check_content(name, data)


@pytest.mark.parametrize(
    ("name", "data", "status", "said"),
    [
        ("a.exe", b"MZ", 415, "'.exe' are not read"),
        ("a", b"Hello.", 415, "no ending"),
        (".txt", b"Hello.", 415, "no ending"),
        ("a.txt", b"", 422, "empty"),
        ("a.pdf", b"Hello.", 415, "says PDF"),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 415, "old Office document"),
        ("a.csv", b"PK\x03\x04", 415, "ZIP archive"),
        ("a.md", b"\x7fELF\x02", 415, "a program"),
        ("a.html", b"%PDF-1.7", 415, "a PDF document"),
    ],
)
def test_a_file_that_is_something_else_is_refused_and_named(name: str, data: bytes, status: int, said: str) -> None:
    with pytest.raises(ProblemError) as refused:
        check_content(name, data)
    assert refused.value.status == status
    assert refused.value.detail.startswith(f"{name}: ")
    assert said in refused.value.detail
