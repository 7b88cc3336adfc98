"""Tenants of one store: each finds, reads and changes its own documents and no others."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from polycite.components.evidence import Answer, Citation, Original, Passage, Segment
from polycite.components.stores.store_points import Filter, OriginalRecord
from polycite.pipeline.service.problems import ProblemError

if TYPE_CHECKING:
    from polycite.pipeline.qa import CrossLingualQA

RESERVED = "polycite_tenant"
"""Field of a document's metadata that names its tenant; no request can set or search it."""
_PREFIX = "tenant:"
Held = TypeVar("Held", Original, OriginalRecord)


@dataclass(frozen=True, slots=True)
class Tenancy:
    """What a caller sees of the store.

    A tenant's documents carry its name twice: in their id inside the store (``tenant:acme:manual``, so that the ids
    of two tenants never meet) and in their metadata (so that a search is filtered by it). Callers see neither.
    Without a tenant everything is seen, under the ids of the store: that is the operator.

    A route passes every id that comes in through :meth:`own`, every search through :meth:`where`, every document to
    be written through :meth:`row`, and everything that goes out through :meth:`answer`, :meth:`passage`,
    :meth:`citation`, :meth:`record`, :meth:`shown` or (for messages) :meth:`told`. A single document is fetched by
    :meth:`original`, all by :meth:`records`; what is cached is kept by :attr:`tenant` too.

    Usage::

        tenancy = caller.tenancy
        answer = tenancy.answer(service.qa.ask(question, filters=tenancy.where(filters)))
        report = service.qa.index_texts([tenancy.row(row) for row in rows])
        ids = [tenancy.shown(original_id) for original_id in report.indexed]

    Args:
        tenant: its name; None for all of the store.
    """

    tenant: str | None = None

    # What comes in

    def own(self, original_id: str) -> str:
        """The id inside the store of the caller's document ``original_id``."""
        return f"{self._prefix}{original_id}"

    def where(self, filters: Filter | None) -> Filter | None:
        """``filters``, and the tenant's documents only.

        Raises:
            ProblemError: 422 when they name the reserved field.
        """
        if self.tenant is None:
            return filters
        base = filters or Filter()
        _refuse_reserved(base.metadata, "/filters/metadata")
        ids = None if base.original_ids is None else tuple(map(self.own, base.original_ids))
        return Filter(base.languages, base.sources, ids, {**base.metadata, RESERVED: self.tenant})

    def row(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row for ``index_texts`` (``id``, ``text``, ``metadata``...), as the tenant's.

        The operator may write a tenant's document by its whole id; it is marked as that tenant's then.

        Raises:
            ProblemError: 422 when its metadata name the reserved field.
        """
        metadata = row.get("metadata") or {}
        _refuse_reserved(metadata, "/metadata")
        name = self.own(row["id"])
        tenant = _tenant_of(name)
        return {**row, "id": name, "metadata": metadata if tenant is None else {**metadata, RESERVED: tenant}}

    # What is there

    def owns(self, held: Original | OriginalRecord) -> bool:
        """Whether a document of the store is one that the caller sees."""
        # Both marks: a file indexed past the service may have a path that looks like another tenant's id.
        return self.tenant is None or (held.id.startswith(self._prefix) and held.metadata.get(RESERVED) == self.tenant)

    def original(self, qa: CrossLingualQA, original_id: str) -> Original:
        """The caller's document, whole, its ``id`` that of the store; blocking, so called in a thread.

        Raises:
            ProblemError: 404 when the caller has none of that id, whoever else may have.
        """
        found = qa.find(self.own(original_id))
        if found is None or not self.owns(found):
            raise not_found(original_id)
        return found

    def records(self, records: Iterable[OriginalRecord]) -> Iterator[OriginalRecord]:
        """Those of ``records`` that the caller sees, as it sees them."""
        return (self.record(record) for record in records if self.owns(record))

    # What goes out

    def shown(self, original_id: str) -> str:
        """The id that the caller knows a document of the store by."""
        return original_id.removeprefix(self._prefix)

    def told(self, message: str) -> str:
        """A message about a document of the caller's, with the id that it knows."""
        return message.replace(self._prefix, "") if self._prefix else message

    def metadata(self, metadata: Mapping[str, Any]) -> dict[str, Any]:
        """``metadata`` without what the service keeps there."""
        return {key: value for key, value in metadata.items() if key != RESERVED}

    def record(self, held: Held) -> Held:
        """A document as the caller sees it."""
        return dataclasses.replace(held, id=self.shown(held.id), metadata=self.metadata(held.metadata))

    def citation(self, citation: Citation) -> Citation:
        """A citation as the caller sees it."""
        return dataclasses.replace(citation, original_id=self.shown(citation.original_id))

    def passage(self, passage: Passage) -> Passage:
        """A passage as the caller sees it."""
        return dataclasses.replace(
            passage,
            original_id=self.shown(passage.original_id),
            translations=tuple(map(self.shown, passage.translations)),
            metadata=self.metadata(passage.metadata),
        )

    def answer(self, answer: Answer) -> Answer:
        """An answer as the caller sees it."""
        segments = [Segment(s.start, s.end, tuple(map(self.citation, s.citations))) for s in answer.segments]
        return dataclasses.replace(
            answer,
            segments=tuple(segments),
            passages=tuple(map(self.passage, answer.passages)),
            notes=tuple(map(self.told, answer.notes)),
        )

    @property
    def _prefix(self) -> str:
        return "" if self.tenant is None else f"{_PREFIX}{self.tenant}:"


def not_found(original_id: str) -> ProblemError:
    """A document that is not there, or not for the caller: the two look alike."""
    return ProblemError(404, "not-found", f"There is no document {original_id[:200]!r}.", "List those there are.")


def _tenant_of(name: str) -> str | None:
    """The tenant that an id inside the store names."""
    tenant, colon, _ = name.removeprefix(_PREFIX).partition(":")
    return tenant if name.startswith(_PREFIX) and colon else None


def _refuse_reserved(metadata: Mapping[str, Any], pointer: str) -> None:
    if RESERVED in metadata:
        raise ProblemError(422, "reserved-field", f"{pointer}: {RESERVED!r} is kept by the service.", "Leave it out.")
