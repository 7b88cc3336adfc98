"""``POST /v1/documents/files``: files to documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from polycite.components.loaders.sources import FORMATS
from polycite.pipeline.service.access.authentication import Caller, requires
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.jobs.idempotency import IdempotencyKey, KeyHeader
from polycite.pipeline.service.jobs.items import Item
from polycite.pipeline.service.jobs.job import JobModel
from polycite.pipeline.service.problems import ProblemError, responses
from polycite.pipeline.service.routes.accepting import ACCEPTING, accept
from polycite.pipeline.service.state import Service, service_of
from polycite.pipeline.service.uploads.content import check_content
from polycite.pipeline.service.uploads.form import UploadedFile, read_form
from polycite.pipeline.service.uploads.names import document_id

router = APIRouter(prefix="/v1", tags=["documents"])
_BODY = {
    "required": True,
    "content": {
        "multipart/form-data": {
            "schema": {
                "type": "object",
                "required": ["files"],
                "properties": {
                    "files": {
                        "type": "array",
                        "minItems": 1,
                        "maxItems": 100,
                        "items": {"type": "string", "format": "binary"},
                        "description": f"Files of the types {', '.join(FORMATS)}.",
                    }
                },
                "additionalProperties": False,
            }
        }
    },
}


@router.post(
    "/documents/files",
    status_code=202,
    response_model=JobModel,
    responses={**ACCEPTING, **responses(415)},
    openapi_extra={"requestBody": _BODY},
)
async def upload_files(
    request: Request,
    response: Response,
    service: Annotated[Service, Depends(service_of)],
    caller: Annotated[Caller, Depends(requires("manage"))],
    idempotency_key: KeyHeader = None,
) -> Any:
    """Index files.

    As a job. A file's name is the id of its document; rows of tables are documents of their own.

    All files are taken or none: a file of another type, an empty one, or one whose content is not what its ending
    says, is refused at once. What shows only on reading them is among the job's failures.
    """
    body, kind = await request.body(), request.headers.get("content-type", "")
    files: list[UploadedFile] = []  # read once, in the thread that makes the key

    def key() -> IdempotencyKey | None:
        parts = [part for file in files for part in (file.name.encode(), file.data)]
        return IdempotencyKey.of(caller.id, idempotency_key, b"files", *parts)

    def items() -> Sequence[Item]:
        files.extend(read_form(body, kind))
        return _items(files, caller.tenancy, service.settings.max_upload)

    return await accept(service, caller, "files", items, key, response)


def _items(files: Sequence[UploadedFile], tenancy: Tenancy, largest: int) -> list[Item]:
    """The files as items.

    Raises:
        ProblemError: 413, 415 or 422 when one of them cannot be taken.
    """
    items: dict[str, Item] = {}
    for file in files:
        name = document_id(file.name)
        if name in items:
            raise ProblemError(422, "file-twice", f"Two files are called {name}.", "Give each its own name.")
        if len(file.data) > largest:
            raise ProblemError(
                413, "too-large", f"{name}: {len(file.data)} bytes; the limit is {largest}.", "Split the file."
            )
        check_content(name, file.data)
        items[name] = Item("file", tenancy.own(name), file.data, len(file.data))
    return list(items.values())
