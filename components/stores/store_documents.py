"""A Haystack document store over the embedded engine."""

from __future__ import annotations

import dataclasses
import json
import time
import uuid
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import qdrant_edge as edge
from haystack import Document, default_from_dict, default_to_dict
from haystack.dataclasses import SparseEmbedding
from haystack.document_stores.errors import DuplicateDocumentError
from haystack.document_stores.types import DuplicatePolicy
from haystack.utils.filters import document_matches_filter

from polycite.components.errors import StoreError
from polycite.components.stores.store_embedded import create_shard, guarded, require_space
from polycite.components.stores.store_lock import FolderLock
from polycite.components.stores.store_points import NAMESPACE, json_values

_PAGE = 1000


class PolyciteDocumentStore:
    """Haystack documents in the folder ``<path>/documents``, beside a store of passages or alone.

    For Haystack's own components; polycite's pipelines use :class:`polycite.components.store.PassageStore`,
    which knows originals and offsets. A document's ``embedding`` is searched as the channel ``dense``
    (cosine), its ``sparse_embedding`` as ``lexicon`` (dot product weighted by inverse document
    frequency). Documents come back as they were written, in that order. Filters are Haystack's own,
    applied to every document in Python: right in every detail, but linear in the number of documents.

    Example:
        >>> store = PolyciteDocumentStore("notes.polycite", embedding_dim=384)
        >>> store.write_documents([Document(content="Bună ziua", embedding=vector)])
        >>> store.embedding_retrieval(query, top_k=5)

    Args:
        path: the store's folder, for one process at a time; opened on first use.
        embedding_dim: numbers in an embedding.
    """

    def __init__(self, path: str, embedding_dim: int = 768) -> None:
        self.path = path
        self.embedding_dim = embedding_dim
        self._opened: edge.EdgeShard | None = None
        self._lock: FolderLock | None = None
        self._order = count(time.time_ns())

    def to_dict(self) -> dict[str, Any]:
        """For Haystack's serialisation."""
        return default_to_dict(self, path=self.path, embedding_dim=self.embedding_dim)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> PolyciteDocumentStore:
        """The inverse of :meth:`to_dict`."""
        return default_from_dict(cls, data)

    def count_documents(self) -> int:
        """Number of documents."""
        return int(self._shard.count(edge.CountRequest()))

    def filter_documents(self, filters: dict[str, Any] | None = None) -> list[Document]:
        """The documents that match, in the order they were written; all of them without filters.

        Raises:
            FilterError: the filters are malformed.
        """
        return [document for _, document in self._matching(filters)]

    def write_documents(self, documents: list[Document], policy: DuplicatePolicy = DuplicatePolicy.NONE) -> int:
        """Store documents; returns how many were written. The policy NONE acts as FAIL.

        Raises:
            DuplicateDocumentError: by policy, when an id is there already; nothing is written then.
            StoreError: an embedding is not of ``embedding_dim`` numbers, or the metadata is not JSON.
        """
        if not isinstance(documents, list) or not all(isinstance(document, Document) for document in documents):
            raise ValueError("write_documents needs a list of haystack.Document")
        chosen = {document.id: document for document in documents}
        present = {str(r.id) for r in self._shard.retrieve([_id(name) for name in chosen], False, False)}
        taken = [name for name in chosen if _id(name) in present]
        if policy in (DuplicatePolicy.NONE, DuplicatePolicy.FAIL) and (taken or len(chosen) < len(documents)):
            raise DuplicateDocumentError(f"documents of these ids are there already: {taken or 'twice in the list'}")
        if policy is DuplicatePolicy.SKIP:
            chosen = {name: document for name, document in chosen.items() if name not in taken}
        points = [self._point(document) for document in chosen.values()]
        with guarded(Path(self.path), "documents cannot be written"):
            require_space(Path(self.path), 8 * self.embedding_dim * len(points))
            self._shard.update(edge.UpdateOperation.upsert_points(points))
            self._shard.flush()
        return len(documents) if policy is DuplicatePolicy.OVERWRITE else len(chosen)

    def delete_documents(self, document_ids: list[str]) -> None:
        """Delete documents; unknown ids are passed over."""
        self._shard.update(edge.UpdateOperation.delete_points([_id(name) for name in document_ids]))
        self._shard.flush()

    def embedding_retrieval(
        self, query_embedding: list[float], top_k: int = 10, filters: dict[str, Any] | None = None
    ) -> list[Document]:
        """The ``top_k`` documents nearest by cosine, with their scores, best first."""
        return self._search(edge.Query.Nearest(query_embedding, "dense"), top_k, filters)

    def sparse_embedding_retrieval(
        self, query_sparse_embedding: SparseEmbedding, top_k: int = 10, filters: dict[str, Any] | None = None
    ) -> list[Document]:
        """The ``top_k`` documents that share the most weight with the query, with their scores, best first."""
        vector = edge.SparseVector(query_sparse_embedding.indices, query_sparse_embedding.values)
        return self._search(edge.Query.Nearest(vector, "lexicon"), top_k, filters)

    def close(self) -> None:
        """Release the folder; the next use opens it again."""
        if self._opened is not None:
            self._opened.close()
            self._opened = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @property
    def _shard(self) -> edge.EdgeShard:
        if self._opened is None:
            folder = Path(self.path) / "documents"
            self._lock = FolderLock(folder)
            with guarded(folder, "documents cannot be opened"):
                shard = folder / "shard"
                self._opened = (
                    edge.EdgeShard.load(str(shard))
                    if shard.exists()
                    else create_shard(shard, self.embedding_dim, "float32", several=False)
                )
        return self._opened

    def _matching(self, filters: dict[str, Any] | None) -> list[tuple[str, Document]]:
        found = sorted(self._all(), key=lambda payload: payload["order"])
        documents = [(_id(payload["id"]), _document(payload)) for payload in found]
        return [(name, d) for name, d in documents if not filters or document_matches_filter(filters, d)]

    def _all(self) -> Iterator[dict[str, Any]]:
        offset = None
        while True:
            records, offset = self._shard.scroll(edge.ScrollRequest(offset=offset, limit=_PAGE, with_payload=True))
            yield from (record.payload or {} for record in records)
            if offset is None:
                return

    def _search(self, query: edge.Query, top_k: int, filters: dict[str, Any] | None) -> list[Document]:
        ids: set[int | uuid.UUID | str] | None = {name for name, _ in self._matching(filters)} if filters else None
        only = None if ids is None else edge.Filter(must=[edge.HasIdCondition(ids)])
        with guarded(Path(self.path), "documents cannot be searched"):
            hits = self._shard.query(edge.QueryRequest(limit=top_k, query=query, filter=only, with_payload=True))
        return [dataclasses.replace(_document(hit.payload or {}), score=hit.score) for hit in hits]

    def _point(self, document: Document) -> edge.Point:
        # As one text: the engine rounds the last digit of some numbers inside a payload.
        data = json.dumps(json_values(document.id, document.to_dict(flatten=False)), ensure_ascii=False)
        vectors: dict[str, Any] = {}
        if document.embedding is not None:
            if len(document.embedding) != self.embedding_dim or not np.isfinite(document.embedding).all():
                raise StoreError(
                    f"The embedding of document {document.id!r} is not {self.embedding_dim} finite numbers.",
                    "Make the store with the embedder's size as embedding_dim.",
                )
            vectors["dense"] = list(document.embedding)
        if document.sparse_embedding is not None:
            vectors["lexicon"] = edge.SparseVector(document.sparse_embedding.indices, document.sparse_embedding.values)
        payload = {"id": document.id, "order": next(self._order), "document": data}
        return edge.Point(_id(document.id), vectors, payload)


def _document(payload: dict[str, Any]) -> Document:
    return Document.from_dict(json.loads(payload["document"]))


def _id(document_id: str) -> str:
    return str(uuid.uuid5(NAMESPACE, f"document\n{document_id}"))
