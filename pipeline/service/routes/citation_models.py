"""The shapes of citations in requests and responses."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from polycite.components.evidence import Method
from polycite.pipeline.service.schemas import CitationModel, Input, LanguageCode, OriginalId, Output

_Quote = Annotated[str, StringConstraints(max_length=20_000)]
_Share = Annotated[float, Field(ge=0, le=1)]
_EXAMPLE: JsonDict = {
    "original_id": "t5/battery",
    "start": 4,
    "end": 11,
    "quote": "battery",
    "sha256": "c7b1f2f0c0e8b1a5f3f0d7d9e2a4b6c8d0e2f4a6b8c0d2e4f6a8b0c2d4e6f8a0",
}


class QuoteTranslationInput(Input):
    """A quote's translation, as it stands in a citation."""

    text: _Quote
    language: LanguageCode
    sentence: _Quote
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    source_start: int = Field(ge=0)
    source_end: int = Field(ge=0)
    engine: str = Field(max_length=512)
    route: list[LanguageCode] = Field(max_length=20)
    confidence: _Share = 0.0
    violations: list[_Quote] = Field(default_factory=list, max_length=100)


class CitationInput(Input):
    """A citation as an answer has it; what is left out is not needed to check it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    id: str | None = Field(
        default=None, max_length=4096, exclude=True, description="As an answer has it; not looked at: the place counts."
    )
    original_id: OriginalId
    start: int = Field(ge=0)
    end: int = Field(ge=1)
    quote: _Quote
    sha256: str = Field(max_length=64)
    source: str = Field(default="", max_length=2048)
    language: str | None = Field(default=None, max_length=35)
    prefix: str = Field(default="", max_length=1_000)
    suffix: str = Field(default="", max_length=1_000)
    method: Method = "verbatim"
    confidence: _Share = 0.0
    translation: QuoteTranslationInput | None = None


class VerifyRequest(Input):
    """Citations to check."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"citations": [_EXAMPLE]}]})

    citations: list[CitationInput] = Field(min_length=1, max_length=100)


class CheckedCitation(Output):
    """What became of a citation.

    `valid`: it holds as it is. `moved`: its words stand elsewhere in the present text. `changed`: the words at its
    place are others. `lost`: there is no such place. `original missing`: there is no such document.
    """

    status: Literal["valid", "moved", "changed", "lost", "original missing"]
    citation: CitationModel
    renewed: CitationModel | None = Field(description="Of the present text, when it moved or changed.")
    id: str | None = Field(
        description="Of the citation that holds now, for GET /v1/citations/{id}: URL-safe base64 without padding of "
        "the compact JSON `[original_id, sha256, start, end]`."
    )


class VerifyResponse(Output):
    """What became of each citation, in their order."""

    results: list[CheckedCitation]


class WebAnnotation(Output):
    """A citation in the W3C Web Annotation Data Model: half-open offsets in Unicode code points."""

    model_config = ConfigDict(extra="allow", populate_by_name=True)

    context: list[Any] = Field(alias="@context")
    id: str
    type: Literal["Annotation"]
    motivation: str
    target: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """As JSON-LD."""
        return self.model_dump(by_alias=True)
