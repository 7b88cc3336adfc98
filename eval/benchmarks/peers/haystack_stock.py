"""A Haystack pipeline of stock components.

Its own advice, followed: ``DocumentSplitter`` with its defaults (200 words, no overlap), prefixes for the embedder as
its model was taught, and the extractive tutorial's numbers (three passages read, two answers and "no answer").
``QdrantDocumentStore`` runs in memory.

Offsets: an ``ExtractedAnswer`` knows its offset in the chunk, the chunk's metadata hold ``split_idx_start``; nothing in
Haystack adds the two, we do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from polycite.components.evidence import Original
from polycite.eval.benchmarks.peers import READER, RETRIEVER, Reply, need
from polycite.eval.benchmarks.peers.places import at, from_metadata
from polycite.eval.predictions.prediction_parts import Place

if TYPE_CHECKING:
    from haystack import Document

SIZE = 384
_READ = 3
_ANSWERS = 2


def split(originals: Sequence[Original]) -> list[Document]:
    """The chunks of the documents, as ``DocumentSplitter`` makes them by default."""
    from haystack import Document
    from haystack.components.preprocessors import DocumentSplitter

    splitter = DocumentSplitter(split_by="word", split_length=200, split_overlap=0)
    documents = [
        Document(content=one.text, meta={"original_id": one.id, "language": one.language}) for one in originals
    ]
    return list(splitter.run(documents=documents)["documents"])


def place(document: Document) -> Place:
    """Where a chunk stands."""
    return from_metadata(document.meta["original_id"], document.meta, document.content or "")


class HaystackStock:
    """SentenceTransformersTextEmbedder, QdrantEmbeddingRetriever, TransformersExtractiveReader."""

    distribution = "haystack-ai"
    reads = True

    def __init__(self) -> None:
        embedders = need("haystack_integrations.components.embedders.sentence_transformers")
        stores = need("haystack_integrations.document_stores.qdrant")
        retrievers = need("haystack_integrations.components.retrievers.qdrant")
        readers = need("haystack_integrations.components.readers.transformers")
        from haystack import Pipeline
        from haystack.components.writers import DocumentWriter

        self.notes: list[str] = []
        store = stores.QdrantDocumentStore(":memory:", embedding_dim=SIZE, progress_bar=False)
        model = {"model": RETRIEVER, "progress_bar": False}
        self._indexing = Pipeline()
        self._indexing.add_component(
            "embedder", embedders.SentenceTransformersDocumentEmbedder(prefix="passage: ", **model)
        )
        self._indexing.add_component("writer", DocumentWriter(document_store=store))
        self._indexing.connect("embedder.documents", "writer.documents")
        self._embedder = embedders.SentenceTransformersTextEmbedder(prefix="query: ", **model)
        self._retriever = retrievers.QdrantEmbeddingRetriever(document_store=store)
        self._asking = Pipeline()
        self._asking.add_component("embedder", self._embedder)
        self._asking.add_component("retriever", self._retriever)
        self._asking.add_component("reader", readers.TransformersExtractiveReader(model=READER))
        self._asking.connect("embedder.embedding", "retriever.query_embedding")
        self._asking.connect("retriever.documents", "reader.documents")
        self._indexing.warm_up()
        self._asking.warm_up()

    def index(self, originals: Sequence[Original]) -> int:
        """Split, embed and write."""
        chunks = split(originals)
        self._indexing.run({"embedder": {"documents": chunks}})
        return len(chunks)

    def search(self, question: str, top_k: int) -> list[Place]:
        """The places of the chunks that the retriever finds."""
        embedding = self._embedder.run(text=question)["embedding"]
        return [place(document) for document in self._retriever.run(embedding, top_k=top_k)["documents"]]

    def ask(self, question: str) -> Reply:
        """The best of the answers; "no answer" where the pipeline puts that first."""
        asked = {"retriever": {"top_k": _READ}, "reader": {"query": question, "top_k": _ANSWERS}}
        best = self._asking.run({"embedder": {"text": question}, **asked})["reader"]["answers"][0]
        if best.data is None or best.document is None:
            return Reply("", abstained=True)
        meta = best.document.meta
        cited = at(meta["original_id"], meta["split_idx_start"], best.document_offset.start, best.data)
        return Reply(best.data, citations=(cited,))

    def close(self) -> None:
        """Nothing is open."""
