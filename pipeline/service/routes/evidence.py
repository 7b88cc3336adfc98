"""``POST /v1/evidence``: a cited passage beside what it says in the asker's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Depends

from polycite.components.citations.annotation import to_text_fragment
from polycite.components.citations.citation_fields import citation_from
from polycite.components.evidence import Citation, Original, Span
from polycite.components.languages.language_codes import normalise_code
from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.cited_passages import sentences_around, words_of
from polycite.pipeline.service.counterparts import Counterpart, Counterparts
from polycite.pipeline.service.problems import ProblemError, responses
from polycite.pipeline.service.routes.evidence_models import CounterpartModel, EvidenceModel, EvidenceRequest
from polycite.pipeline.service.state import Service, service_of

router = APIRouter(prefix="/v1", tags=["citations"])
ServiceOf = Annotated[Service, Depends(service_of)]
Asker = Annotated[Caller, Depends(requires("ask"))]


@router.post("/evidence", response_model=EvidenceModel, responses=responses(*GUARDED, 404, 410, 422, 503, 504))
async def evidence(body: EvidenceRequest, service: ServiceOf, caller: Asker) -> Any:
    """Show the passage that a citation stands in.

    Its words are linked to those of its translation or, failing one, of a gloss, which is named so.
    """
    citation = citation_from(body.citation.model_dump())
    wanted = normalise_code(body.language)
    tenancy = caller.tenancy

    def found() -> EvidenceModel:
        original = tenancy.original(service.qa, citation.original_id)
        if citation.sha256 != original.sha256 or citation.span.of(original.text) != citation.quote:
            raise ProblemError(
                410, "citation-gone", "The document has changed since, or says something else there.",
                "POST /v1/citations/verify finds its words again.",
            )  # fmt: skip
        # What was reviewed is kept by tenant, whose mark a caller does not see.
        return _shown(tenancy.record(original), citation, service.counterparts, wanted, original.metadata)

    return await service.admission.run(found)


def _shown(
    original: Original, citation: Citation, counterparts: Counterparts, wanted: str, metadata: Mapping[str, Any]
) -> EvidenceModel:
    place = sentences_around(original, citation.span)
    text, quote = place.of(original.text), citation.span.shift(-place.start)
    other = counterparts.of(text, quote, original.language, wanted, metadata)
    words = other.source_words if other else words_of(text, original.language)
    return EvidenceModel(
        original_id=original.id,
        sha256=original.sha256,
        title=str(original.metadata.get("title") or original.source or original.id),
        source=original.source,
        language=original.language,
        start=place.start,
        end=place.end,
        text=text,
        quote=_pair(quote),
        words=[_pair(word) for word in words],
        counterpart=None if other is None else _counterpart(other),
        link=_link(original.source, citation),
    )


def _counterpart(other: Counterpart) -> CounterpartModel:
    return CounterpartModel(
        kind=other.kind,
        text=other.text,
        language=other.language,
        words=[_pair(word) for word in other.words],
        links=list(other.links),
        quote=None if other.quote is None else _pair(other.quote),
        unknown=list(other.unknown),
        engine=other.engine,
        route=list(other.route),
        confidence=other.confidence,
    )


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _link(source: str, citation: Citation) -> str | None:
    """Only the addresses of web pages: a document must not choose what a click runs."""
    if not source.lower().startswith(("http://", "https://")) or not source.isprintable() or " " in source:
        return None
    return to_text_fragment(source, citation) if citation.quote.strip() else source
