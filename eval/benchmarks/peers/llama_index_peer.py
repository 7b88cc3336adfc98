"""LlamaIndex and its citation engine, as far as it goes without a language model: it finds and cites, it does not say.

Its own advice, followed: ``VectorStoreIndex`` over nodes of 512 tokens (as many as the embedding model reads; its FAQ's
``chunk_size``), ``CitationQueryEngine`` with its notebook's ``similarity_top_k=3`` and ``citation_chunk_size=512``.
``response_mode="no_text"`` leaves out the writing; the numbered sources are what a model would cite from.

Offsets: nodes have them, sources have not: the engine cuts the nodes anew and drops the offsets. We search a source's
text in its document, first occurrence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from polycite.components.evidence import Original
from polycite.eval.benchmarks.peers import RETRIEVER, Reply, need
from polycite.eval.benchmarks.peers.places import place_of, searched
from polycite.eval.predictions.prediction_parts import Place

_TOKENS = 512
_CITED = 3
_NUMBER = re.compile(r"\ASource \d+:\n")


class LlamaIndexPeer:
    """``VectorStoreIndex`` and ``CitationQueryEngine``."""

    distribution = "llama-index-core"
    reads = False

    def __init__(self) -> None:
        self._core = need("llama_index.core")
        embeddings = need("llama_index.embeddings.huggingface")
        # Without this the first use of the settings asks for an OpenAI key.
        self._core.Settings.llm = self._core.llms.MockLLM()
        self._core.Settings.embed_model = embeddings.HuggingFaceEmbedding(
            RETRIEVER, query_instruction="query: ", text_instruction="passage: ", device="cpu"
        )
        self.notes = ["says nothing without a language model; scored by all the sources it would let one cite"]
        self._originals: dict[str, Original] = {}

    def index(self, originals: Sequence[Original]) -> int:
        """Split into nodes and embed."""
        self._originals = {original.id: original for original in originals}
        documents = [self._core.Document(text=original.text, doc_id=original.id) for original in originals]
        splitter = need("llama_index.core.node_parser").SentenceSplitter(chunk_size=_TOKENS)
        self._index = self._core.VectorStoreIndex.from_documents(documents, transformations=[splitter])
        engine = need("llama_index.core.query_engine").CitationQueryEngine
        self._engine = engine.from_args(
            self._index, similarity_top_k=_CITED, citation_chunk_size=_TOKENS, response_mode="no_text"
        )
        return len(self._index.docstore.docs)

    def search(self, question: str, top_k: int) -> list[Place]:
        """The places that the nodes say they have."""
        found = self._index.as_retriever(similarity_top_k=top_k).retrieve(question)
        return [self._place(one.node) for one in found]

    def ask(self, question: str) -> Reply:
        """The numbered sources."""
        sources = [one.node for one in self._engine.query(question).source_nodes]
        quotes = [(_NUMBER.sub("", node.text).removesuffix("\n"), node.ref_doc_id) for node in sources]
        return Reply(citations=tuple(searched(quote, self._originals[original]) for quote, original in quotes))

    def close(self) -> None:
        """Nothing is open."""

    def _place(self, node: object) -> Place:
        start, end = getattr(node, "start_char_idx", None), getattr(node, "end_char_idx", None)
        original = self._originals[str(getattr(node, "ref_doc_id", ""))]
        if start is None or end is None:
            return place_of(str(getattr(node, "text", "")), original)
        return Place(original.id, start, end)
