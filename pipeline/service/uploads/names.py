"""From the name that a file was sent under to the id of its document."""

from __future__ import annotations

import re
import unicodedata

from polycite.pipeline.service.problems import ProblemError

LONGEST_NAME = 255
_DRIVE = re.compile(r"[A-Za-z]:")


def document_id(name: str) -> str:
    r"""The id of the document that a file sent as ``name`` becomes.

    It is only ever an id: no file is opened, written or looked for under it. What would make it look like a way
    through folders is taken away all the same (``..``, a leading slash, a drive), and so are characters that cannot
    be seen or that turn the order of others around: ``../../etc/pass\u202ewd.txt`` becomes ``etc/passwd.txt``.

    Raises:
        ProblemError: 422 when nothing is left, or more than 255 characters.
    """
    composed = unicodedata.normalize("NFC", name)
    visible = "".join(c for c in composed if unicodedata.category(c)[0] != "C" or c in _JOINERS)
    parts = [part.strip() for part in visible.replace("\\", "/").split("/")]
    kept = [part for part in parts if part.strip(".") and not _DRIVE.fullmatch(part)]
    cleaned = "/".join(kept)
    if not cleaned:
        raise ProblemError(422, "file-name", "A file has no name.", "Give each file a name with its ending.")
    if len(cleaned) > LONGEST_NAME:
        raise ProblemError(
            422, "file-name", f"A file's name has more than {LONGEST_NAME} characters.", "Give it a shorter one."
        )
    return cleaned


# Words of Persian and of Indic languages are spelt with them.
_JOINERS = "\u200c\u200d"
