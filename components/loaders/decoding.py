"""Bytes to characters, without guessing."""

import codecs

from polycite.components.errors import LoadingError, SettingsError

_SAMPLE = 32_768


def check_encoding(encoding: str | None) -> None:
    """Whether Python knows the text encoding.

    Raises:
        SettingsError: it does not.
    """
    try:
        b" ".decode(encoding or "utf-8", "replace")
    except (LookupError, ValueError) as error:
        raise SettingsError(
            f"encoding={encoding!r} is not a text encoding that Python knows.",
            "Use a name such as 'windows-1251', 'shift_jis' or 'utf-16-le', or None for UTF-8.",
        ) from error


def decode(data: bytes, encoding: str | None = None) -> str:
    """The characters of a file, without its byte order mark.

    UTF-8, or UTF-16 behind a byte order mark; ``encoding`` names another for files without one.

    Raises:
        LoadingError: some bytes are not of that encoding, or the file is not text.
    """
    mark = 0
    if data.startswith(codecs.BOM_UTF8):
        encoding, mark = "utf-8", len(codecs.BOM_UTF8)
    elif data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        text = data[mark:].decode(encoding or "utf-8")
    except UnicodeError as error:
        raise _undecodable(data, encoding or "utf-8", mark + getattr(error, "start", 0)) from error
    if "\0" in text:
        raise _binary(data)
    return text


def _undecodable(data: bytes, encoding: str, position: int) -> LoadingError:
    if encoding == "utf-8" and b"\0" in data:
        return _binary(data)
    line = data.count(b"\n", 0, position) + 1
    problem = f"It is not {encoding.upper()}: the byte at position {position} (line {line}) does not belong there."
    if encoding != "utf-8":
        return LoadingError(problem, "Name the file's true encoding, or convert it to UTF-8.")
    good = sum(character > "\x7f" for character in data.decode("utf-8", "ignore"))
    bad = data.decode("utf-8", "replace").count("\ufffd") - data.decode("utf-8", "ignore").count("\ufffd")
    if good > 4 * bad:
        return LoadingError(
            problem, f"Elsewhere it is UTF-8 (bad places: {bad}), so it seems damaged: mend it there or save it again."
        )
    guess = _guess(data, position)
    if not guess:
        return LoadingError(problem, "Convert it to UTF-8, or pass encoding=... if you know what it is.")
    return LoadingError(
        problem,
        f"It looks like {guess}: convert it with `iconv -f {guess.upper()} -t UTF-8 OLD > NEW`, "
        f"or pass encoding={guess!r}.",
    )


def _guess(data: bytes, position: int) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[max(0, position - _SAMPLE) : position + _SAMPLE]).best()
    name = best.encoding.replace("_", "-") if best else ""
    return name.replace("cp125", "windows-125")


def _binary(data: bytes) -> LoadingError:
    return LoadingError(
        f"It holds NUL bytes (the first at position {data.index(0)}), so it is not text.",
        "Remove it, or pass encoding='utf-16-le' or 'utf-16-be' if it is UTF-16 without a byte order mark.",
    )
