"""The shapes of requests and responses; those of answers are the shapes of the Python API."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, computed_field, model_validator

from polycite.components.evidence import Method
from polycite.pipeline.qa import LONGEST_QUESTION
from polycite.pipeline.service.access.json_checks import check_json
from polycite.pipeline.service.citation_ids import citation_id
from polycite.pipeline.settings import Strategy

LanguageCode = Annotated[
    str, StringConstraints(min_length=2, max_length=35, pattern=r"^[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8})*$")
]
QuestionText = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_QUESTION)]
OriginalId = Annotated[str, StringConstraints(min_length=1, max_length=512)]
Scalar = str | int | float | bool | None


class Input(BaseModel):
    """A request body: an unknown field is a mistake, not a wish that is passed over."""

    model_config = ConfigDict(extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _check_texts(cls, data: Any) -> Any:
        check_json(data)
        return data


class Filters(Input):
    """Which passages may be found; what is left out places no restriction."""

    languages: list[LanguageCode] | None = Field(default=None, max_length=100)
    sources: list[Annotated[str, StringConstraints(max_length=2048)]] | None = Field(default=None, max_length=100)
    original_ids: list[OriginalId] | None = Field(default=None, max_length=1000)
    metadata: dict[str, Scalar | list[Scalar]] = Field(
        default_factory=dict, max_length=20, description="Field to the value, or list of values, it must have."
    )


class AskRequest(Input):
    """A question."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"question": "Wie lange hält der Akku?", "answer_language": "de"}]}
    )

    question: QuestionText = Field(description="In any language.")
    answer_language: LanguageCode | None = Field(default=None, description="Default: the question's.")
    question_language: LanguageCode | None = Field(default=None, description="Default: detected.")
    strategy: Strategy | None = Field(default=None, description="How passages are read. Default: the setting.")
    top_k: int | None = Field(default=None, ge=1, le=50, description="Passages read. Default: the service's setting.")
    filters: Filters | None = None


class SearchRequest(Input):
    """A search for passages."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"question": "battery life", "top_k": 5}]})

    question: QuestionText
    question_language: LanguageCode | None = None
    top_k: int = Field(default=10, ge=1, le=100)
    filters: Filters | None = None


class Output(BaseModel):
    """A response body."""

    model_config = ConfigDict(from_attributes=True)


class QuoteTranslationModel(Output):
    """A quote in the answer's language, inside the translation of the sentences it stands in."""

    text: str
    language: str
    sentence: str
    start: int
    end: int
    source_start: int
    source_end: int
    engine: str
    route: list[str]
    confidence: float
    violations: list[str]


class CitationModel(Output):
    """Evidence: ``original.text[start:end] == quote``, half-open, in Unicode code points of the stored original."""

    original_id: str
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    quote: str
    sha256: str = Field(description="Of the whole original.")
    source: str
    language: str | None
    prefix: str
    suffix: str
    method: Method
    confidence: float = Field(ge=0, le=1)
    translation: QuoteTranslationModel | None

    @computed_field(description="For GET /v1/citations/{id}: the same for the same place of the same text.")  # type: ignore[prop-decorator]
    @property
    def id(self) -> str:
        """URL-safe base64 without padding of the compact JSON ``[original_id, sha256, start, end]``."""
        return citation_id(self.original_id, self.sha256, self.start, self.end)


class SegmentModel(Output):
    """Half-open part of the answer's text, in Unicode code points, and what carries it."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)
    citations: list[CitationModel]


class PassageModel(Output):
    """A passage: ``original.text[start:end] == text``, half-open, in Unicode code points."""

    original_id: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str
    language: str | None
    source: str
    sha256: str
    metadata: dict[str, Any]
    score: float | None
    channels: dict[str, float]
    translations: list[str]


class AnswerModel(Output):
    """An answer with its citations, or an abstention with its reason."""

    question: str
    text: str
    language: str
    question_language: str
    segments: list[SegmentModel]
    abstained: bool
    reason: str
    strategy: str
    notes: list[str]
    confidence: float = Field(ge=0, le=1)
    answerable: float = Field(ge=0, le=1)
    passages: list[PassageModel]
    timings: dict[str, float] = Field(description="Seconds by stage.")
    citations: list[CitationModel] = Field(description="Those of all segments, each once.")


class SearchResponse(Output):
    """Passages, best first."""

    passages: list[PassageModel]


class HealthModel(Output):
    """Whether the service can answer."""

    status: Literal["ok", "starting", "draining", "unavailable"]
    detail: str = ""
    breakers: dict[str, Literal["closed", "open", "half-open"]] = Field(
        default_factory=dict, description="Circuit breakers, by what they guard."
    )
