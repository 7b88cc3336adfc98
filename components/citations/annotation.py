"""Citations as W3C Web Annotations and as links with a text fragment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote as percent_encoded

from polycite.components.citations.citation_fields import citation_from
from polycite.components.errors import EvidenceError, LoadingError
from polycite.components.evidence import Citation
from polycite.components.text.words import word_spans

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Terms the Web Annotation vocabulary lacks; a URN, because nothing need be fetched to read them.
_OUR_TERMS = {"polycite": "urn:polycite:"}
_LONGEST_EXACT = 100
_EDGE_WORDS = 6
_CONTEXT_WORDS = 3


def to_web_annotation(citation: Citation, target_base: str | None = None) -> dict[str, Any]:
    """``citation`` in the W3C Web Annotation Data Model, as JSON-LD.

    The target has a TextPositionSelector (half-open, code points, as there) and a
    TextQuoteSelector. Its state says the SHA-256 of the text the positions count in; that and the
    other fields the vocabulary lacks are under ``polycite:``.

    Args:
        citation: the citation.
        target_base: put before the percent-encoded id of the original to make the target's source;
            None takes the citation's own source, or the id.
    """
    if target_base is None:
        source = citation.source or citation.original_id
    else:
        source = target_base + _encoded(citation.original_id, safe="/")
    annotation: dict[str, Any] = {
        "@context": [_CONTEXT, _OUR_TERMS],
        "type": "Annotation",
        "motivation": "highlighting",
        "target": {
            "type": "SpecificResource",
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": citation.start, "end": citation.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": citation.quote,
                    "prefix": citation.prefix,
                    "suffix": citation.suffix,
                },
            ],
            "state": {"type": "polycite:TextState", "polycite:sha256": citation.sha256},
        },
        "polycite:originalId": citation.original_id,
        "polycite:source": citation.source,
        "polycite:language": citation.language,
        "polycite:method": citation.method,
        "polycite:confidence": citation.confidence,
    }
    if citation.translation is not None:
        made = citation.translation
        body = {"type": "TextualBody", "value": made.text, "language": made.language, "purpose": "describing"}
        annotation["body"] = {**body, "polycite:role": "translation", "polycite:translation": made.to_dict()}
    return annotation


def from_web_annotation(data: Mapping[str, Any]) -> Citation:
    """The inverse of :func:`to_web_annotation`.

    Other people's annotations are read too where they have both selectors; what they leave out is
    empty, and the id of the original is then their target's source.

    Raises:
        LoadingError: a selector or a field is missing or of the wrong kind; the message names it.
    """
    target = data.get("target")
    if isinstance(target, list) and len(target) == 1:
        target = target[0]
    if not isinstance(target, Mapping):
        raise LoadingError("Field 'target' is not one object.", "Give an annotation with one target.")
    position = _selector(target, "TextPositionSelector")
    exact = _selector(target, "TextQuoteSelector")
    state = target.get("state")
    source = target.get("source")
    if isinstance(source, Mapping):
        source = source.get("id")
    fields = {
        "original_id": data.get("polycite:originalId", source),
        "start": position.get("start"),
        "end": position.get("end"),
        "quote": exact.get("exact"),
        "prefix": exact.get("prefix", ""),
        "suffix": exact.get("suffix", ""),
        "sha256": state.get("polycite:sha256", "") if isinstance(state, Mapping) else "",
        "source": data.get("polycite:source", source),
        "language": data.get("polycite:language"),
        "method": data.get("polycite:method", "verbatim"),
        "confidence": data.get("polycite:confidence", 0.0),
        "translation": _translation(data.get("body")),
    }
    return citation_from(fields)


def _selector(target: Mapping[str, Any], kind: str) -> Mapping[str, Any]:
    given = target.get("selector")
    for selector in given if isinstance(given, list) else [given]:
        if isinstance(selector, Mapping) and selector.get("type") == kind:
            return selector
    raise LoadingError(f"Field 'target.selector' has no {kind}.", "Export the annotation with it.")


def _translation(body: object) -> object:
    for part in body if isinstance(body, list) else [body]:
        if isinstance(part, Mapping) and part.get("polycite:role") == "translation":
            return part.get("polycite:translation")
    return None


def to_text_fragment(url: str, citation: Citation) -> str:
    """``url`` with a text fragment (WICG Scroll To Text Fragment) that highlights the quote.

    A quote that is long or runs over a line break is named by its first and last words, because
    a fragment matches its parts only inside one block of the page. The words around it tell it
    from other occurrences. A fragment the address already has is kept.

    Raises:
        EvidenceError: the quote holds nothing but white space.
    """
    lines = [line.strip() for line in citation.quote.splitlines() if line.strip()]
    if not lines:
        raise EvidenceError("a citation that quotes nothing has no text fragment")
    parts = [_term(part) for part in _ends(lines, citation.language)]
    before, after = _beside(citation)
    if before:
        parts.insert(0, _term(before) + "-")
    if after:
        parts.append("-" + _term(after))
    if ":~:" in url:
        return f"{url}&text={','.join(parts)}"
    return f"{url}{'' if '#' in url else '#'}:~:text={','.join(parts)}"


def _ends(lines: list[str], language: str | None) -> list[str]:
    """The quote itself, or its first words and its last ones; they may not overlap."""
    first, last = word_spans(lines[0], language), word_spans(lines[-1], language)
    if len(lines) > 1:
        begin = lines[0][: first[:_EDGE_WORDS][-1][1]] if first else lines[0]
        return [begin, lines[-1][last[-_EDGE_WORDS:][0][0] :] if last else lines[-1]]
    number = min(_EDGE_WORDS, len(first) // 2)
    if len(lines[0]) <= _LONGEST_EXACT or not number:
        return lines
    return [lines[0][: first[number - 1][1]], lines[0][last[-number][0] :]]


def _beside(citation: Citation) -> tuple[str, str]:
    """Words before and after the quote, without the outermost of each, which may be cut."""
    before, after = citation.prefix.rstrip().splitlines(), citation.suffix.lstrip().splitlines()
    first = last = ""
    if before:
        words = word_spans(before[-1], citation.language)[1:][-_CONTEXT_WORDS:]
        first = before[-1][words[0][0] :].strip() if words else ""
    if after:
        words = word_spans(after[0], citation.language)[:-1][:_CONTEXT_WORDS]
        last = after[0][: words[-1][1]].strip() if words else ""
    return first, last


def _term(text: str) -> str:
    # A hyphen, a comma and an ampersand would be read as syntax.
    return _encoded(text).replace("-", "%2D")


def _encoded(text: str, safe: str = "") -> str:
    return percent_encoded(text, safe=safe, errors="replace")
