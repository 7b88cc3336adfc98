"""HTML to the text a reader sees, with the way back."""

import html
import re

from polycite.components.loaders.html_scanner import Token, attribute, scan
from polycite.components.loaders.tracing import Extract, TracedText, View

_REFERENCE = r"&(?:#[0-9]{1,9}+;?|#[xX][0-9a-fA-F]{1,8}+;?|[a-zA-Z][a-zA-Z0-9]*+;?)"
_PIECE = re.compile(rf"(?P<space>[ \t\n\f\r]++)|(?P<reference>{_REFERENCE})|[^ \t\n\f\r&]++(?: [^ \t\n\f\r&]++)*+|&")
_VERBATIM_PIECE = re.compile(rf"(?P<line>\r\n?)|(?P<reference>{_REFERENCE})|[^\r&]++|&")

_DROPPED = {"nav", "svg", "template"}
# fmt: off
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "details", "dialog", "div", "dl", "fieldset",
    "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "nav", "p",
    "pre", "search", "section", "table",
}
# fmt: on
_LINES = {"br", "caption", "dd", "dt", "figcaption", "legend", "li", "option", "optgroup", "summary", "tr"}
_LISTS = {"menu", "ol", "ul"}


def read_html(raw: str) -> Extract:
    """Readable text of an HTML document; "title" in the metadata comes from its title element.

    White space collapses as in a browser, except in ``pre``; each block stands apart by an empty
    line, list items and table rows have a line each, cells are separated by " | ". Scripts,
    styles, navigation and drawings are left out, images are their alternative text.
    """
    out, view = TracedText(raw), View.whole(raw)
    walk = HTMLWalk(out, view)
    walk.feed(0, len(raw))
    return out.extract({"title": walk.title} if walk.title else {})


class HTMLWalk:
    """Writes the readable text of stretches of ``view`` to ``out``.

    Args:
        out: where the text goes.
        view: the HTML, possibly a part of a Markdown file.
        in_cell: the stretch lies in a table cell, so that line breaks become spaces.
    """

    def __init__(self, out: TracedText, view: View, in_cell: bool = False) -> None:
        self.title = ""
        self._out = out
        self._view = view
        self._in_cell = in_cell
        self._cells = 0
        self._tables: list[tuple[bool, int]] = []
        self._lists = 0
        self._pre = 0
        self._pre_is_empty = True
        self._pre_line_breaks: list[tuple[int, int]] = []
        self._dropped = ""
        self._unclosed: set[str] = set()

    def feed(self, start: int, end: int) -> None:
        """Read ``view.text[start:end]``."""
        for token in scan(self._view.text, start, end):
            if self._dropped:
                if token.kind == "close" and token.name == self._dropped:
                    self._dropped = ""
            elif token.kind == "text":
                (self._verbatim if self._pre else self._flow)(token.start, token.end)
            elif token.kind == "element":
                self._element(token)
            elif token.name == "img":
                self._flow(*attribute(self._view.text, token, "alt"))
            else:
                self._tag(token.name, token.kind == "open")
                if token.kind == "open" and token.name in _DROPPED and self._is_closed(token, end):
                    self._dropped = token.name

    def _is_closed(self, token: Token, end: int) -> bool:
        """Whether an element ends later, for one that does not would take the rest of the page with it."""
        if token.name not in self._unclosed and not self._view.text.endswith("/", token.start, token.end):
            if re.compile(rf"</{token.name}", re.IGNORECASE).search(self._view.text, token.end, end):
                return True
            self._unclosed.add(token.name)
        return False

    def _element(self, token: Token) -> None:
        if token.name == "textarea":
            self._flow(token.start, token.end)
        elif token.name == "title" and not self.title:
            self.title = " ".join(html.unescape(self._view.text[token.start : token.end]).split())

    def _tag(self, name: str, opens: bool) -> None:
        if name == "table" and opens:
            # A table in a cell is a layout: its rows get lines of their own again.
            self._break(name)
            self._tables.append((self._in_cell, self._cells))
            self._in_cell, self._cells = False, 0
        elif name == "table":
            self._in_cell = False
            self._break(name)
            self._in_cell, self._cells = self._tables.pop() if self._tables else (False, 0)
            return
        elif name == "tr":
            self._in_cell, self._cells = False, 0
        elif name in ("td", "th"):
            if opens and self._cells:
                self._out.cell()
            self._cells += opens
            self._in_cell = opens
        elif name == "pre":
            self._pre = max(0, self._pre + (1 if opens else -1))
            self._pre_is_empty, self._pre_line_breaks = True, []
        elif name in _LISTS and not opens:
            self._lists = max(0, self._lists - 1)
        self._break(name)
        self._lists += name in _LISTS and opens

    def _break(self, name: str) -> None:
        if name not in _BLOCKS and name not in _LINES and name not in _LISTS:
            return
        if self._in_cell:
            self._out.word_break()
        elif name in _LINES or (name in _LISTS and self._lists):
            self._out.line()
        else:
            self._out.blank()

    def _flow(self, start: int, end: int) -> None:
        """Text whose white space collapses."""
        for piece in _PIECE.finditer(self._view.text, start, end):
            characters = html.unescape(piece[0]) if piece["reference"] else piece[0]
            if piece["space"] or characters in (" ", "\t", "\n", "\f", "\r"):
                self._out.space(self._view, *piece.span())
            else:
                self._write(characters, piece)

    def _verbatim(self, start: int, end: int) -> None:
        """Preformatted text, without the line breaks at its beginning and its end."""
        text = self._view.text
        first, last = start, end
        while self._pre_is_empty and first < end and text[first] in "\r\n":
            first += 1
        while last > first and text[last - 1] in "\r\n":
            last -= 1
        if first < last:
            # Line breaks wait here until text follows, as it may after the end of an inline tag.
            for stretch in (*self._pre_line_breaks, (first, last)):
                self._copy_verbatim(*stretch)
            self._pre_is_empty, self._pre_line_breaks = False, []
        if not self._pre_is_empty:
            self._pre_line_breaks.append((last, end))

    def _copy_verbatim(self, start: int, end: int) -> None:
        for piece in _VERBATIM_PIECE.finditer(self._view.text, start, end):
            self._write("\n" if piece["line"] else html.unescape(piece[0]) if piece["reference"] else piece[0], piece)

    def _write(self, characters: str, piece: re.Match[str]) -> None:
        if characters == piece[0]:
            self._out.copy(self._view, *piece.span())
        else:
            self._out.replace(characters, self._view, *piece.span())
