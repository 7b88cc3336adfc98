"""``/v1/documents``: documents listed, indexed and deleted in bulk."""

from __future__ import annotations

import heapq
import json
from collections import Counter
from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response

from polycite.components.languages.language_codes import normalise_code
from polycite.components.stores.store_points import OriginalRecord
from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.jobs.idempotency import IdempotencyKey, KeyHeader
from polycite.pipeline.service.jobs.items import Item, row_item
from polycite.pipeline.service.jobs.job import JobModel
from polycite.pipeline.service.problems import ProblemError, responses
from polycite.pipeline.service.routes.accepting import ACCEPTING, accept
from polycite.pipeline.service.routes.document_models import DeleteRequest, DocumentsPage, DocumentsRequest
from polycite.pipeline.service.schemas import LanguageCode
from polycite.pipeline.service.state import Service, service_of

router = APIRouter(prefix="/v1", tags=["documents"])
ServiceOf = Annotated[Service, Depends(service_of)]
Manager = Annotated[Caller, Depends(requires("manage"))]


@router.get("/documents", response_model=DocumentsPage, responses=responses(*GUARDED, 422, 503, 504))
async def list_documents(
    service: ServiceOf,
    caller: Manager,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    cursor: Annotated[str | None, Query(max_length=4096, description="`next` of the page before.")] = None,
    language: LanguageCode | None = None,
    source: Annotated[str | None, Query(max_length=2048)] = None,
) -> Any:
    """List documents.

    Without their texts, in the order of their ids.
    """
    code = None if language is None else normalise_code(language)

    def page() -> Sequence[OriginalRecord]:
        found = (
            record
            for record in caller.tenancy.records(service.qa.originals())
            if (cursor is None or record.id > cursor)
            and code in (None, record.language)
            and source in (None, record.source)
        )
        return heapq.nsmallest(limit + 1, found, key=attrgetter("id"))

    records = await service.jobs.read(page)
    more = len(records) > limit
    return DocumentsPage.model_validate(
        {"documents": records[:limit], "next": records[limit - 1].id if more else None}, from_attributes=True
    )


@router.post("/documents", status_code=202, response_model=JobModel, responses=ACCEPTING)
async def index_documents(
    body: DocumentsRequest, response: Response, service: ServiceOf, caller: Manager, idempotency_key: KeyHeader = None
) -> Any:
    """Index documents in bulk.

    As a job; each document stands in place of any earlier one of its id.
    """
    _check_ids([document.id for document in body.documents], service.settings.max_documents)
    rows = [caller.tenancy.row(document.model_dump()) for document in body.documents]
    return await accept(
        service,
        caller,
        "index",
        lambda: [row_item(row) for row in rows],
        lambda: IdempotencyKey.of(caller.id, idempotency_key, b"index", json.dumps(rows, sort_keys=True).encode()),
        response,
    )


@router.post("/documents/delete", status_code=202, response_model=JobModel, responses=ACCEPTING)
async def delete_documents(
    body: DeleteRequest, response: Response, service: ServiceOf, caller: Manager, idempotency_key: KeyHeader = None
) -> Any:
    """Delete documents in bulk.

    As a job; those that are not there count as unchanged.
    """
    _check_ids(body.ids, service.settings.max_documents)
    return await accept(
        service,
        caller,
        "delete",
        lambda: [Item("removal", caller.tenancy.own(name)) for name in body.ids],
        lambda: IdempotencyKey.of(caller.id, idempotency_key, b"delete", json.dumps(body.ids).encode()),
        response,
    )


def _check_ids(ids: list[str], most: int) -> None:
    if len(ids) > most:
        raise ProblemError(
            413, "too-many-documents", f"{len(ids)} documents; the limit is {most}.", "Send them in several requests."
        )
    if len(set(ids)) < len(ids):
        twice = next(name for name, number in Counter(ids).items() if number > 1)
        raise ProblemError(422, "id-twice", f"The id {twice[:200]!r} comes twice.", "Give each document its own.")
