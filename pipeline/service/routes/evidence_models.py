"""The shapes of evidence: a cited passage, word by word beside what it says in the asker's language."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from polycite.pipeline.service.routes.citation_models import CitationInput
from polycite.pipeline.service.schemas import Input, LanguageCode, Output

Pair = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]
_EXAMPLE: JsonDict = {
    "citation": {"original_id": "t5/battery", "start": 4, "end": 11, "quote": "battery", "sha256": "c7b1f2f0"},
    "language": "de",
}


class EvidenceRequest(Input):
    """A citation to look at."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    citation: CitationInput = Field(description="As the answer has it.")
    language: LanguageCode = Field(description="The asker's: what the passage is shown in beside the original.")


class CounterpartModel(Output):
    """A passage in another language, linked to it word by word."""

    kind: Literal["translation", "gloss"] = Field(
        description="A `gloss` replaces each word for itself by an English one: it is no translation."
    )
    text: str
    language: str
    words: list[Pair] = Field(description="Half-open spans of the words of `text`, in code points.")
    links: list[Pair] = Field(description="A place in the passage's `words` and one in these that say the same.")
    quote: Pair | None = Field(description="The part of `text` that says what the quote says; null: not known.")
    unknown: list[int] = Field(description="Places in `words` of what is only written by its sound.")
    engine: str = Field(description="What translated; empty for a gloss.")
    route: list[str] = Field(description="The languages passed through.")
    confidence: float = Field(ge=0, le=1, description="That `quote` is right.")


class EvidenceModel(Output):
    """Where a citation stands: ``document[start:end] == text``, half-open, in Unicode code points."""

    original_id: str
    sha256: str
    title: str = Field(description="The document's, or its source, or its id.")
    source: str
    language: str | None
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    text: str = Field(description="Whole sentences around the quote.")
    quote: Pair = Field(description="The quote in `text`.")
    words: list[Pair] = Field(description="Half-open spans of the words of `text`, in code points.")
    counterpart: CounterpartModel | None = Field(
        description="Null when the passage is in the asker's language, or nothing knows its own."
    )
    link: str | None = Field(description="The source's address with a text fragment; null when it has no address.")
