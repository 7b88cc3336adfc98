"""The shapes of feedback in responses."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from polycite.pipeline.service.feedback_store import FeedbackKind, FeedbackState
from polycite.pipeline.service.schemas import Output


class RatedCitation(Output):
    """What a rated answer cited; ``verified``: it held when the feedback came."""

    original_id: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    quote: str
    language: str | None
    verified: bool


class RatedAnswer(Output):
    """A thumb for an answer."""

    rating: Literal["up", "down"]
    question: str
    question_language: str | None
    text: str
    citations: list[RatedCitation]


class CorrectedSpan(Output):
    """What the answer is, half-open, in Unicode code points of the document."""

    question: str
    question_language: str | None
    original_id: str
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    text: str
    language: str | None


class CorrectedTranslation(Output):
    """A better translation."""

    source: str
    source_language: str
    target_language: str
    text: str


class FeedbackModel(Output):
    """Feedback: one of `answer`, `span` and `translation`, as `kind` says."""

    id: str
    kind: FeedbackKind
    state: FeedbackState = Field(
        description="A translation counts when it is `reviewed`; answers and spans count until they are `rejected`."
    )
    created: str = Field(description="UTC, ISO 8601.")
    answer: RatedAnswer | None = None
    span: CorrectedSpan | None = None
    translation: CorrectedTranslation | None = None


class FeedbackPage(Output):
    """Feedback, the newest first."""

    feedback: list[FeedbackModel]
    next: str | None = Field(description="The `cursor` of the next page; null on the last.")
