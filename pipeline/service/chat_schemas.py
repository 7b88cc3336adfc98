"""The shapes of ``POST /v1/chat``."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, JsonValue, StringConstraints, model_validator

from polycite.components.chat.follow_ups import RewriteKind
from polycite.components.chat.hand_over import HandOverReason
from polycite.components.chat.turn_language import Reason
from polycite.pipeline.service.schemas import AnswerModel, Filters, Input, LanguageCode, Output, QuestionText
from polycite.pipeline.settings import Strategy

LONGEST_HISTORY = 50_000
_EXAMPLES: list[JsonValue] = [
    {"message": "Wie lange hält der Akku des X-100?"},
    {
        "message": "And for the X-200?",
        "history": [
            {"role": "user", "text": "How long does the battery of the X-100 last?"},
            {"role": "assistant", "text": "8 hours"},
        ],
    },
]


class SaidMessage(Input):
    """Something that was said."""

    role: Literal["user", "assistant"]
    text: Annotated[str, StringConstraints(min_length=1, max_length=8_000)]


class ChatRequest(Input):
    """A message of a customer's."""

    model_config = ConfigDict(json_schema_extra={"examples": _EXAMPLES})

    message: QuestionText = Field(description="In any language.")
    conversation_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = Field(
        default=None, description="As an earlier response gave it; neither this nor a history begins a conversation."
    )
    history: list[SaidMessage] | None = Field(
        default=None,
        max_length=100,
        description=f"What was said before, oldest first, up to {LONGEST_HISTORY} characters; nothing is kept then.",
    )
    answer_language: LanguageCode | None = Field(default=None, description="Default: the conversation's.")
    agent_language: LanguageCode | None = Field(
        default=None, description="Language of whoever takes over. Default: the service's setting."
    )
    strategy: Strategy | None = Field(default=None, description="How passages are read. Default: the setting.")
    top_k: int | None = Field(default=None, ge=1, le=50, description="Passages read. Default: the service's setting.")
    filters: Filters | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.history is not None and self.conversation_id is not None:
            raise ValueError("give conversation_id or history, not both")
        if sum(len(said.text) for said in self.history or ()) > LONGEST_HISTORY:
            raise ValueError(f"the history has more than {LONGEST_HISTORY} characters")
        return self


class ReplyModel(Output):
    """What the customer reads: a phrase, the answer, or an abstention; where it hands over it says so at the end."""

    text: str
    language: str


class TurnLanguageModel(Output):
    """The language of the turn, and why."""

    language: str
    reason: Reason
    confidence: float = Field(ge=0, le=1)


class IntentModel(Output):
    """What the customer wants: "question", or small talk, "person", "complaint", or an intent of the team's own."""

    name: str
    confidence: float = Field(ge=0, le=1)


class RewritingModel(Output):
    """How the message became the standalone question, in ``language``; ``carried`` came from the conversation."""

    kind: RewriteKind
    language: str
    carried: list[str]


class RenderingModel(Output):
    """In another language. A "gloss" puts an English word for each word: it is no translation."""

    text: str
    language: str
    method: Literal["translation", "gloss"]
    engine: str


class TranscriptEntryModel(Output):
    """What was said, in its own words, and in the agent's language where that can be."""

    role: Literal["user", "assistant"]
    text: str
    language: str | None
    agent: RenderingModel | None


class HandOverEvidenceModel(Output):
    """``original.text[start:end] == quote``, half-open, in Unicode code points; rendered for customer and agent."""

    original_id: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str
    sha256: str
    source: str
    language: str | None
    cited: bool = Field(description="False: a passage that was found, and not cited by an answer.")
    customer: RenderingModel | None
    agent: RenderingModel | None


class HandOverModel(Output):
    """For the person who takes over."""

    reason: HandOverReason
    customer_language: str
    agent_language: str
    transcript: list[TranscriptEntryModel]
    evidence: list[HandOverEvidenceModel]


class ChatResponse(Output):
    """A reply."""

    conversation_id: str | None = Field(description="Send it with the next message; null where a history was sent.")
    turn: int = Field(ge=1, description="Messages of the customer's, this one included.")
    reply: ReplyModel
    language: TurnLanguageModel
    intent: IntentModel
    standalone_question: str | None = Field(description="What was asked of the documents; null when nothing was.")
    rewriting: RewritingModel | None
    answer: AnswerModel | None = Field(description="Null when the documents were not asked.")
    hand_over: HandOverModel | None = Field(description="Null while no person need take over.")
