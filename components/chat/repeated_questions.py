"""A question that was asked before, in the same or in other words: the sign that its answer did not help."""

from __future__ import annotations

from collections.abc import Sequence

from polycite.components.chat.follow_ups import Asked
from polycite.components.embedding import TextEmbedder
from polycite.components.entities.mentions import mentions

# Cosine of the encoder. Of 55,278 pairs of different questions in data/questions/support.jsonl (fit) none comes near;
# paraphrases in ten languages lie between 0.74 and 0.94, opposites ("open the cover", "close the cover") below 0.8.
_SAME = 0.82
_LATEST = 20


class RepeatedQuestions:
    """Finds the earlier question that a question repeats.

    Two questions that name different codes, numbers or names ask different things, however alike they sound.

    Usage::

        repeated = RepeatedQuestions(TextEmbedder())
        asked = Asked("What does shipping cost?", "en")
        repeated.find(Asked("How much is shipping?", "en"), [asked])   # 0

    Args:
        embedder: encodes the questions.
        least: cosine from which two questions are one.
    """

    def __init__(self, embedder: TextEmbedder, least: float = _SAME) -> None:
        self._embedder, self._least = embedder, least

    def find(self, question: Asked, earlier: Sequence[Asked]) -> int | None:
        """The index in ``earlier`` of the latest question that ``question`` repeats; None when it is new."""
        first = max(0, len(earlier) - _LATEST)
        named = _named(question)
        alike = [i for i in range(first, len(earlier)) if _named(earlier[i]) == named]
        if not alike:
            return None
        exact = [i for i in alike if _plain(earlier[i].question) == _plain(question.question)]
        if exact:
            return exact[-1]
        vectors = self._embedder.encode([question.question, *(earlier[i].question for i in alike)], "query")
        scores = vectors[1:] @ vectors[0]
        near = [i for i, score in zip(alike, scores, strict=True) if score >= self._least]
        return near[-1] if near else None


def _plain(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _named(asked: Asked) -> frozenset[str]:
    return frozenset(_plain(mention.text) for mention in mentions(asked.question, asked.language))
