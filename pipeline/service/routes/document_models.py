"""The shapes of documents in requests and responses."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints

from polycite.pipeline.service.schemas import Input, LanguageCode, Output

_TEXT = "/text"


def _addressable(document_id: str) -> str:
    if document_id.endswith(_TEXT):
        raise ValueError(f"an id may not end in {_TEXT!r}: that is the address of a document's text")
    return document_id


DocumentId = Annotated[
    str, StringConstraints(min_length=1, max_length=512, pattern=r"^[^\x00-\x1f\x7f]+$"), AfterValidator(_addressable)
]
Metadata = Annotated[dict[str, Any], Field(max_length=100)]


class DocumentContent(Input):
    """A document without its id: what stands in a PUT."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"text": "The battery lasts ten hours.", "language": "en", "metadata": {"title": "T-5"}}]
        }
    )

    text: str = Field(min_length=1, description="Stored as it is; citations point into it.")
    language: LanguageCode | None = Field(default=None, description="Default: detected.")
    source: str = Field(default="", max_length=2048, description="Where it came from, such as its address.")
    metadata: Metadata = Field(default_factory=dict, description="What filters may name; `title` is read with it.")


class DocumentInput(DocumentContent):
    """A document."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"id": "t5/battery", "text": "The battery lasts ten hours.", "language": "en"}]}
    )

    id: DocumentId


class DocumentsRequest(Input):
    """Documents to index, each in place of any earlier one of its id."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"documents": [{"id": "t5/battery", "text": "The battery lasts ten hours.", "language": "en"}]}
            ]
        }
    )

    documents: list[DocumentInput] = Field(min_length=1)


class DeleteRequest(Input):
    """Documents to delete."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ids": ["t5/battery", "t5/case"]}]})

    ids: list[DocumentId] = Field(min_length=1)


class DocumentRecordModel(Output):
    """A document without its text."""

    id: str
    source: str
    language: str | None
    sha256: str = Field(description="Of the text in UTF-8.")
    length: int = Field(ge=0, description="Unicode code points.")
    metadata: dict[str, Any]


class DocumentModel(DocumentRecordModel):
    """A document, whole."""

    text: str


class DocumentsPage(Output):
    """Documents in the order of their ids."""

    documents: list[DocumentRecordModel]
    next: str | None = Field(description="The `cursor` of the next page; null on the last.")


class WrittenDocument(Output):
    """What became of a document."""

    id: str
    sha256: str
    status: Literal["created", "replaced", "unchanged"]
