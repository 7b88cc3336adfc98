"""The files of a multipart form."""

from __future__ import annotations

from dataclasses import dataclass, field

from polycite.pipeline.service.problems import ProblemError

MOST_FILES = 100
_HEADERS_OF_A_PART = 4_096


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file as it was sent: the ``name`` that its sender gave it, never used as a path, and its bytes."""

    name: str
    data: bytes


def read_form(body: bytes, content_type: str) -> list[UploadedFile]:
    """The files in a body of the type ``multipart/form-data``, in their order, under whatever field names.

    Raises:
        ProblemError: 415 when it is another type; 422 when it is cut short, is no form, or holds no file, too many,
            or something that is no file.
    """
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import MultipartParser, parse_options_header

    kind, options = parse_options_header(content_type)
    if kind != b"multipart/form-data":
        raise ProblemError(
            415,
            "unsupported-media-type",
            "The body is no multipart form.",
            "Send files as multipart/form-data, as `curl -F files=@manual.pdf` does.",
        )
    parts = _Parts()
    try:
        parser = MultipartParser(options.get(b"boundary", b""), parts.callbacks())  # type: ignore[arg-type]
        parser.write(body)
    except FormParserError:
        raise _malformed("The body is no well-formed multipart form.") from None
    if not parts.ended:
        raise _malformed("The form is cut short: its last boundary is missing.")
    if not parts.files:
        raise _malformed("The form holds no file.")
    return parts.files


@dataclass
class _Parts:
    """What the parser has told so far."""

    files: list[UploadedFile] = field(default_factory=list)
    ended: bool = False
    _name: str = ""
    _headers: dict[bytes, bytes] = field(default_factory=dict)
    _field: bytes = b""
    _value: bytes = b""
    _data: bytearray = field(default_factory=bytearray)

    def callbacks(self) -> dict[str, object]:
        return {
            "on_part_begin": self._begin,
            "on_header_field": self._header_field,
            "on_header_value": self._header_value,
            "on_header_end": self._header_end,
            "on_headers_finished": self._named,
            "on_part_data": self._more,
            "on_part_end": self._finish,
            "on_end": self._end,
        }

    def _begin(self) -> None:
        if len(self.files) == MOST_FILES:
            raise ProblemError(
                413, "too-many-files", f"More than {MOST_FILES} files.", "Send them in several requests."
            )
        self._headers, self._data = {}, bytearray()

    def _header_field(self, data: bytes, start: int, end: int) -> None:
        self._field += data[start:end]
        self._check()

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]
        self._check()

    def _header_end(self) -> None:
        self._headers[self._field.lower()] = self._value
        self._field = self._value = b""
        self._check()

    def _check(self) -> None:
        if len(self._headers) > 16 or len(self._field) + len(self._value) > _HEADERS_OF_A_PART:
            raise _malformed("The headers of a part are too large.")

    def _named(self) -> None:
        from python_multipart.multipart import parse_options_header

        _, options = parse_options_header(self._headers.get(b"content-disposition", b""))
        name = options.get(b"filename")
        if name is None:
            raise _malformed("The form holds a field that is no file.")
        try:
            self._name = name.decode()
        except UnicodeDecodeError:
            raise _malformed("A file's name is not UTF-8.") from None

    def _more(self, data: bytes, start: int, end: int) -> None:
        self._data += memoryview(data)[start:end]

    def _finish(self) -> None:
        self.files.append(UploadedFile(self._name, bytes(self._data)))

    def _end(self) -> None:
        self.ended = True


def _malformed(detail: str) -> ProblemError:
    return ProblemError(422, "invalid-form", detail, "Send each file as a part of its own, with a file name.")
