"""HTML and SVG put together from values, so that nothing unescaped can get in."""

from __future__ import annotations

import html
import json
import re
from typing import Any

# Of HTML only: an element of SVG without an end swallows those after it.
_VOID = frozenset({"meta", "input", "br"})
# NUL and half surrogates are no characters of HTML; a document may hold them all the same.
_NO_CHARACTER = re.compile("[\0\ud800-\udfff]")


class Html(str):
    """Text that is HTML already; any other text is escaped before it is written."""

    __slots__ = ()


def escaped(value: Any) -> Html:
    """``value`` as HTML text; :class:`Html` stays as it is, None is nothing."""
    if isinstance(value, Html):
        return value
    return Html("" if value is None else html.escape(_NO_CHARACTER.sub("\ufffd", str(value))))


def joined(*children: Any) -> Html:
    """The children, escaped where need be, one after the other."""
    return Html("".join(map(escaped, children)))


def element(name: str, /, *children: Any, **attributes: Any) -> Html:
    """An element: ``element("td", 3, class_="number", data_value=3)``.

    Of attributes a trailing underscore is dropped and others are hyphens; None and False leave one out, True writes
    it without a value. There are no style attributes: the page's policy would refuse them.
    """
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escaped(value)}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    return Html(f"<{name}{written}>" + ("" if name in _VOID else f"{joined(*children)}</{name}>"))


def data(name: str, value: Any) -> Html:
    """``value`` as JSON in an element with the id ``name``, for the script of the page.

    Everything that could end the element or begin a comment is written as an escape of JSON.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029\0":
        text = text.replace(character, f"\\u{ord(character):04x}")
    text = _NO_CHARACTER.sub("\ufffd", text)
    return Html(f'<script type="application/json" id="{escaped(name)}">{text}</script>')
