"""What every text must satisfy, whatever format it came in."""

import re

from polycite.components.errors import LoadingError

_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


def too_long(length: int, max_characters: int) -> LoadingError:
    """A text has ``length`` or more characters."""
    return LoadingError(
        f"Its text has {length:,} or more characters; the limit is {max_characters:,}.",
        "Split it or raise max_characters.",
    )


def check_text(text: str, max_characters: int) -> None:
    """Whether a text can be stored and cited.

    Raises:
        LoadingError: it is blank, too long, or holds NUL or half a surrogate pair.
    """
    if len(text) > max_characters:
        raise too_long(len(text), max_characters)
    if not text.strip():
        raise LoadingError("It holds no text.", "Fill it or leave it out.")
    if bad := _NO_CHARACTER.search(text):
        raise LoadingError(
            f"Its text holds U+{ord(bad[0]):04X}, which is no character.", "Remove it and save the file again."
        )
