"""What was said in a conversation, as the service keeps it and as a caller sends it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from polycite.components.evidence import Citation

Role = Literal["user", "assistant"]


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """Something that one side said.

    What a turn found out is kept with it, so that the next one need not find it out again: of a customer's message
    its ``language``, ``intent`` and the ``question`` it stands for, in ``question_language``; of a reply its
    ``language``, whether it was ``doubtful`` (an abstention, or little confidence) and its ``citations``. None where
    nobody knows, as in a history that a caller sends.
    """

    role: Role
    text: str
    language: str | None = None
    intent: str | None = None
    question: str | None = None
    question_language: str | None = None
    doubtful: bool | None = None
    citations: tuple[Citation, ...] = ()
