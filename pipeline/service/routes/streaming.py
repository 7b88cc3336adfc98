"""``POST /v1/ask/stream``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.access.logs import note
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.answer_stream import AnswerStream
from polycite.pipeline.service.problems import response_to, responses
from polycite.pipeline.service.routes.asking import question_of
from polycite.pipeline.service.routes.stream_models import EXAMPLE, written
from polycite.pipeline.service.schemas import AskRequest
from polycite.pipeline.service.server_sent_events import (
    COMMENT,
    EVENTS,
    FIRST,
    HEARTBEAT,
    EventStreamResponse,
    server_sent_event,
)
from polycite.pipeline.service.state import Service, service_of
from polycite.pipeline.streaming import AnswerFound, Event

router = APIRouter(prefix="/v1", tags=["asking"])
ServiceOf = Annotated[Service, Depends(service_of)]
Asker = Annotated[Caller, Depends(requires("ask"))]
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events: `language`, `passages`, `segment` for each part of the answer, and `done` "
        "with the whole answer; or `problem`, with problem details (RFC 9457), when it fails on the way. "
        "Comments keep the connection open.",
        "content": {"text/event-stream": {**EVENTS, "example": EXAMPLE}},
    }
}


@router.post(
    "/ask/stream",
    status_code=200,  # not to be told from the signature of such a response
    response_class=EventStreamResponse,
    responses={**_STREAM, **responses(*GUARDED, 422, 503, 504)},
)
async def ask_stream(body: AskRequest, service: ServiceOf, caller: Asker, request: Request) -> EventStreamResponse:
    """Answer a question, streamed.

    As `POST /v1/ask`, each part told as soon as it is known. Closing the connection ends the work.
    """
    note(request, question=body.question)
    stream: AnswerStream[Event] = service.answers.stream(partial(service.answers.answer, question_of(body, caller)))
    first = await stream.first(FIRST)
    return EventStreamResponse(_events(stream, first, caller.tenancy), stream.close)


async def _events(stream: AnswerStream[Event], first: Event | None, tenancy: Tenancy) -> AsyncIterator[str]:
    event = first
    try:
        while True:
            yield COMMENT if event is None else written(event, tenancy)
            if isinstance(event, AnswerFound):
                return
            event = await stream.get(HEARTBEAT)
    except Exception as error:
        yield server_sent_event(bytes(response_to(error).body).decode(), "problem")
