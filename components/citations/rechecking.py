"""Stored citations against the originals of today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from polycite.components.citations.anchoring import reanchor
from polycite.components.citing import Lookup, cite, verify_original, verify_quote
from polycite.components.errors import EvidenceError
from polycite.components.evidence import Citation, Original, QuoteTranslation

Status = Literal["valid", "moved", "changed", "lost", "original missing"]


@dataclass(frozen=True, slots=True)
class Recheck:
    """What became of a citation.

    ``status``: "valid": it holds as it is. "moved": its words stand in the present text, which is
    another version or has them at other offsets. "changed": the words at its place are others.
    "lost": there is no such place. "original missing": the store has no original of that id.
    ``renewed`` is the citation of the present text when it moved or changed; of a changed one it
    is a proposal, with confidence lowered by the change and without the old translation.
    """

    citation: Citation
    status: Status
    renewed: Citation | None = None


def recheck(citations: Iterable[Citation], lookup: Lookup) -> list[Recheck]:
    """Whether each citation still holds, and where its words are now if not.

    Args:
        citations: see :func:`polycite.components.citations.citation_files.read_citations`.
        lookup: the present original of an id, or None.

    Raises:
        EvidenceError: a stored original is not what its SHA-256 says; no citation of it can hold.
    """
    originals: dict[str, Original | None] = {}
    found = []
    for citation in citations:
        if citation.original_id not in originals:
            original = lookup(citation.original_id)
            if original is not None:
                verify_original(original)
            originals[citation.original_id] = original
        found.append(_recheck(citation, originals[citation.original_id]))
    return found


def _recheck(citation: Citation, original: Original | None) -> Recheck:
    if original is None:
        return Recheck(citation, "original missing")
    try:
        verify_quote(citation, original)
    except EvidenceError:
        anchor = reanchor(citation, original.text)
    else:
        return Recheck(citation, "valid")
    if anchor.span is None:
        return Recheck(citation, "lost")
    context = max(len(citation.prefix), len(citation.suffix), 32)
    confidence = citation.confidence * anchor.similarity
    renewed = cite(original, anchor.span, method=citation.method, confidence=confidence, context=context)
    if renewed.quote == citation.quote:
        return Recheck(citation, "moved", replace(renewed, translation=_moved(citation, renewed)))
    return Recheck(citation, "changed", renewed)


def _moved(citation: Citation, renewed: Citation) -> QuoteTranslation | None:
    """The translation of the same sentence at its new place; None where the sentence may have changed."""
    made = citation.translation
    same_before = renewed.prefix.endswith(citation.prefix) or citation.prefix.endswith(renewed.prefix)
    same_after = renewed.suffix.startswith(citation.suffix) or citation.suffix.startswith(renewed.suffix)
    if made is None or not (same_before and same_after):
        return None
    by = renewed.start - citation.start
    return replace(made, source_start=made.source_start + by, source_end=made.source_end + by)
