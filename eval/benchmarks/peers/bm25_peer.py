"""BM25 by bm25s: it finds passages and says nothing.

Its own advice, followed: ``bm25s.tokenize`` with English stop words and no stemmer (the optional one is for one
language, and these documents are in sixteen), ``BM25()`` with its defaults. The chunks are those of the Haystack peer,
whose offsets it keeps.
"""

from __future__ import annotations

from collections.abc import Sequence

from polycite.components.evidence import Original
from polycite.eval.benchmarks.peers import Reply, need
from polycite.eval.benchmarks.peers.haystack_stock import place, split
from polycite.eval.predictions.prediction_parts import Place

_FOUND = 10


class BM25Peer:
    """``bm25s.BM25``."""

    distribution = "bm25s"
    reads = False

    def __init__(self) -> None:
        self._bm25s = need("bm25s")
        self.notes = ["finds only; its time is that of a search"]
        self._places: list[Place] = []

    def index(self, originals: Sequence[Original]) -> int:
        """Split, tokenise and count."""
        chunks = split(originals)
        self._places = [place(chunk) for chunk in chunks]
        tokens = self._bm25s.tokenize([chunk.content for chunk in chunks], stopwords="en", show_progress=False)
        self._model = self._bm25s.BM25()
        self._model.index(tokens, show_progress=False)
        return len(chunks)

    def search(self, question: str, top_k: int) -> list[Place]:
        """The places of the chunks with the highest scores, those that share no word with the question left out."""
        tokens = self._bm25s.tokenize(question, stopwords="en", show_progress=False)
        found, scores = self._model.retrieve(tokens, k=min(top_k, len(self._places)), show_progress=False)
        return [self._places[i] for i, score in zip(found[0], scores[0], strict=True) if score > 0]

    def ask(self, question: str) -> Reply:
        """Nothing is said: a search is all that can be timed."""
        self.search(question, _FOUND)
        return Reply()

    def close(self) -> None:
        """Nothing is open."""
