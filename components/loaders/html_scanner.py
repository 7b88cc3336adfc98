"""HTML cut into tags and text, with true positions.

Follows the tokenisation of the WHATWG HTML standard (13.2.5). It is our own because positions
must be exact and the stored text must not change with a patch release of Python: ``html.parser``
differs between them in comments and raw text, and takes quadratic time on unclosed tags (60 kB
of ``<a`` cost 53 s in 3.11.7). The tests compare it with lexbor.
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_SPACE = r"[ \t\n\f\r]"
_VALUE = r"""(?:"([^"]*+)"|'([^']*+)'|([^ \t\n\f\r>"'][^ \t\n\f\r>]*+))"""
_ATTRIBUTE = rf"([^ \t\n\f\r/>][^ \t\n\f\r/>=]*+)(?:{_SPACE}*+={_SPACE}*+{_VALUE}?+)?+"
_TAG = re.compile(rf"<(/?)([a-zA-Z][^ \t\n\f\r/>]*+)((?:[ \t\n\f\r/]++|{_ATTRIBUTE})*+)>")
_ATTRIBUTE_OF_TAG = re.compile(_ATTRIBUTE)
_COMMENT = re.compile(r"<!--(?:-?>|(?s:.*?)(?:--!?>|\Z))")
_TEXT_ONLY = {"iframe", "noembed", "noframes", "noscript", "script", "style", "textarea", "title"}


class Token(NamedTuple):
    """``[start, end)`` of a text, of a tag's attributes, or of the content of a text-only element.

    Offsets are code points of the scanned text.
    """

    kind: Literal["text", "open", "close", "element"]
    start: int
    end: int
    name: str = ""


def scan(text: str, start: int, end: int) -> Iterator[Token]:
    """The tokens of ``text[start:end]``, in order.

    Comments, doctypes and processing instructions are left out, and so is what a browser drops at
    the end of a document: an unclosed tag or comment. Text-only elements (script, title, ...)
    come as one "element" token with their content. Runs in linear time.
    """
    begin = at = start
    while (at := text.find("<", at, end)) >= 0:
        tag = _TAG.match(text, at, end)
        after = tag.end() if tag else _end_of_other_markup(text, at, end)
        if after == at:
            at += 1
            continue
        if begin < at:
            yield Token("text", begin, at)
        begin = at = after
        if tag:
            name = tag[2].lower()
            if name in _TEXT_ONLY and not tag[1]:
                closing = re.compile(rf"(?i:</{name})(?={_SPACE}|[/>])").search(text, after, end)
                begin = at = closing.start() if closing else end
                yield Token("element", after, at, name)
            else:
                yield Token("close" if tag[1] else "open", *tag.span(3), name)
    if begin < end:
        yield Token("text", begin, end)


def attribute(text: str, token: Token, name: str) -> tuple[int, int]:
    """``[start, end)`` of the value of a tag's attribute as written; empty when it has none."""
    for found in _ATTRIBUTE_OF_TAG.finditer(text, token.start, token.end):
        if found[1].lower() == name:
            group = found.lastindex or 1
            return found.span(group) if group > 1 else (token.end, token.end)
    return (token.end, token.end)


def _end_of_other_markup(text: str, at: int, end: int) -> int:
    """Where a comment, doctype or unclosed tag at ``text[at] == "<"`` ends; ``at`` for a mere "<"."""
    if text.startswith("<!--", at, end):
        comment = _COMMENT.match(text, at, end)
        return comment.end() if comment else end
    follows = text[at + 1 : min(at + 3, end)]
    if follows[:1] in ("!", "?") or (follows[:1] == "/" and len(follows) == 2 and not _is_letter(follows[1])):
        closing = text.find(">", at, end)
        return closing + 1 if closing >= 0 else end
    return end if _is_letter(follows.removeprefix("/")[:1]) else at


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()
