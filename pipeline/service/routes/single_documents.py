"""``/v1/documents/{id}``: one document, and its text."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, Header, Path, Query, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from polycite.components.evidence import Original
from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.jobs.items import document_item, original_of
from polycite.pipeline.service.problems import ProblemError, responses
from polycite.pipeline.service.routes.accepting import ACCEPTED, accept
from polycite.pipeline.service.routes.document_models import (
    DocumentContent,
    DocumentId,
    DocumentModel,
    WrittenDocument,
)
from polycite.pipeline.service.schemas import OriginalId
from polycite.pipeline.service.state import Service, service_of

SMALL = 20_000
"""Code points of a document that a PUT indexes at once; a longer one becomes a job."""
router = APIRouter(prefix="/v1", tags=["documents"])
ServiceOf = Annotated[Service, Depends(service_of)]
Asker = Annotated[Caller, Depends(requires("ask"))]
Manager = Annotated[Caller, Depends(requires("manage"))]
KnownId = Annotated[OriginalId, Path(description="Slashes may stand as they are.")]
IfNoneMatch = Annotated[str | None, Header(max_length=1024, description="ETag of what the caller has.")]
_ETAG = {"ETag": {"description": "SHA-256 of the whole text.", "schema": {"type": "string"}}}
_TAGGED: dict[int | str, dict[str, Any]] = {
    200: {"headers": _ETAG},
    304: {"description": "What the caller has is still so.", "headers": _ETAG},
}
_PLAIN = {"text/plain": {"schema": {"type": "string"}}}


# Before the document itself, whose path would take the ending for a part of the id.
@router.get(
    "/documents/{document_id:path}/text",
    response_class=PlainTextResponse,
    responses={
        **_TAGGED,
        200: {"headers": _ETAG, "content": _PLAIN, "description": "The characters."},
        **responses(*GUARDED, 404, 422, 503, 504),
    },
)
async def document_text(
    document_id: KnownId,
    service: ServiceOf,
    caller: Asker,
    start: Annotated[int, Query(ge=0, description="First code point.")] = 0,
    end: Annotated[int | None, Query(ge=0, description="Code point after the last; default: the end.")] = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """Read characters of a document.

    The half-open span `[start, end)` in Unicode code points, exactly as they are stored.
    """
    original = await service.jobs.read(lambda: caller.tenancy.original(service.qa, document_id))
    length = len(original.text)
    end = length if end is None else end
    if not start <= end <= length:
        raise ProblemError(
            422, "span", f"[{start}, {end}) is no span of {length} characters.", "Ask for 0 <= start <= end <= length."
        )
    headers = {"ETag": f'"{original.sha256}"'}
    if _has(if_none_match, original):
        return Response(status_code=304, headers=headers)
    if original.language:
        headers["Content-Language"] = original.language
    return PlainTextResponse(original.text[start:end], headers=headers)


@router.api_route(
    "/documents/{document_id:path}/text", methods=["PUT", "POST", "PATCH", "DELETE"], include_in_schema=False
)
async def no_text(document_id: str) -> None:
    """Refuse what would otherwise be taken for a document whose id ends so, which no GET could read."""
    raise ProblemError(
        405, "method-not-allowed", "A document's text is read here.", "PUT the document itself.", {"Allow": "GET"}
    )


@router.get(
    "/documents/{document_id:path}",
    response_model=DocumentModel,
    responses={**_TAGGED, **responses(*GUARDED, 404, 422, 503, 504)},
)
async def get_document(
    document_id: KnownId,
    response: Response,
    service: ServiceOf,
    caller: Manager,
    if_none_match: IfNoneMatch = None,
) -> Any:
    """Read a whole document."""
    held = await service.jobs.read(lambda: caller.tenancy.original(service.qa, document_id))
    headers = {"ETag": f'"{held.sha256}"'}
    if _has(if_none_match, held):
        return Response(status_code=304, headers=headers)
    response.headers.update(headers)
    original = caller.tenancy.record(held)
    return DocumentModel(
        id=original.id,
        source=original.source,
        language=original.language,
        sha256=original.sha256,
        length=len(original.text),
        metadata=dict(original.metadata),
        text=original.text,
    )


@router.put(
    "/documents/{document_id:path}",
    response_model=WrittenDocument,
    responses={
        200: {"description": "Replaced, or there already."},
        201: {
            "description": "Created.",
            "model": WrittenDocument,
            "headers": {"Location": {"description": "The document.", "schema": {"type": "string"}}},
        },
        **ACCEPTED,
        **responses(*GUARDED, 422, 503, 504, 507),
    },
)
async def put_document(
    document_id: Annotated[DocumentId, Path(description="Slashes may stand as they are.")],
    body: DocumentContent,
    response: Response,
    service: ServiceOf,
    caller: Manager,
) -> Any:
    """Index a document.

    In place of any earlier one of its id: at once, or as a job when it is long.
    """
    row = caller.tenancy.row({"id": document_id, **body.model_dump()})
    original = original_of(row, service.qa.settings.max_characters)
    if len(original.text) > SMALL:
        job = await accept(service, caller, "index", lambda: [document_item(original)], lambda: None, response)
        return JSONResponse(job.model_dump(), 202, dict(response.headers))
    status = await service.jobs.write(original)
    if status == "created":
        response.status_code = 201
        response.headers["Location"] = f"/v1/documents/{quote(document_id)}"
    return WrittenDocument(id=document_id, sha256=original.sha256, status=status)


@router.delete("/documents/{document_id:path}", status_code=204, responses=responses(*GUARDED, 404, 422, 503, 504))
async def delete_document(document_id: KnownId, service: ServiceOf, caller: Manager) -> None:
    """Delete a document.

    Jobs that were going to index it leave it out.
    """
    await service.jobs.remove(caller.tenancy.own(document_id), lambda: caller.tenancy.original(service.qa, document_id))


def _has(if_none_match: str | None, original: Original) -> bool:
    given = [tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")]
    return f'"{original.sha256}"' in given or "*" in given
