from __future__ import annotations

import pytest

from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.service.uploads.names import document_id


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("manual.pdf", "manual.pdf"),
        ("docs/de/handbuch.md", "docs/de/handbuch.md"),
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("a//./b/.../c.txt", "a/b/c.txt"),
        ("..\\..\\windows\\win.txt", "windows/win.txt"),
        ("C:\\Users\\me\\a.txt", "Users/me/a.txt"),
        ("a\0b\n.txt", "ab.txt"),
        ("invoice\u202etxt.pdf", "invoicetxt.pdf"),
        ("می\u200cخواهم.txt", "می\u200cخواهم.txt"),
        ("e\u0301tude.txt", "\u00e9tude.txt"),
        (".hidden.txt", ".hidden.txt"),
        ("%2e%2e%2fa.txt", "%2e%2e%2fa.txt"),
    ],
)
def test_a_name_becomes_an_id_that_leads_nowhere(name: str, expected: str) -> None:
    assert document_id(name) == expected


@pytest.mark.parametrize("name", ["", "..", "../..", "///", "C:\\", " ", "\0", "x" * 256])
def test_a_name_of_nothing_or_too_much_is_refused(name: str) -> None:
    with pytest.raises(ProblemError) as refused:
        document_id(name)
    assert refused.value.status == 422
