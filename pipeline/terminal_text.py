"""Text of documents on a terminal: harmless, in the right direction, broken between whole characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex
from rich.cells import cell_len

from polycite.components.evidence import Citation, Passage, Span
from polycite.components.text.graphemes import is_boundary

FSI, PDI, RLM, LRM = "\u2068", "\u2069", "\u200f", "\u200e"
ELLIPSIS = "…"

_SPACES = regex.compile(r"[\s\u2028\u2029\x1c-\x1f&&[^\u00a0\u202f]]+", regex.V1)
_CLUSTER = regex.compile(r"\X")
# Explicit directions of a document would reach past its own text; the marks LRM, RLM and ALM do not.
_DIRECTIONS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_CONTROLS = {
    **{code: chr(0x2400 + code) for code in range(0x20)},
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),
}


def harmless(text: str) -> str:
    """``text`` on one line, unable to move the cursor, to change colours or to turn around what stands beside it.

    Runs of white space become one space, control characters (escape sequences begin with one) their
    pictures, lone surrogates and C1 controls U+FFFD; embeddings, overrides and isolates are left out.
    """
    return _SPACES.sub(" ", text.translate(_DIRECTIONS)).translate(_CONTROLS)


def isolate(line: str, rtl: bool | None = None) -> str:
    """``line`` so that its right-to-left text and the left-to-right text beside it keep their order.

    Args:
        line: one line as it will be shown.
        rtl: whether the paragraph it belongs to runs from the right; None: as the line itself says.
    """
    if not _has_rtl(line) and not rtl:
        return line
    own = is_rtl(line)
    mark = "" if rtl is None or rtl == own else RLM if rtl else LRM
    return f"{FSI}{mark}{line}{PDI}"


def is_rtl(text: str) -> bool:
    """Whether a paragraph that begins as ``text`` runs from the right: its first strong character says so."""
    return next((kind != "L" for c in text if (kind := unicodedata.bidirectional(c)) in ("L", "R", "AL")), False)


def _has_rtl(text: str) -> bool:
    return not text.isascii() and any(unicodedata.bidirectional(c) in ("R", "AL", "AN") for c in text)


def wrap(text: str, width: int) -> list[Span]:
    """The lines of ``text`` (harmless, one paragraph): spans in code points, together the whole of it.

    Lines break where Unicode Annex 14 and, for Thai and its like, ICU's dictionaries allow; a word wider than
    a line breaks between grapheme clusters. White space at the end of a line may stand beyond ``width`` cells.
    """
    lines: list[Span] = []
    start = position = used = 0
    for piece in _pieces(text, width):
        if position > start and used + cell_len(piece.rstrip()) > width:
            lines.append(Span(start, position))
            start, used = position, 0
        position += len(piece)
        used += cell_len(piece)
    return [*lines, Span(start, position)] if position > start else lines


def _pieces(text: str, width: int) -> Iterator[str]:
    """What may not be broken, unless it is wider than a line by itself."""
    for piece in breakable(text):
        if cell_len(piece.rstrip()) <= width:
            yield piece
        else:
            yield from _CLUSTER.findall(piece)


def breakable(text: str) -> list[str]:
    """``text`` in pieces between which a line may break, none of which begins inside a grapheme cluster."""
    from icu4py.breakers import LineBreaker

    pieces: list[str] = []
    position = 0
    for found in LineBreaker(text, "en"):
        piece = str(found)
        if pieces and not is_boundary(text, position):
            pieces[-1] += piece
        else:
            pieces.append(piece)
        position += len(piece)
    return pieces


@dataclass(frozen=True)
class Excerpt:
    """A cited stretch between what stands around it, all harmless, for one paragraph."""

    before: str
    quote: str
    after: str

    @property
    def text(self) -> str:
        """The whole paragraph."""
        return self.before + self.quote + self.after

    @property
    def cited(self) -> Span:
        """The quote's place in :attr:`text`."""
        return Span(len(self.before), len(self.before) + len(self.quote))


def excerpt(citation: Citation, passages: Sequence[Passage], room: int = 240) -> Excerpt:
    """The sentence a citation stands in, from the passage that was read, else from its prefix and suffix.

    Args:
        citation: what is cited.
        passages: what was read; the smallest that holds the citation is used.
        room: cells for the whole; what does not fit is cut at word boundaries, the quote itself never.
    """
    holding = [
        passage
        for passage in passages
        if passage.original_id == citation.original_id
        and passage.sha256 in ("", citation.sha256)
        and passage.start <= citation.start
        and citation.end <= passage.end
    ]
    if holding:
        passage = min(holding, key=lambda passage: len(passage.text))
        within = citation.span.shift(-passage.start)
        sentence = _sentence(passage.text, within, citation.language)
        before, after = passage.text[sentence.start : within.start], passage.text[within.end : sentence.end]
        whole = True
    else:
        before, after, whole = citation.prefix, citation.suffix, False
    before, quote, after = (harmless(part) for part in (before, citation.quote, after))
    before, after = before.lstrip(), after.rstrip()
    half = max(0, room - cell_len(quote)) // 2
    left, right = cell_len(before), cell_len(after)
    kept = (
        _cut(before, max(half, 2 * half - right), last=True, more=not whole),
        _cut(after, max(half, 2 * half - left), last=False, more=not whole),
    )
    return Excerpt(kept[0], quote, kept[1])


def shorten(text: str, room: int) -> str:
    """The beginning of ``text``, harmless, cut at a word boundary to ``room`` cells."""
    return _cut(harmless(text).strip(), room, last=False, more=False)


def _sentence(text: str, span: Span, language: str | None) -> Span:
    """The smallest run of whole sentences of ``text`` that holds ``span``."""
    from polycite.components.text.sentences import sentences

    spans = [s for s in sentences(text, language) if s.start < span.end and span.start < s.end]
    return Span(min(spans[0].start, span.start), max(spans[-1].end, span.end)) if spans else span


def _cut(text: str, room: int, *, last: bool, more: bool) -> str:
    """As many whole words from one end of ``text`` as fit, with an ellipsis where there is more."""
    if cell_len(text) <= room:
        mark = ELLIPSIS if more and text else ""
        return mark + text if last else text + mark
    pieces = breakable(text)
    kept: list[str] = []
    for piece in reversed(pieces) if last else pieces:
        if cell_len("".join(kept)) + cell_len(piece) > room - 1:
            break
        kept.append(piece)
    joined = "".join(reversed(kept) if last else kept)
    return f"{ELLIPSIS}{joined}" if last else f"{joined.rstrip()}{ELLIPSIS}"
