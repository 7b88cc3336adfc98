"""``/v1/citations``: whether citations hold, and citations as Web Annotations."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path
from fastapi.responses import JSONResponse

from polycite.components.citations.annotation import to_web_annotation
from polycite.components.citations.citation_fields import citation_from
from polycite.components.citations.rechecking import Recheck, recheck
from polycite.components.citing import cite
from polycite.components.errors import EvidenceError
from polycite.components.evidence import Citation, Original
from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.citation_ids import citation_id, place_of
from polycite.pipeline.service.problems import ProblemError, responses
from polycite.pipeline.service.routes.citation_models import VerifyRequest, VerifyResponse, WebAnnotation
from polycite.pipeline.service.state import Service, service_of

router = APIRouter(prefix="/v1", tags=["citations"])
ServiceOf = Annotated[Service, Depends(service_of)]
Asker = Annotated[Caller, Depends(requires("ask"))]
ANNOTATION = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'


class AnnotationResponse(JSONResponse):
    """A Web Annotation."""

    media_type = ANNOTATION


@router.post("/citations/verify", response_model=VerifyResponse, responses=responses(*GUARDED, 422, 503, 504))
async def verify_citations(body: VerifyRequest, service: ServiceOf, caller: Asker) -> Any:
    """Check citations against the documents as they are now.

    Those whose words have moved are found again.
    """
    tenancy = caller.tenancy
    citations = [citation_from(given.model_dump()) for given in body.citations]

    def lookup(original_id: str) -> Original | None:
        try:
            return tenancy.record(tenancy.original(service.qa, original_id))
        except ProblemError:
            return None

    found = await service.admission.run(lambda: recheck(citations, lookup))
    return {"results": [_result(one) for one in found]}


@router.get(
    "/citations/{citation}",
    response_model=WebAnnotation,
    response_class=AnnotationResponse,
    responses=responses(*GUARDED, 404, 410, 422, 503, 504),
)
async def get_citation(
    citation: Annotated[str, Path(min_length=1, max_length=4096, description="The `id` of a citation.")],
    service: ServiceOf,
    caller: Asker,
) -> Any:
    """Read a citation as a W3C Web Annotation.

    410 once its document says something else.
    """
    place = place_of(citation)
    if place is None:
        raise _no_citation()
    original_id, sha256, span = place
    original = await service.jobs.read(lambda: _original(service, caller.tenancy, original_id))
    if original.sha256 != sha256:
        raise ProblemError(
            410, "citation-gone", "The document has changed since.", "POST /v1/citations/verify finds its words again."
        )
    try:
        cited = cite(original, span, confidence=1.0)
    except EvidenceError:
        raise _no_citation() from None
    if cited.span != span:
        raise _no_citation()
    annotation = to_web_annotation(cited)
    # How a span was found, and how surely, belongs to the answer that cites it, not to the place.
    del annotation["polycite:method"], annotation["polycite:confidence"]
    return AnnotationResponse(WebAnnotation.model_validate({**annotation, "id": f"/v1/citations/{citation}"}).to_json())


def _original(service: Service, tenancy: Tenancy, original_id: str) -> Original:
    return tenancy.record(tenancy.original(service.qa, original_id))


def _result(found: Recheck) -> dict[str, Any]:
    holds: Citation | None = found.citation if found.status == "valid" else found.renewed
    return {
        "status": found.status,
        "citation": found.citation.to_dict(),
        "renewed": None if found.renewed is None else found.renewed.to_dict(),
        "id": None if holds is None else citation_id(holds.original_id, holds.sha256, holds.start, holds.end),
    }


def _no_citation() -> ProblemError:
    return ProblemError(404, "not-found", "There is no such citation.", "POST /v1/citations/verify gives the ids.")
