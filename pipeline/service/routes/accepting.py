"""How every endpoint that accepts a job answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from fastapi import Response

from polycite.pipeline.service.access.authentication import GUARDED, Caller
from polycite.pipeline.service.jobs.idempotency import IdempotencyKey
from polycite.pipeline.service.jobs.items import Item
from polycite.pipeline.service.jobs.job import JobModel, Kind
from polycite.pipeline.service.problems import responses
from polycite.pipeline.service.state import Service

ACCEPTED: dict[int | str, dict[str, Any]] = {
    202: {
        "description": "Accepted: the job will be done, even when the service is stopped or breaks down in between.",
        "model": JobModel,
        "headers": {
            "Location": {"description": "The job.", "schema": {"type": "string"}},
            "Idempotency-Replayed": {"description": "`true`: accepted before.", "schema": {"type": "string"}},
        },
    }
}
ACCEPTING = {**ACCEPTED, **responses(*GUARDED, 409, 422, 503, 504, 507)}


async def accept(
    service: Service,
    caller: Caller,
    kind: Kind,
    items: Callable[[], Sequence[Item]],
    key: Callable[[], IdempotencyKey | None],
    response: Response,
) -> JobModel:
    """Keep a job and say where it is to be found.

    Args:
        service: that does it.
        caller: whose job it is.
        kind: of the job.
        items: makes what it consists of, in a thread.
        key: makes the idempotency key it was sent with, in a thread.
        response: gets the headers.
    """
    job, new = await service.jobs.accept(kind, caller.tenancy, items, key)
    response.headers["Location"] = f"/v1/jobs/{job.id}"
    if not new:
        response.headers["Idempotency-Replayed"] = "true"
    return job.shown_to(caller.tenancy)
