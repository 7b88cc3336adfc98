"""Markdown (CommonMark with tables and strikethrough) to its readable text, with the way back."""

import re
from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token

from polycite.components.errors import LoadingError
from polycite.components.loaders.html import HTMLWalk
from polycite.components.loaders.markdown_parser import MAX_NESTING, markdown_parser
from polycite.components.loaders.markdown_view import Lines, block_view, cell_view, row_spans
from polycite.components.loaders.tracing import Extract, TracedText, View

_FRONT_MATTER = re.compile(
    r"---[ \t]*(?:\r\n?|\n)"
    r"(?P<body>(?=[\w-]+[ \t]*:)(?:(?!---|\.\.\.)[^\r\n]+(?:\r\n?|\n))+)"
    r"(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)"
)
_NESTING = {"blockquote_open", "list_item_open"}
_LISTS = {"bullet_list_close", "bullet_list_open", "ordered_list_close", "ordered_list_open"}
_QUOTES = {"blockquote_close", "blockquote_open"}
_TABLES = {"table_close", "table_open"}
_APART = {"code_block", "fence", "heading_open", "hr", "html_block", *_QUOTES, *_TABLES}


def read_markdown(raw: str) -> Extract:
    """Readable text of a Markdown document.

    Marks, link targets and inline tags are left out; blocks stand apart by an empty line, list
    items and table rows have a line each, cells are separated by " | ", code stays as it is. A
    line break inside a paragraph becomes a space. "title" in the metadata is the first heading of
    level 1, "front_matter" the YAML block before the text.

    Raises:
        LoadingError: lists and quotes nest deeper than the parser reads.
    """
    front = _FRONT_MATTER.match(raw)
    writer = _Writer(raw, front.end() if front else 0)
    writer.write(markdown_parser().parse(raw[writer.lines.offset :]))
    metadata: dict[str, Any] = {"title": writer.title} if writer.title else {}
    if front:
        metadata["front_matter"] = front["body"]
    return writer.out.extract(metadata)


class _Writer:
    """Writes what a reader of the blocks sees."""

    def __init__(self, raw: str, offset: int) -> None:
        self.lines = Lines(raw, offset)
        self.out = TracedText(raw)
        self.title = ""
        self._lists = 0
        self._cells: list[tuple[int, int]] = []
        self._cell: int | None = None
        self._heading_at = 0
        self._marker = 0

    def write(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            self._separate(token)
            if token.type == "inline" and token.content:
                self._inline(token)
            elif token.type in ("fence", "code_block"):
                self.out.copy(block_view(token, self.lines), 0, len(token.content.rstrip("\n")))
                self.out.blank()
            elif token.type == "html_block":
                HTMLWalk(self.out, block_view(token, self.lines)).feed(0, len(token.content))
                self.out.blank()
            elif token.type == "heading_open":
                self._heading_at = len(self.out)
                self._marker = len(token.markup) if token.markup.startswith("#") else 0
            elif token.type == "heading_close":
                self._marker = 0
                if token.tag == "h1" and not self.title:
                    self.title = " ".join(self.out.since(self._heading_at).split())

    def _separate(self, token: Token) -> None:
        kind = token.type
        if kind in _NESTING and token.level + 1 >= MAX_NESTING:
            raise LoadingError(f"Its lists and quotes nest more than {MAX_NESTING} levels deep.", "Flatten them.")
        if kind in _LISTS:
            self._lists += min(token.nesting, 0)
            if not self._lists:
                self.out.blank()
            self._lists += max(token.nesting, 0)
        elif kind in _APART or (kind == "paragraph_open" and not token.hidden):
            self.out.blank()
        elif kind in ("list_item_open", "paragraph_open"):
            self.out.line()
        elif kind == "tr_open":
            self.out.line()
            self._cell, self._cells = None, []
        elif kind in ("th_open", "td_open"):
            if self._cell is not None:
                self.out.cell()
            self._cell = 0 if self._cell is None else self._cell + 1
        elif kind == "tr_close":
            self._cell = None

    def _inline(self, token: Token) -> None:
        if self._cell is None:
            view = block_view(token, self.lines, self._marker)
        else:
            self._cells = self._cells or row_spans(token, self.lines)
            view = cell_view(token, self.lines, self._cells[self._cell])
        walk = HTMLWalk(self.out, view, in_cell=self._cell is not None)
        _write_inline(self.out, view, walk, token.children or [], 0)


def _write_inline(out: TracedText, view: View, walk: HTMLWalk, tokens: Sequence[Token], base: int) -> None:
    """Write inline tokens whose places count from character ``base`` of ``view``."""
    for number, token in enumerate(tokens, 1):
        start, end = (base + offset for offset in token.meta["at"])
        if token.type == "text":
            breaks = number < len(tokens) and tokens[number].type == "softbreak"
            content = token.content.rstrip(" ") if breaks else token.content
            if view.text.startswith(content, start):
                out.copy(view, start, start + len(content))
            else:  # an address in angle brackets, which the parser decodes
                out.copy(view, start + 1, end - 1)
            if breaks and token.content.endswith("  "):
                out.line()
        elif token.type == "text_special":  # an entity or a backslash escape
            out.replace(token.content, view, start, end)
        elif token.type == "code_inline":
            start, end = start + len(token.markup), end - len(token.markup)
            padding = (end - start - len(token.content)) // 2
            for count, part in enumerate(view.text[start + padding : end - padding].split("\n")):
                if count:
                    out.space(view, start + padding - 1, start + padding)
                out.copy(view, start + padding, start + padding + len(part))
                start += len(part) + 1
        elif token.type == "softbreak":
            out.space(view, start, end)
        elif token.type == "hardbreak":
            out.line()
        elif token.type == "image":
            _write_inline(out, view, walk, token.children or [], start + len("!["))
        elif token.type == "html_inline":
            walk.feed(start, end)
