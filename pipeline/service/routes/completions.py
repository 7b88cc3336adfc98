"""``POST /v1/chat/completions`` and ``GET /v1/models``: what clients of OpenAI's API ask, unchanged."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Request

from polycite.components.chat.chat_history import ChatMessage
from polycite.components.chat.chat_turns import Turn
from polycite.pipeline.service.access.authentication import GUARDED, Caller, requires
from polycite.pipeline.service.access.logs import note
from polycite.pipeline.service.answer_cache import Question
from polycite.pipeline.service.answer_stream import AnswerStream
from polycite.pipeline.service.degrading import Budget
from polycite.pipeline.service.problems import ProblemError, response_to, responses
from polycite.pipeline.service.routes.completion_chunks import CompletionWriter
from polycite.pipeline.service.routes.completion_models import Completion, CompletionRequest, ModelCard, ModelList
from polycite.pipeline.service.server_sent_events import (
    COMMENT,
    EVENTS,
    FIRST,
    HEARTBEAT,
    EventStreamResponse,
    server_sent_event,
)
from polycite.pipeline.service.state import Service, service_of
from polycite.pipeline.settings import Strategy
from polycite.pipeline.streaming import Event, SegmentFound

router = APIRouter(prefix="/v1", tags=["chatting"])
ServiceOf = Annotated[Service, Depends(service_of)]
Asker = Annotated[Caller, Depends(requires("ask"))]
MODEL = "polycite"
_CREATED = 1_767_225_600  # a model must have a day of its own; clients sort by it and no more
_STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The reply; with `stream`, chunks of it as server-sent events, the last of them `[DONE]`.",
        "content": {"text/event-stream": EVENTS},
    }
}


@router.get("/models", responses=responses(*GUARDED))
async def list_models(service: ServiceOf, _caller: Asker) -> ModelList:
    """List models, as OpenAI's API does.

    The service's own way to read, and each strategy by name.
    """
    return ModelList(data=[ModelCard(id=name, created=_CREATED) for name in _models(service)])


@router.post(
    "/chat/completions", response_model=Completion, responses={**_STREAMED, **responses(*GUARDED, 404, 422, 503, 504)}
)
async def chat_completions(body: CompletionRequest, service: ServiceOf, caller: Asker, request: Request) -> Any:
    """Reply to a chat, as OpenAI's API does.

    To its last message, with citations as annotations; with `stream` in chunks.
    """
    note(request, question=body.messages[-1].text)
    models = _models(service)
    if body.model not in models:
        raise ProblemError(
            404, "no-model", f"There is no model {body.model!r}.", f"Ask for one of: {', '.join(models)}."
        )
    writer = CompletionWriter(body.model, str(request.base_url), caller.tenancy)
    stream: AnswerStream[Event | Turn] = service.answers.stream(_work(body, service, caller, models[body.model]))
    try:
        if not body.stream:
            while not isinstance(event := await stream.get(HEARTBEAT), Turn):
                pass
            return writer.completion(event)
        first = await stream.get(FIRST)
    except BaseException:
        stream.close()
        raise
    return EventStreamResponse(_chunks(stream, first, writer), stream.close)


def _models(service: Service) -> dict[str, str | None]:
    """The strategy behind the name of each model."""
    usable = [one for one in get_args(Strategy) if one != "generate" or service.qa.settings.generator]
    return {MODEL: None, **{f"{MODEL}-{one}": one for one in usable}}


def _work(
    body: CompletionRequest, service: Service, caller: Caller, strategy: str | None
) -> Callable[[Budget, Callable[[Event | Turn], None]], None]:
    """What replies, in a thread."""
    *before, last = [message for message in body.messages if message.role in ("user", "assistant")]
    history = [ChatMessage("user" if m.role == "user" else "assistant", m.text) for m in before if m.text.strip()]
    where = caller.tenancy.where(None)

    def work(budget: Budget, told: Callable[[Event | Turn], None]) -> None:
        understood = service.conversation.understand(last.text, history)
        answer = None
        if understood.question is not None:
            language = understood.language.language
            asked = understood.question.question, language, understood.question.language
            answer = service.answers.answer(
                Question(*asked, strategy=strategy, filters=where, tenant=caller.tenancy.tenant), budget, told
            )
        turn = service.conversation.conclude(understood, answer, service.settings.agent_language)
        if turn.hand_over is not None:
            service.answers.metrics.handed_over(turn.hand_over.reason)
        told(turn)

    return work


async def _chunks(
    stream: AnswerStream[Event | Turn], first: Event | Turn | None, writer: CompletionWriter
) -> AsyncIterator[str]:
    event, written = first, 0
    yield server_sent_event(writer.begin())
    try:
        while not isinstance(event, Turn):
            if event is None:
                yield COMMENT
            elif isinstance(event, SegmentFound):
                yield server_sent_event(writer.segment(event))
                written = event.end
            event = await stream.get(HEARTBEAT)
        for chunk in writer.end(event, written):
            yield server_sent_event(chunk)
    except Exception as error:
        yield server_sent_event(writer.failure(response_to(error)))
