"""``POST /v1/chat``."""

from __future__ import annotations

import dataclasses
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request

from polycite.components.chat.chat_turns import Turn
from polycite.components.chat.hand_over import HandOver
from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.access.logs import note
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.answer_stream import AnswerStream
from polycite.pipeline.service.chat_schemas import ChatRequest, ChatResponse
from polycite.pipeline.service.problems import responses
from polycite.pipeline.service.replying import Replied, replying
from polycite.pipeline.service.server_sent_events import HEARTBEAT
from polycite.pipeline.service.state import Service, service_of
from polycite.pipeline.streaming import Event

router = APIRouter(prefix="/v1", tags=["chatting"])
ServiceOf = Annotated[Service, Depends(service_of)]
Asker = Annotated[Caller, Depends(requires("ask"))]


@router.post("/chat", response_model=ChatResponse, responses=responses(*GUARDED, 404, 409, 410, 422, 503, 504))
async def chat(body: ChatRequest, service: ServiceOf, caller: Asker, request: Request) -> Any:
    """Reply to a message in a conversation.

    The reply is an answer with citations, a phrase, or a hand-over to a person. Send the `conversation_id` of the
    response with the next message, or the whole `history` yourself: then nothing is kept.
    """
    note(request, question=body.message)
    stream: AnswerStream[Event | Replied] = service.answers.stream(replying(body, service, caller.tenancy))
    try:
        while not isinstance(event := await stream.get(HEARTBEAT), Replied):
            pass
    finally:
        stream.close()
    return chat_response(event.turn, event.conversation_id, caller.tenancy)


def chat_response(turn: Turn, conversation_id: str | None, tenancy: Tenancy) -> dict[str, Any]:
    """The body of the response, with the ids that the caller knows."""
    understood, asked = turn.understood, turn.understood.question
    return {
        "conversation_id": conversation_id,
        "turn": understood.number,
        "reply": dataclasses.asdict(turn.reply),
        "language": dataclasses.asdict(understood.language),
        "intent": {"name": understood.intent.name, "confidence": understood.intent.confidence},
        "standalone_question": asked and asked.question,
        "rewriting": asked and {"kind": asked.kind, "language": asked.language, "carried": list(asked.carried)},
        "answer": turn.answer and tenancy.answer(turn.answer).to_dict(),
        "hand_over": turn.hand_over and _hand_over(turn.hand_over, tenancy),
    }


def _hand_over(hand_over: HandOver, tenancy: Tenancy) -> dict[str, Any]:
    shown = [dataclasses.replace(one, original_id=tenancy.shown(one.original_id)) for one in hand_over.evidence]
    return dataclasses.asdict(dataclasses.replace(hand_over, evidence=tuple(shown)))
