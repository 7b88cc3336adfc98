"""The shapes of feedback in requests."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, StringConstraints, model_validator

from polycite.pipeline.qa import LONGEST_QUESTION
from polycite.pipeline.service.feedback_review import Decision
from polycite.pipeline.service.routes.citation_models import CitationInput
from polycite.pipeline.service.schemas import Input, LanguageCode, OriginalId

_EXAMPLES: list[JsonValue] = [
    {
        "answer": {
            "rating": "up",
            "question": "Wie lange hält der Akku?",
            "text": "zehn Stunden",
            "citations": [
                {"original_id": "t5/battery", "start": 18, "end": 27, "quote": "ten hours", "sha256": "c7b1f2f0c0e8"}
            ],
        }
    },
    {
        "id": "ticket-4711",
        "span": {
            "question": "Wie lange hält der Akku?",
            "original_id": "t5/battery",
            "start": 18,
            "end": 27,
            "text": "ten hours",
        },
    },
    {
        "translation": {
            "source": "The battery lasts ten hours.",
            "source_language": "en",
            "target_language": "de",
            "text": "Der Akku hält zehn Stunden.",
        }
    },
]


def _says_something(text: str) -> str:
    if not text.split():
        raise ValueError("it holds nothing but white space")
    return text


_NotBlank = AfterValidator(_says_something)
Words = Annotated[str, StringConstraints(min_length=1, max_length=5_000, pattern=r"\S"), _NotBlank]
Question = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_QUESTION, pattern=r"\S"), _NotBlank]
FeedbackId = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]


class AnswerRating(Input):
    """A thumb for an answer: of a question and what was answered, or of a turn in a kept conversation."""

    rating: Literal["up", "down"]
    question: Question | None = None
    question_language: LanguageCode | None = Field(default=None, description="Default: detected.")
    text: str = Field(default="", max_length=20_000, description="What was answered.")
    citations: list[CitationInput] = Field(default_factory=list, max_length=50, description="What it cited.")
    conversation_id: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None
    turn: int | None = Field(default=None, ge=1, description="As the response that is rated gave it.")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.question is None) == (self.conversation_id is None):
            raise ValueError("give the question, or conversation_id and turn")
        if (self.conversation_id is None) != (self.turn is None):
            raise ValueError("conversation_id and turn go together")
        if self.conversation_id is not None and (self.text or self.citations or self.question_language):
            raise ValueError(
                "what was said in a conversation is known: leave out text, citations and question_language"
            )
        return self


class SpanCorrection(Input):
    """What the answer is: ``original.text[start:end] == text``, half-open, in Unicode code points."""

    question: Question
    question_language: LanguageCode | None = Field(default=None, description="Default: detected.")
    original_id: OriginalId
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    text: Words


class TranslationCorrection(Input):
    """A better translation of a quote, or of a sentence of a document; it counts once it was reviewed."""

    source: Words = Field(description="The quote or sentence, as it stands in the document.")
    source_language: LanguageCode
    target_language: LanguageCode
    text: Words = Field(description="The translation; line breaks become spaces.")


class FeedbackRequest(Input):
    """One of `answer`, `span` and `translation`."""

    model_config = ConfigDict(json_schema_extra={"examples": _EXAMPLES})

    id: FeedbackId | None = Field(default=None, description="Sent again with the same, it is kept once. Default: made.")
    answer: AnswerRating | None = None
    span: SpanCorrection | None = None
    translation: TranslationCorrection | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if sum(one is not None for one in (self.answer, self.span, self.translation)) != 1:
            raise ValueError("give one of answer, span and translation")
        return self


class ReviewRequest(Input):
    """What a person has decided."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"decision": "accept"}]})

    decision: Decision
    text: Words | None = Field(
        default=None, description="Of an accepted translation: its wording, where yours differs."
    )
