"""``GET /health/live`` and ``GET /health/ready``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from polycite.pipeline.service.schemas import HealthModel
from polycite.pipeline.service.state import Service, service_of

router = APIRouter(prefix="/health", tags=["health"])


@router.get("/live")
async def live() -> HealthModel:
    """Whether the process answers.

    For liveness probes; needs no key.
    """
    return HealthModel(status="ok")


@router.get("/ready", responses={503: {"model": HealthModel, "description": "Not ready"}})
async def ready(response: Response, service: Annotated[Service, Depends(service_of)]) -> HealthModel:
    """Whether questions can be answered.

    Models loaded, store reachable (looked at once a second), not shutting down. For readiness probes; needs no key.
    """
    health = HealthModel(status="ok")
    if service.draining:
        health = HealthModel(status="draining")
    elif not service.warm:
        health = HealthModel(status="starting", detail="The models are being loaded.")
    elif not await service.probe.is_reachable():
        health = HealthModel(status="unavailable", detail="The store cannot be reached.")
    health.breakers = {name: breaker.state.value for name, breaker in list(service.answers.breakers.items())}
    response.status_code = 200 if health.status == "ok" else 503
    return health
