"""The shapes of OpenAI's chat completions, as far as they make sense here."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, model_validator

from polycite.pipeline.service.schemas import AnswerModel, CitationModel, Input, Output

_Text = Annotated[str, StringConstraints(max_length=100_000)]


class TextPart(Input):
    """A part of a message; images and sounds are not read."""

    model_config = ConfigDict(extra="ignore", strict=True)

    type: Literal["text"]
    text: _Text


class Message(Input):
    """Something said; of systems and tools it is passed over."""

    model_config = ConfigDict(extra="ignore", strict=True)

    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: _Text | list[TextPart] | None = None

    @property
    def text(self) -> str:
        """What it says."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class CompletionRequest(Input):
    """A chat so far. What sets a language model's sampling (temperature and the like) is accepted and not used."""

    model_config = ConfigDict(
        extra="ignore",
        strict=True,
        json_schema_extra={
            "examples": [
                {
                    "model": "polycite",
                    "messages": [{"role": "user", "content": "Wie schwer ist der B-5?"}],
                    "stream": True,
                }
            ]
        },
    )

    model: str = Field(min_length=1, max_length=200, description="One that `GET /v1/models` lists.")
    messages: list[Message] = Field(min_length=1, max_length=1_000, description="The last is answered.")
    stream: bool | None = None

    @model_validator(mode="after")
    def _check_last(self) -> CompletionRequest:
        last = self.messages[-1]
        if last.role != "user" or not last.text.strip():
            raise ValueError("the last message must be the user's, and say something")
        return self


class UrlCitation(Output):
    """Half-open span of the message, in Unicode code points, and where what it says can be read."""

    start_index: int = Field(ge=0)
    end_index: int = Field(ge=0)
    title: str
    url: str = Field(description="The source; or, when it is no web page, the cited text in this service.")


class Annotation(Output):
    """A citation as OpenAI has them, and as we do."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation
    polycite: CitationModel


class CompletionMessage(Output):
    """The reply."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: list[Annotation]


class Choice(Output):
    """The one there is."""

    index: Literal[0] = 0
    message: CompletionMessage
    logprobs: None = None
    finish_reason: Literal["stop"] = "stop"


class CompletionReply(Output):
    """What OpenAI's shapes have no place for."""

    language: str = Field(description="Of the reply.")
    standalone_question: str | None = Field(description="The question that the message stands for; none: it asks none.")
    hand_over: str | None = Field(description="Why a person should take over; none: no need.")
    answer: AnswerModel | None


class Completion(Output):
    """The reply to the last message."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="Seconds since 1970.")
    model: str
    choices: list[Choice]
    polycite: CompletionReply


class Delta(Output):
    """What is added to the reply."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    annotations: list[Annotation] | None = None


class ChunkChoice(Output):
    """The one there is."""

    index: Literal[0] = 0
    delta: Delta
    finish_reason: Literal["stop"] | None = None


class Chunk(Output):
    """A part of the reply; the last has ``finish_reason`` and ``polycite``."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: list[ChunkChoice]
    polycite: CompletionReply | None = None


class ModelCard(Output):
    """A model that can be asked for."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: Literal["polycite"] = "polycite"


class ModelList(Output):
    """Those there are."""

    object: Literal["list"] = "list"
    data: list[ModelCard]
