"""``POST /v1/chat/stream``."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.access.logs import note
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.answer_stream import AnswerStream
from polycite.pipeline.service.chat_schemas import ChatRequest, ChatResponse
from polycite.pipeline.service.problems import response_to, responses
from polycite.pipeline.service.replying import Replied, replying
from polycite.pipeline.service.routes.chatting import chat_response
from polycite.pipeline.service.routes.stream_models import EXAMPLE, written
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

router = APIRouter(prefix="/v1", tags=["chatting"])
ServiceOf = Annotated[Service, Depends(service_of)]
Asker = Annotated[Caller, Depends(requires("ask"))]
_EXAMPLE = EXAMPLE[: EXAMPLE.index("event: done")] + 'event: done\ndata: {"conversation_id":"…","turn":1,…}\n\n'
_STREAM: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Server-sent events: where the documents are asked `language`, `passages` and `segment` for "
        "each part of the answer; then `done` with the response of `POST /v1/chat`, or `problem` with problem details "
        "(RFC 9457). Comments keep the connection open.",
        "content": {"text/event-stream": {**EVENTS, "example": _EXAMPLE}},
    }
}


@router.post(
    "/chat/stream",
    status_code=200,  # not to be told from the signature of such a response
    response_class=EventStreamResponse,
    responses={**_STREAM, **responses(*GUARDED, 404, 409, 410, 422, 503, 504)},
)
async def chat_stream(body: ChatRequest, service: ServiceOf, caller: Asker, request: Request) -> EventStreamResponse:
    """Reply to a message, streamed.

    As `POST /v1/chat`, each part of an answer told as soon as it is known. Closing the connection ends the work.
    """
    note(request, question=body.message)
    stream: AnswerStream[Event | Replied] = service.answers.stream(replying(body, service, caller.tenancy))
    first = await stream.first(FIRST)
    return EventStreamResponse(_events(stream, first, caller.tenancy), stream.close)


async def _events(
    stream: AnswerStream[Event | Replied], first: Event | Replied | None, tenancy: Tenancy
) -> AsyncIterator[str]:
    event = first
    try:
        while not isinstance(event, Replied):
            if event is None:
                yield COMMENT
            elif not isinstance(event, AnswerFound):  # the reply holds it
                yield written(event, tenancy)
            event = await stream.get(HEARTBEAT)
        response = ChatResponse.model_validate(chat_response(event.turn, event.conversation_id, tenancy))
        yield server_sent_event(response.model_dump_json(), "done")
    except Exception as error:
        yield server_sent_event(bytes(response_to(error).body).decode(), "problem")
