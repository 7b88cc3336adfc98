"""Makes citations and checks them. Offsets are half-open code points of the stored original."""

from __future__ import annotations

from collections.abc import Callable

from polycite.components.errors import EvidenceError
from polycite.components.evidence import Answer, Citation, Method, Original, Span, sha256_of
from polycite.components.graphemes import snap


def cite(original: Original, span: Span, *, method: Method, confidence: float, context: int = 32) -> Citation:
    """The citation of ``span``, snapped to whole grapheme clusters, without surrounding white space."""
    span = snap(original.text, span)
    quote = original.quote(span)
    start = span.start + len(quote) - len(quote.lstrip())
    end = span.end - (len(quote) - len(quote.rstrip()))
    before = snap(original.text, Span(max(0, start - context), start)) if start else Span(0, 0)
    after = snap(original.text, Span(end, min(len(original.text), end + context)))
    return Citation(
        original.id, start, end, original.text[start:end], original.sha256, original.source, original.language,
        original.text[before.start : start], original.text[end : after.end], method, confidence,
    )  # fmt: skip


def verify(citation: Citation, original: Original) -> None:
    """Raise EvidenceError unless the citation holds in ``original``."""
    if citation.sha256 != original.sha256 or sha256_of(original.text) != original.sha256:
        raise EvidenceError(f"{citation.original_id!r}: the text is not the one that was cited")
    if original.text[citation.start : citation.end] != citation.quote or not citation.quote:
        raise EvidenceError(f"{citation.original_id!r}: [{citation.start}, {citation.end}) is not the quote")


def verify_answer(answer: Answer, lookup: Callable[[str], Original]) -> None:
    """Raise EvidenceError unless every citation of every segment holds."""
    for segment in answer.segments:
        if not 0 <= segment.start < segment.end <= len(answer.text) or not segment.citations:
            raise EvidenceError("a segment lies outside the answer or cites nothing")
        for citation in segment.citations:
            verify(citation, lookup(citation.original_id))
