"""The Haystack document store keeps Haystack's own contract, and what it holds survives a reopening."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from haystack import Document
from haystack.dataclasses import SparseEmbedding
from haystack.document_stores.types import DocumentStore
from haystack.testing.document_store import DocumentStoreBaseTests

from polycite.components.errors import StoreError, StoreLockedError
from polycite.components.stores.store_documents import PolyciteDocumentStore


class TestContract(DocumentStoreBaseTests):
    @pytest.fixture
    def document_store(self) -> Iterator[PolyciteDocumentStore]:
        # Fifty stores: in memory where there is such a folder, since a disk takes a second to make each durable.
        memory = Path("/dev/shm")
        with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
            store = PolyciteDocumentStore(folder, embedding_dim=768)
            yield store
            store.close()

    def test_write_documents(self, document_store: DocumentStore) -> None:
        documents = [Document(content="bună ziua"), Document(content="नमस्ते")]
        assert document_store.write_documents(documents) == 2
        assert document_store.filter_documents() == documents


def small(tmp_path: Path) -> PolyciteDocumentStore:
    return PolyciteDocumentStore(str(tmp_path / "s"), embedding_dim=2)


def test_documents_survive_a_reopening_and_are_found_by_either_embedding(tmp_path: Path) -> None:
    documents = [
        Document(id="a", content="x", embedding=[1.0, 0.5], meta={"n": 1, "deep": {"k": [True, None]}}),
        Document(id="b", content="y", embedding=[0.0, 1.0], sparse_embedding=SparseEmbedding([7], [2.0])),
    ]
    store = small(tmp_path)
    store.write_documents(documents)
    data = store.to_dict()
    store.close()
    store = PolyciteDocumentStore.from_dict(data)
    assert store.filter_documents() == documents
    assert [d.id for d in store.embedding_retrieval([0.0, 1.0], top_k=2)] == ["b", "a"]
    only = {"field": "meta.n", "operator": "==", "value": 1}
    assert [d.id for d in store.embedding_retrieval([0.0, 1.0], top_k=2, filters=only)] == ["a"]
    assert [d.id for d in store.sparse_embedding_retrieval(SparseEmbedding([7], [1.0]))] == ["b"]
    store.close()


def test_mistakes_are_named(tmp_path: Path) -> None:
    store = small(tmp_path)
    with pytest.raises(StoreError, match="embedding_dim"):
        store.write_documents([Document(id="a", embedding=[1.0, 2.0, 3.0])])
    with pytest.raises(StoreError, match="cannot be stored"):
        store.write_documents([Document(id="a", content="x", meta={"when": {1, 2}})])
    assert store.count_documents() == 0
    with pytest.raises(StoreLockedError):
        small(tmp_path).count_documents()
    store.close()
