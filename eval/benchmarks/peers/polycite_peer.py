"""polycite with its default settings."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from polycite.components.errors import LoadingError
from polycite.components.evidence import Original
from polycite.eval.benchmarks.peers import Reply
from polycite.eval.predictions.prediction_parts import Cited, Place

_WARMING = "warm"


class PolycitePeer:
    """``CrossLingualQA`` over a store of its own."""

    distribution = "polycite"
    reads = True

    def __init__(self) -> None:
        from polycite.pipeline import CrossLingualQA

        self.notes: list[str] = []
        self._folder = tempfile.TemporaryDirectory(prefix="polycite-peers-")
        self._qa = CrossLingualQA.open(Path(self._folder.name) / "store.polycite")
        # Models are loaded when they are first used: that is no part of indexing.
        self._qa.index_texts([{"id": _WARMING, "text": "Warm up.", "language": "en"}])
        self._qa.remove(_WARMING)

    def index(self, originals: Sequence[Original]) -> int:
        """Split, gloss, encode and write."""
        rows = [{"id": one.id, "text": one.text, "language": one.language} for one in originals]
        report = self._qa.index_texts(rows)
        if report.failed:
            raise LoadingError(f"{len(report.failed)} texts were not indexed; first {report.failed[0]}", "Mend them.")
        return report.passages

    def search(self, question: str, top_k: int) -> list[Place]:
        """The places of the passages."""
        return [Place(one.original_id, one.start, one.end) for one in self._qa.search(question, top_k=top_k)]

    def ask(self, question: str) -> Reply:
        """The answer, as anybody gets it."""
        answer = self._qa.ask(question)
        cited = tuple(
            Cited(
                one.original_id,
                one.start,
                one.end,
                one.quote,
                translation=one.translation.text if one.translation else "",
            )
            for one in answer.citations
        )
        return Reply("" if answer.abstained else answer.text, answer.abstained, cited)

    def close(self) -> None:
        """Give back the store and its folder."""
        self._qa.close()
        self._folder.cleanup()
