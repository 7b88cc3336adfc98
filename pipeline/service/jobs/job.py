"""A job: what was accepted, how far it is and what went wrong."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from polycite.pipeline.service.access.tenancy import Tenancy
from polycite.pipeline.service.schemas import Output

Kind = Literal["index", "delete", "files"]
State = Literal["queued", "running", "done", "failed", "cancelled"]
FINISHED: tuple[State, ...] = ("done", "failed", "cancelled")
MOST_FAILURES = 1_000
"""Failures that a job keeps; beyond it they are counted."""

_EXAMPLE: JsonDict = {
    "id": "5b1f0c8e2f6d4d7c9a3e",
    "kind": "index",
    "state": "running",
    "done": 2,
    "total": 3,
    "indexed": 1,
    "unchanged": 0,
    "removed": 0,
    "failed": 1,
    "failures": [{"document": "faq/7", "problem": "It holds no text.", "mend": "Fill it or leave it out."}],
    "waiting": "",
    "created": "2026-05-04T09:30:00Z",
    "started": "2026-05-04T09:30:01Z",
    "finished": None,
}


class DocumentFailure(Output):
    """A document that a job could not take; the others it could."""

    document: str = Field(description="Its id, or the name of its file.")
    problem: str
    mend: str


class JobModel(Output):
    """A job. Once it is accepted it is done, even when the service is stopped or breaks down in between."""

    model_config = ConfigDict(from_attributes=True, json_schema_extra={"examples": [_EXAMPLE]})

    id: str
    kind: Kind
    state: State = Field(description="`failed`: not one of its documents could be taken.")
    done: int = Field(ge=0, description="Documents settled, whatever became of them.")
    total: int = Field(ge=0, description="Documents; a file counts as one until it is read, then as those it holds.")
    indexed: int = Field(ge=0)
    unchanged: int = Field(ge=0, description="Documents that were there already, just so.")
    removed: int = Field(ge=0)
    failed: int = Field(ge=0)
    failures: list[DocumentFailure] = Field(max_length=MOST_FAILURES, description="What failed, the first 1,000.")
    waiting: str = Field(description="What the job waits for, when it cannot go on.")
    created: str = Field(description="UTC, ISO 8601.")
    started: str | None
    finished: str | None

    def shown_to(self, tenancy: Tenancy) -> JobModel:
        """The same with the documents' ids as the caller knows them."""
        failures = [
            DocumentFailure(
                document=tenancy.shown(f.document), problem=tenancy.told(f.problem), mend=tenancy.told(f.mend)
            )
            for f in self.failures
        ]
        return self.model_copy(update={"failures": failures})
