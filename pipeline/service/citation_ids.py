"""Ids of citations, which say themselves what is cited: nothing has to be stored to find it again."""

from __future__ import annotations

import base64
import json

from polycite.components.evidence import Span

Place = tuple[str, str, Span]
"""Id of a document, SHA-256 of its text, and a half-open span in code points of it."""


def citation_id(original_id: str, sha256: str, start: int, end: int) -> str:
    """The id of the citation of a place: URL-safe base64 without padding of JSON ``[original_id, sha256, start, end]``.

    The JSON is compact and in UTF-8. The same place of the same text has the same id, for everyone and for good.
    """
    text = json.dumps([original_id, sha256, start, end], ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place_of(name: str) -> Place | None:
    """What the citation of that id cites; None when it is no id."""
    try:
        data = base64.b64decode(name.encode() + b"=" * (-len(name) % 4), altchars=b"-_", validate=True)
        match json.loads(data):
            case [str(original_id), str(sha256), int(start), int(end)] if 0 <= start < end:
                place = original_id, sha256, Span(start, end)
            case _:
                return None
        # One place has one id: other spellings of it are none.
        return place if citation_id(original_id, sha256, start, end) == name else None
    except (ValueError, RecursionError):
        return None
