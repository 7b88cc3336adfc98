"""``GET /metrics``."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from polycite.pipeline.service.access.authentication import Caller, requires
from polycite.pipeline.service.metrics import CONTENT_TYPE
from polycite.pipeline.service.problems import responses
from polycite.pipeline.service.state import Service, service_of

router = APIRouter(tags=["health"])


class MetricsResponse(Response):
    """Prometheus' text format."""

    media_type = "text/plain"


@router.get(
    "/metrics",
    response_class=MetricsResponse,
    responses={
        200: {
            "description": "Figures for Prometheus",
            "content": {"text/plain": {"schema": {"type": "string"}, "example": "polycite_queue_requests 0.0\n"}},
        },
        **responses(400, 401, 403, 408, 413, 414, 431),
    },
)
async def metrics(
    service: Annotated[Service, Depends(service_of)], _caller: Annotated[Caller, Depends(requires("metrics"))]
) -> Response:
    """Read figures for Prometheus.

    Latency by stage and language, questions by outcome, hand-overs, cache hits, queue and circuit breakers.
    """
    return Response(service.answers.metrics.text(), headers={"Content-Type": CONTENT_TYPE})
