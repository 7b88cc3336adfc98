"""``/v1/jobs``: what was accepted, how far it is."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.jobs.job import JobModel, State
from polycite.pipeline.service.problems import responses
from polycite.pipeline.service.schemas import Output
from polycite.pipeline.service.state import Service, service_of

router = APIRouter(prefix="/v1", tags=["jobs"])
ServiceOf = Annotated[Service, Depends(service_of)]
Manager = Annotated[Caller, Depends(requires("manage"))]
JobId = Annotated[str, Path(min_length=1, max_length=64)]


class JobsModel(Output):
    """Jobs, the newest first."""

    jobs: list[JobModel]


@router.get("/jobs", response_model=JobsModel, responses=responses(*GUARDED, 422, 503, 504))
async def list_jobs(
    service: ServiceOf,
    caller: Manager,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    state: State | None = None,
) -> Any:
    """List the last jobs.

    The newest first; finished ones are kept for a week.
    """
    found = await service.jobs.jobs(caller.tenancy, limit, state)
    return JobsModel(jobs=[job.shown_to(caller.tenancy) for job in found])


@router.get("/jobs/{job_id}", response_model=JobModel, responses=responses(*GUARDED, 404, 422, 503, 504))
async def get_job(job_id: JobId, service: ServiceOf, caller: Manager) -> Any:
    """Read how far a job is."""
    return (await service.jobs.job(job_id, caller.tenancy)).shown_to(caller.tenancy)


@router.delete("/jobs/{job_id}", response_model=JobModel, responses=responses(*GUARDED, 404, 409, 422, 503, 504))
async def cancel_job(job_id: JobId, service: ServiceOf, caller: Manager) -> Any:
    """Cancel a job.

    What it has done stays, what it has not is left out.
    """
    return (await service.jobs.cancel(job_id, caller.tenancy)).shown_to(caller.tenancy)
