"""txtai: an embeddings database and extractive question answering.

Its own advice, followed: rows of (file, chunk) as in its RAG quick start, chunks by ``Segmentation(paragraphs=True)``
(what ``Textractor`` does with text), ``content=True``, and its ``RAG`` pipeline with an extractive model, three chunks
as context and ``output="reference"``. ``method="sentence-transformers"``, because its default pools the transformer
itself and would leave out the layers behind it.

Offsets: none. An answer is words and the id of a row; we search the words in that document, first occurrence.
"""

from __future__ import annotations

from collections.abc import Sequence

from polycite.components.evidence import Original
from polycite.eval.benchmarks.peers import READER, RETRIEVER, Reply, need
from polycite.eval.benchmarks.peers.places import place_of, searched
from polycite.eval.predictions.prediction_parts import Place

_CONTEXT = 3


class TxtaiPeer:
    """``Embeddings`` and ``RAG``."""

    distribution = "txtai"
    reads = True

    def __init__(self) -> None:
        txtai = need("txtai")
        self.notes: list[str] = []
        self._segments = need("txtai.pipeline").Segmentation(paragraphs=True)
        self._embeddings = txtai.Embeddings(path=RETRIEVER, method="sentence-transformers", content=True)
        self._rag = txtai.RAG(self._embeddings, READER, context=_CONTEXT, output="reference")
        self._originals: dict[str, Original] = {}
        self._failed = 0

    def index(self, originals: Sequence[Original]) -> int:
        """Rows of (document, chunk)."""
        self._originals = {original.id: original for original in originals}
        rows = [(original.id, chunk) for original in originals for chunk in self._segments(original.text)]
        self._embeddings.index(rows)
        return len(rows)

    def search(self, question: str, top_k: int) -> list[Place]:
        """The places at which the text of each chunk stands first."""
        found = self._embeddings.search(question, top_k)
        return [place_of(row["text"], self._originals[row["id"]]) for row in found]

    def ask(self, question: str) -> Reply:
        """The answer, searched for in the document that is named as its reference."""
        try:
            said = self._rag([{"name": "q", "query": question, "question": question}])[0]
        except TypeError:
            # Its reader looks up the word at which an answer begins; a model trained on SQuAD 2.0 says "no answer" by
            # pointing at no word, and that raises. We take it as what the model said.
            self._failed += 1
            self.notes = [
                f"raised TypeError on {self._failed} questions, where its reader said that there is no answer; "
                "counted as abstentions"
            ]
            return Reply("", abstained=True)
        if not said["answer"]:
            return Reply("", abstained=True)
        # Its words carry the blank before them; nobody would search for that.
        answer = said["answer"].strip()
        return Reply(answer, citations=(searched(answer, self._originals[said["reference"]]),))

    def close(self) -> None:
        """Give back the database."""
        self._embeddings.close()
