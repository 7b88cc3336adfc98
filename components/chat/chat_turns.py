"""What passes through a turn of a conversation: the message understood, the reply, what to remember."""

from __future__ import annotations

from dataclasses import dataclass

from polycite.components.chat.chat_history import ChatMessage
from polycite.components.chat.follow_ups import Rewrite
from polycite.components.chat.hand_over import HandOver
from polycite.components.chat.turn_language import TurnLanguage
from polycite.components.evidence import Answer
from polycite.components.intents import Intent


@dataclass(frozen=True, slots=True)
class Understood:
    """A message and what it means after the ``history`` before it, the latest messages with all that is known of them.

    ``number`` counts the customer's messages from 1. ``own_language`` is that of the message, ``language`` that of the
    reply; they differ when the caller sets one. ``question`` is None for what the documents need not answer.
    """

    number: int
    message: str
    history: tuple[ChatMessage, ...]
    own_language: str
    language: TurnLanguage
    intent: Intent
    question: Rewrite | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the customer reads. Where it hands over an answer may stand before that, in the words of the documents."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A message and its reply; ``said`` is what to remember of both."""

    understood: Understood
    reply: Reply
    answer: Answer | None
    hand_over: HandOver | None
    said: tuple[ChatMessage, ChatMessage]
