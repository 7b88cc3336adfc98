"""Citations made from spans, and the check that every one of them holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from haystack import component

from polycite.components.errors import EvidenceError
from polycite.components.evidence import Answer, Citation, Method, Original, Passage, Segment, Span, sha256_of
from polycite.components.text.characters import strip
from polycite.components.text.graphemes import is_boundary, snap

Lookup = Callable[[str], Original | None]


def cite(
    original: Original, span: Span, *, method: Method = "verbatim", confidence: float = 0.0, context: int = 32
) -> Citation:
    """The citation of ``span`` of ``original``.

    The span grows to whole grapheme clusters and loses the white space at its ends.

    Args:
        original: the stored original.
        span: half-open, code points of ``original.text``.
        method: how the span was found.
        confidence: in [0, 1].
        context: the most code points of ``prefix`` and of ``suffix``, which are whole clusters too.

    Raises:
        EvidenceError: the span ends after the text or holds nothing but white space.
    """
    text = original.text
    if span.end > len(text):
        raise EvidenceError(f"[{span.start}, {span.end}) ends after the {len(text)} characters of {original.id!r}")
    exact = strip(text, snap(text, span))
    if not len(exact):
        raise EvidenceError(f"[{span.start}, {span.end}) of {original.id!r} holds nothing to quote")
    first, last = max(0, exact.start - context), min(len(text), exact.end + context)
    if not is_boundary(text, first):
        first = min(snap(text, Span(first, first + 1)).end, exact.start)
    last = max(snap(text, Span(last, last)).start, exact.end)
    return Citation(
        original_id=original.id,
        start=exact.start,
        end=exact.end,
        quote=exact.of(text),
        sha256=original.sha256,
        source=original.source,
        language=original.language,
        prefix=text[first : exact.start],
        suffix=text[exact.end : last],
        method=method,
        confidence=confidence,
    )


def original_of(passage: Passage, lookup: Callable[[str], Original]) -> Original:
    """The original that ``passage`` was read from.

    Raises:
        EvidenceError: it was replaced since: other words may stand in its place now.
    """
    original = lookup(passage.original_id)
    if passage.sha256 not in ("", original.sha256):
        raise EvidenceError(f"{original.id!r} is another text than the one that was read")
    return original


def verify(citation: Citation, original: Original) -> None:
    """Check that ``citation`` holds: the original is the one cited, and says what is quoted there.

    Raises:
        EvidenceError: the hashes differ, ``original.text[start:end]`` is not the quote, or the
            span is empty, outside the text or cuts a grapheme cluster.
    """
    verify_original(original)
    verify_quote(citation, original)


def verify_answer(answer: Answer, originals: Mapping[str, Original] | Lookup) -> None:
    """Check every citation of every segment of ``answer``, and that the segments lie in its text.

    Args:
        answer: an abstention has no segments; any other answer has at least one.
        originals: the stored originals by id, or a function that finds one or returns None.

    Raises:
        EvidenceError: something does not hold; the message says what and where.
    """
    if answer.abstained:
        if answer.segments:
            raise EvidenceError("an abstention has segments")
        return
    if not answer.segments:
        raise EvidenceError("an answer has no evidence and is no abstention")
    lookup = originals.get if isinstance(originals, Mapping) else originals
    found: dict[str, Original] = {}
    for segment in answer.segments:
        _verify_segment(segment, answer.text)
        for citation in segment.citations:
            if citation.original_id not in found:
                original = lookup(citation.original_id)
                if original is None:
                    raise EvidenceError(f"there is no original {citation.original_id!r}")
                verify_original(original)
                found[citation.original_id] = original
            verify_quote(citation, found[citation.original_id])


def verify_original(original: Original) -> None:
    """Check that ``original`` is what its address says.

    Raises:
        EvidenceError: ``sha256`` is not that of the text.
    """
    if sha256_of(original.text) != original.sha256:
        raise EvidenceError(f"the text of {original.id!r} is not the one its SHA-256 was made of")


def verify_quote(citation: Citation, original: Original) -> None:
    """The part of :func:`verify` that is each citation's own, for an original checked before.

    Raises:
        EvidenceError: as :func:`verify`.
    """
    place = f"[{citation.start}, {citation.end}) of {original.id!r}"
    if citation.sha256 != original.sha256:
        raise EvidenceError(f"the citation of {place} is of another version: its SHA-256 is {citation.sha256!r}")
    # A negative index would count from the end of the text.
    if not 0 <= citation.start < citation.end <= len(original.text):
        raise EvidenceError(f"{place} is empty or outside its {len(original.text)} characters")
    if original.text[citation.start : citation.end] != citation.quote:
        raise EvidenceError(f"{place} does not say {citation.quote!r}")
    if not (is_boundary(original.text, citation.start) and is_boundary(original.text, citation.end)):
        raise EvidenceError(f"{place} cuts a grapheme cluster in two")


def _verify_segment(segment: Segment, text: str) -> None:
    place = f"segment [{segment.start}, {segment.end}) of the answer"
    if not 0 <= segment.start < segment.end <= len(text):
        raise EvidenceError(f"{place} is empty or outside its {len(text)} characters")
    if not segment.citations:
        raise EvidenceError(f"{place} has no citation")


@component
class AnswerVerifier:
    """Lets answers through whose every citation holds in the stored originals.

    Usage::

        verifier = AnswerVerifier()
        answers = verifier.run(answers=[answer], originals=[original])["answers"]
    """

    @component.output_types(answers=list[Answer])
    def run(self, answers: list[Answer], originals: list[Original]) -> dict[str, list[Answer]]:
        """The same ``answers``.

        Raises:
            EvidenceError: a citation does not hold (see :func:`verify_answer`).
        """
        stored = {original.id: original for original in originals}
        for answer in answers:
            verify_answer(answer, stored)
        return {"answers": answers}
