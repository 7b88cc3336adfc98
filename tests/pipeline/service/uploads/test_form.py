from __future__ import annotations

import httpx
import pytest

from polycite.pipeline.service.problems import ProblemError
from polycite.pipeline.service.uploads.form import UploadedFile, read_form


def _body(files: list[tuple[str, tuple[str, bytes]]]) -> tuple[bytes, str]:
    request = httpx.Request("POST", "http://localhost", files=files)
    return request.read(), request.headers["Content-Type"]


def test_files_come_as_they_were_sent_byte_for_byte() -> None:
    data = bytes(range(256)) * 500 + b"\r\n--boundary--\r\n"
    sent = [("files", ("a.txt", data)), ("other", ("日本.md", b"")), ("files", ('quo"te.txt', b"\r\n"))]
    assert read_form(*_body(sent)) == [
        UploadedFile("a.txt", data),
        UploadedFile("日本.md", b""),
        UploadedFile("quo%22te.txt", b"\r\n"),  # as browsers write it
    ]


@pytest.mark.parametrize("cut", [1, 2, 4, 10, 60, 100])
def test_a_form_that_is_cut_short_is_refused(cut: int) -> None:
    body, kind = _body([("files", ("a.txt", b"x" * 100)), ("files", ("b.txt", b"y" * 100))])
    end = len(body.rstrip()) - cut
    with pytest.raises(ProblemError) as refused:
        read_form(body[:end], kind)
    assert refused.value.status == 422


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("", 415),
        ("application/json", 415),
        ("application/x-www-form-urlencoded", 415),
        ("multipart/form-data", 422),
        ("multipart/form-data; boundary=", 422),
        (f"multipart/form-data; boundary={'x' * 5_000}", 422),
    ],
)
def test_another_type_is_refused(kind: str, status: int) -> None:
    with pytest.raises(ProblemError) as refused:
        read_form(b"--b\r\n\r\n--b--", kind)
    assert refused.value.status == status


@pytest.mark.parametrize(
    "head",
    [
        b"X: " + b"y" * 10_000,
        b"\r\n".join(b"X-%d: y" % number for number in range(50)),
        b'Content-Disposition: form-data; name="a"; filename="\xff.txt"',
        b'Content-Disposition: form-data; name="a"',
        b"Content-Disposition: attachment",
        b"No colon",
    ],
)
def test_a_part_with_unusable_headers_is_refused(head: bytes) -> None:
    with pytest.raises(ProblemError) as refused:
        read_form(b"--b\r\n" + head + b"\r\n\r\nx\r\n--b--\r\n", "multipart/form-data; boundary=b")
    assert refused.value.status == 422
