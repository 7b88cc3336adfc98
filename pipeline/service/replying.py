"""The work behind a message in a conversation: what was said, the reply, and what is kept of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from polycite.components.chat.chat_history import ChatMessage
from polycite.components.chat.chat_turns import Turn
from polycite.components.languages.language_codes import normalise_code
from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.answer_cache import Question
from polycite.pipeline.service.chat_schemas import ChatRequest
from polycite.pipeline.service.degrading import Budget
from polycite.pipeline.service.state import Service, filter_of
from polycite.pipeline.streaming import Event


@dataclass(frozen=True, slots=True)
class Replied:
    """The reply, and the conversation it stands in; the last event."""

    turn: Turn
    conversation_id: str | None


def replying(
    body: ChatRequest, service: Service, tenancy: Tenancy
) -> Callable[[Budget, Callable[[Event | Replied], None]], None]:
    """What replies to ``body``, for :meth:`Answers.stream`: it runs in a thread and tells :class:`Replied` at last.

    Raises:
        ProblemError: 422 when the filters name what the service keeps for itself.
    """
    where = tenancy.where(filter_of(body.filters))
    kept, conversation = service.conversations, service.conversation

    def work(budget: Budget, told: Callable[[Event | Replied], None]) -> None:
        agent_language = normalise_code(body.agent_language or service.settings.agent_language)
        if body.history is not None:
            history = [ChatMessage(said.role, said.text) for said in body.history]
        else:
            history = kept.history(body.conversation_id, tenancy.tenant) if body.conversation_id else []
        understood = conversation.understand(body.message, history, body.answer_language)
        answer = None
        if (asked := understood.question) is not None:
            wanted = asked.question, understood.language.language, asked.language
            question = Question(*wanted, body.strategy, body.top_k, where, tenancy.tenant)
            answer = service.answers.answer(question, budget, told)
        turn = conversation.conclude(understood, answer, agent_language)
        if turn.hand_over is not None:
            service.answers.metrics.handed_over(turn.hand_over.reason)
        conversation_id = None
        if body.history is None:
            conversation_id = kept.append(body.conversation_id, tenancy.tenant, len(history), turn.said)
        told(Replied(turn, conversation_id))

    return work
