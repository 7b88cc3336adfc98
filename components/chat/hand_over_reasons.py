"""Why a conversation goes to a person, if it does."""

from __future__ import annotations

from polycite.components.chat.chat_history import ChatMessage
from polycite.components.chat.chat_turns import Understood
from polycite.components.chat.follow_ups import Asked
from polycite.components.chat.hand_over import HandOverReason
from polycite.components.chat.repeated_questions import RepeatedQuestions
from polycite.components.evidence import Answer
from polycite.components.intents import COMPLAINT, PERSON

DOUBTFUL = 0.3  # probability that an answer is right, under which it counts as none


def is_doubtful(answer: Answer) -> bool:
    """Whether an answer is none, or likely wrong."""
    return answer.abstained or answer.confidence < DOUBTFUL


def hand_over_reason(
    understood: Understood, answer: Answer | None, repeated: RepeatedQuestions
) -> HandOverReason | None:
    """Why a person shall take over after this message; None when none need.

    Args:
        understood: the message.
        answer: what the documents say; None when they were not asked.
        repeated: finds a question among those before.
    """
    if understood.intent.name == PERSON:
        return "person"
    doubtful = answer is not None and is_doubtful(answer)
    replies = [one for one in understood.history if one.role == "assistant" and one.doubtful is not None]
    before = bool(replies and replies[-1].doubtful)
    if understood.intent.name == COMPLAINT:
        complained = any(one.intent == COMPLAINT for one in understood.history)
        return "complaint" if before or doubtful or complained else None
    if doubtful and before:
        return "no answer"
    return "repeated question" if _repeats(understood, repeated) else None


def _repeats(understood: Understood, repeated: RepeatedQuestions) -> bool:
    """Whether the question was asked before; again for another language of the reply it is a wish for that language."""
    question = understood.question
    # A follow-up has nearly the words of the question it continues.
    if question is None or question.kind not in ("standalone", "generated"):
        return False
    replies = (*understood.history, None)[1:]
    earlier = [
        Asked(one.question, one.question_language or "en")
        for one, reply in zip(understood.history, replies, strict=False)
        if one.question and one.language == understood.own_language and _was_read(reply, understood)
    ]
    return repeated.find(Asked(question.question, question.language), earlier) is not None


def _was_read(reply: ChatMessage | None, understood: Understood) -> bool:
    wanted = understood.language
    return wanted.reason != "asked for" or reply is None or reply.language == wanted.language
